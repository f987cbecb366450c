"""Which pack a command is about: by name, folder, hash in the log of rules, or the one that decides."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from stadsgesprek.pack import Pack, PackError, Problem, builtin, builtin_names, compiled, read_files
from stadsgesprek.settings import Settings
from stadsgesprek.wiring import city_folder, deciding_pack, model_in_force, rules_entries

IN_FORCE: Final = "in-force"
PACK_HELP: Final = f"A built-in pack, a folder, a hash of the log (6 digits or more), or {IN_FORCE}"
_HASH: Final = re.compile(r"[0-9a-f]{6,12}")


def chosen(settings: Settings, name: str | None) -> Pack:
    """The pack of that name; without one, that of the settings. Raises PackError, ModelError and EngineAwayError."""
    if name == IN_FORCE:
        return deciding_pack(settings)
    return compiled(chosen_files(settings, name), model=model_in_force(settings))


def chosen_files(settings: Settings, name: str | None) -> Mapping[str, bytes]:
    """Its files, which need not be good. Raises PackError and EngineAwayError."""
    if name is None:
        return read_files(city_folder(settings))
    if name == IN_FORCE:
        return deciding_pack(settings).files
    if name in builtin_names():
        return read_files(builtin(name))
    if Path(name).is_dir():
        return read_files(Path(name))
    if _HASH.fullmatch(name):
        return _from_log(settings, name)
    raise PackError([Problem(name, None, "is no built-in pack, no folder and no hash", PACK_HELP)])


def _from_log(settings: Settings, start: str) -> Mapping[str, bytes]:
    found = {entry.hash: entry for entry in rules_entries(settings) if entry.hash.startswith(start)}
    if not found:
        raise PackError([Problem(start, None, "is not the hash of a pack in the log", "see `rules log`")])
    if len(found) > 1:
        hashes = ", ".join(found)
        raise PackError([Problem(start, None, f"{len(found)} hashes begin so: {hashes}", "give more of it")])
    (entry,) = found.values()
    return entry.contents
