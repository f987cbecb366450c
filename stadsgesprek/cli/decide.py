"""`stadsgesprek decide`: what the city would do with a text, and why."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from processors.city import City
from processors.process import process
from schemas.message import Message
from schemas.result import Result
from schemas.vocabulary import Channel, Visibility
from stadsgesprek.cli.exits import Exit
from stadsgesprek.settings import load
from stadsgesprek.wiring import tried_city


def decide(
    text: Annotated[str, typer.Argument(help="The message, in quotes.")],
    channel: Annotated[Channel, typer.Option(help="Where it was said.")] = Channel.twitter,
    direct: Annotated[bool, typer.Option("--direct", help="It is a direct message, not a public one.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole result as JSON.")] = False,
) -> None:
    """Take one message through the reactieschema and show its way.

    By the city's own folder as it stands; with a built-in pack, by the rules that are in force. Nothing is sent or
    stored.

    Example: stadsgesprek decide "is het zwembad open?" --channel facebook
    """
    city = tried_city(load())
    now = datetime.now(UTC).astimezone(city.timezone)
    try:
        message = Message.model_validate(
            {
                "channel": channel,
                "account": "decide",
                "native_id": str(uuid4()),
                "visibility": Visibility.direct if direct else Visibility.public,
                "content": text,
                "published": now,
            }
        )
    except ValueError as error:
        typer.echo(f"stadsgesprek: this cannot be a message: {_first(error)}", err=True)
        raise typer.Exit(Exit.USAGE) from None
    result = process([message], city, now)[0]
    if as_json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        _show(result, city)


def _first(error: ValueError) -> str:
    problem = error.errors()[0] if hasattr(error, "errors") else {"msg": str(error)}
    return str(problem["msg"]).removeprefix("Value error, ")


def _show(result: Result, city: City) -> None:
    understood, decision = result.classification, result.decision
    assert understood is not None  # only a delete has none
    assert decision is not None
    console = Console()
    way = Tree(Text(result.text, style="bold"))
    way.add(
        f"{understood.intent} ({understood.intent_confidence:.0%}) · {understood.topic} · {understood.urgency} · "
        f"{understood.sentiment} · {understood.language}" + (" · niet zeker" if understood.abstained else "")
    )
    for step in decision.path:
        answer = "[green]ja[/]" if step.answer else "[dim]nee[/]"
        saw = ", ".join(f"{name} = {_value(value)}" for name, value in step.saw.items())
        way.add(f"{city.tree.nodes[step.node].vraag}  {answer}  [dim]{saw}[/]")
    outcome = city.tree.outcomes[decision.outcome]
    console.print(way)
    console.print(
        Padding(f"[bold red]{outcome.label.nl}[/]  [dim]{decision.outcome}[/]\n{decision.reason}", (1, 0, 0, 2))
    )
    who = ", ".join(city.departments[department].nl for department in decision.departments)
    when = f"vóór {decision.deadline:%d/%m/%Y %H:%M}" if decision.deadline else "zonder termijn"
    human = ", een mens kijkt mee" if decision.human else ""
    console.print(Padding(f"{decision.action}, {decision.manner}, {when}{human}\n{who}", (0, 0, 1, 2)))


def _value(value: object) -> str:
    return ", ".join(map(str, value)) or "—" if isinstance(value, tuple) else str(value)
