"""City packs: a folder with YAML files, read, checked and compiled."""

from stadsgesprek.pack.builtin import builtin, builtin_names
from stadsgesprek.pack.files import FILES, pack_hash, read_files
from stadsgesprek.pack.load import Pack, compiled, load
from stadsgesprek.pack.problem import PackError, Problem

__all__ = [
    "FILES",
    "Pack",
    "PackError",
    "Problem",
    "builtin",
    "builtin_names",
    "compiled",
    "load",
    "pack_hash",
    "read_files",
]
