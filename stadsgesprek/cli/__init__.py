"""The command line: one module a command, each of them a line in this list."""

import sys
import traceback

import typer

from stadsgesprek.cli.exits import Exit
from stadsgesprek.cli.lazy import group
from stadsgesprek.model.artefact import ModelError
from stadsgesprek.pack import PackError
from stadsgesprek.settings import SettingsError
from streams.ports import EngineAwayError
from streams.streak import TooManyDeadLettersError

app = group(
    {
        "demo": "stadsgesprek.cli.demo:demo",
        "run": "stadsgesprek.cli.run:run",
        "console": "stadsgesprek.cli.console:console",
        "listen": "stadsgesprek.cli.listen:app",
        "work": "stadsgesprek.cli.work:app",
        "rules": "stadsgesprek.cli.rules:app",
        "setup": "stadsgesprek.cli.setup:setup",
        "doctor": "stadsgesprek.cli.doctor:doctor",
        "decide": "stadsgesprek.cli.decide:decide",
        "classify": "stadsgesprek.cli.classify:classify",
        "parse": "stadsgesprek.cli.parse:parse",
        "dead": "stadsgesprek.cli.dead:app",
        "learn": "stadsgesprek.cli.learn:learn",
        "reindex": "stadsgesprek.cli.reindex:reindex",
    },
    name="stadsgesprek",
    help="Every public contact with the city: understood, taken through the reactieschema, sent to its department.",
    epilog=(
        "A first look: stadsgesprek demo. For real on one machine: stadsgesprek run. On Kafka and Elasticsearch: "
        "setup, then work route, work index, listen and console. "
        "Exit codes: 0 done; 1 the answer is no, some input was bad or the work ended by itself; 2 wrong use or "
        "settings; 3 an engine is away."
    ),
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run a command. What can be expected to go wrong ends in a sentence and an exit code, never in a traceback."""
    try:
        app()
    except (SettingsError, PackError, ModelError) as error:
        sys.exit(_say(error, Exit.USAGE))
    except EngineAwayError as error:
        sys.exit(_say(error, Exit.AWAY))
    except TooManyDeadLettersError as error:
        sys.exit(_say(error, Exit.NO))
    except BrokenPipeError:  # `| head` has seen enough
        sys.stderr.close()
        sys.exit(Exit.DONE)
    except Exception as error:  # a fault of ours: where, but not its text, which may quote a message
        typer.echo("".join(traceback.format_tb(error.__traceback__)), err=True)
        typer.echo(f"stadsgesprek: {type(error).__name__}: a fault of stadsgesprek, please report it", err=True)
        sys.exit(Exit.NO)


def _say(error: Exception, code: Exit) -> int:
    typer.echo(f"stadsgesprek: {error}", err=True)
    return code
