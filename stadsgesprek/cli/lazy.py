"""Commands that are imported when asked for: who checks a rule does not wait for the clients of the engines."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup


def group(commands: Mapping[str, str], **more: Any) -> typer.Typer:
    """A group of these commands: name to `module:function`, or `module:app` for a group. `more` goes to Typer."""

    class Lazy(TyperGroup):
        def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  (the signature is given)
            return [*commands]

        def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
            if cmd_name not in commands:
                return None
            module, _, name = commands[cmd_name].partition(":")
            found = getattr(import_module(module), name)
            if not isinstance(found, typer.Typer):
                function, found = found, typer.Typer(add_completion=False)
                found.command(cmd_name)(function)
            command = typer.main.get_command(found)
            command.name = cmd_name
            return command

    app = typer.Typer(cls=Lazy, add_completion=False, no_args_is_help=True, **more)
    app.callback()(lambda: None)  # makes it a group before any command is imported
    return app
