"""From a DMN file to the text of a reactieschema, or to all that is wrong with it."""

from processors.condition_reader import ConditionReader
from stadsgesprek.dmn.meaning import questions
from stadsgesprek.dmn.table import read_table
from stadsgesprek.dmn.text import schema_text
from stadsgesprek.pack.files import TREE
from stadsgesprek.pack.load import Pack
from stadsgesprek.pack.problem import PackError


def imported(file: str, content: bytes, pack: Pack) -> str:
    """The text of a reactieschema.yaml whose tree is the table in this file: one question for each row.

    Version, clocks and outcomes are those of the pack's own reactieschema. Raises PackError with everything in the file
    that is not in the subset which export writes, or that the pack does not know.
    """
    table = read_table(file, content)
    reader = ConditionReader(
        sets={}, fragments={}, signals=frozenset(pack.signals.signals), languages=pack.city_spec.languages
    )
    found, problems = questions(file, table, pack.city.tree.outcomes, reader)
    if problems or table.problems:
        raise PackError([*table.problems, *problems])
    return schema_text(pack.files[TREE], pack.documents[TREE], found)
