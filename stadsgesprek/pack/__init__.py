"""City packs: a folder with city.yaml, reactieschema.yaml and signals.yaml, read, checked and compiled."""

from stadsgesprek.pack.builtin import builtin, builtin_names
from stadsgesprek.pack.load import load
from stadsgesprek.pack.problem import PackError, Problem

__all__ = ["PackError", "Problem", "builtin", "builtin_names", "load"]
