"""Two packs compared: what a pack says, as processors.tree_diff takes it."""

from collections.abc import Iterator

from processors.tree_diff import Rules
from processors.tree_spec import LabelSpec
from stadsgesprek.pack.city_spec import CitySpec
from stadsgesprek.pack.load import Pack


def rules_of(pack: Pack) -> Rules:
    """The rule set of a pack, and what else of it has its place in a comparison. Its cases have none."""
    return Rules(
        spec=pack.tree_spec,
        tree=pack.city.tree,
        templates=pack.replies_spec.templates,
        signals=pack.signals,
        facts={(about, name): value for about, name, value in _facts(pack.city_spec)},
    )


def _facts(city: CitySpec) -> Iterator[tuple[str, str, str]]:
    yield "city", "id", city.id
    yield "city", "name", city.name
    yield "city", "timezone", city.timezone
    yield "language", "", ", ".join(city.languages)
    for id, department in city.departments.items():
        yield "department", id, _named(department)
    for id, topic in city.topics.items():
        yield "topic", id, _named(topic)
        yield "responsible", id, topic.department
        if topic.link is not None:
            yield "link", id, topic.link
    for list_name, ids in city.labels.items():
        for id, each in ids.items():
            yield "label", f"{list_name} {id}", _named(each)
    for id, voice in city.voices.items():
        yield "voice", id, _named(voice)
    for channel, tone in city.tones.items():
        yield "tone", channel, tone
    for day, hours in city.working_hours.items():
        yield "hours", day, ", ".join(hours) or "–"
    yield "holidays", "", city.holidays or "–"
    for closing in city.closed:
        yield "closed", closing.isoformat(), "–"
    if city.crisis is not None:
        until = "" if city.crisis.until is None else f" – {city.crisis.until.isoformat()}"
        yield "crisis", "", f"{city.crisis.about} ({city.crisis.since.isoformat()}{until})"


def _named(label: LabelSpec) -> str:
    return f"'{label.nl}' / '{label.en}'"
