"""antwoorden.yaml in a pack: what is wrong with it is told with file and line."""

from functools import cache

import pytest

from stadsgesprek.pack import Pack, PackError, Problem, builtin, compiled, read_files


@cache
def _antwerp() -> Pack:
    return compiled(read_files(builtin("antwerpen")))


def _problems(find: str, put: str, file: str = "antwoorden.yaml") -> tuple[Problem, ...]:
    """What is said of Antwerp's pack with one thing changed."""
    files = _antwerp().files
    text = files[file].decode()
    assert find in text
    with pytest.raises(PackError) as caught:
        compiled({**files, file: text.replace(find, put, 1).encode()}, before=_antwerp())
    return caught.value.problems


def _line(find: str, file: str = "antwoorden.yaml") -> int:
    text = _antwerp().files[file].decode()
    return text[: text.index(find)].count("\n") + 1


def test_an_unknown_field_has_the_line_of_its_text() -> None:
    (problem,) = _problems("Meer uitleg: {link}", "Meer uitleg: {lnk}")
    assert (problem.file, problem.line) == ("antwoorden.yaml", _line("doorverwijzen:\n  nl:") + 1)
    assert (problem.what, problem.hint) == ("'lnk' is not a known field", "did you mean link?")


def test_a_template_without_dutch() -> None:
    problems = _problems("melding:\n  nl: |", "melding:\n  it: |")
    assert [problem.what for problem in problems] == [
        "the template melding has no Dutch text",
        "'it' is not a known language of the city",
    ]
    line = _line("melding:\n  nl:")
    assert [problem.line for problem in problems] == [line, line + 1]


def test_what_the_author_wrote_in_a_public_template_is_told_at_the_outcome() -> None:
    problems = _problems("Wat fijn om te lezen", "{bericht}\n    Wat fijn om te lezen")
    assert {problem.file for problem in problems} == {"reactieschema.yaml"}
    assert all("{bericht} (in nl), which is personal" in problem.what for problem in problems)


def test_a_template_that_no_outcome_uses() -> None:
    (problem,) = _problems("bedankt:\n", "ongebruikt:\n  nl: Dag\n\nbedankt:\n")
    assert (problem.file, problem.line) == ("antwoorden.yaml", _line("bedankt:\n"))
    assert problem.what == "no outcome uses the template ongebruikt"


@pytest.mark.parametrize(
    "put", ["bedankt: Dag\nx:\n", "Bedankt!:\n", "bedankt:\n  - nl\nx:\n", "bedankt:\n  nl: 5\nx:\n"]
)
def test_another_shape_is_refused_with_its_line(put: str) -> None:
    problems = _problems("bedankt:\n", put)
    assert {problem.file for problem in problems} == {"antwoorden.yaml"}
    assert all(problem.line is not None and problem.line >= _line("bedankt:\n") for problem in problems)
