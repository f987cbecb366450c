"""What each department's feed gets."""

from collections.abc import Iterable

from processors.city import City
from schemas.feed import FeedItem
from schemas.result import Result
from schemas.vocabulary import Operation


def feed_items(results: Iterable[Result], city: City) -> list[FeedItem]:
    """Each result offered to the departments of its decision.

    An edit may lead elsewhere, a delete leads nowhere. Who makes the items keeps no memory of where the revision
    before went, so every other department is told to let go; who never had the message has nothing to do.
    """
    items: list[FeedItem] = []
    for result in results:
        message, decision = result.message, result.decision
        wanted = () if decision is None else decision.departments
        items += [
            FeedItem(
                department=department, message=message.id, revision=message.revision, kind="offered", result=result
            )
            for department in wanted
        ]
        if message.revision > 0 or message.operation is Operation.deleted:
            items += [
                FeedItem(department=department, message=message.id, revision=message.revision, kind="withdrawn")
                for department in city.departments
                if department not in wanted
            ]
    return items
