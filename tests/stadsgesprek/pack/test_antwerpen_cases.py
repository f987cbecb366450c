"""Antwerp's own cases: they pass, they test silence, and they leave no branch unwalked."""

from functools import cache

from processors.cases import CasesReport, run_cases
from processors.cases_spec import CasesSpec
from processors.tree_diff import differences
from stadsgesprek.pack import Pack, builtin, compiled, read_files
from stadsgesprek.pack.cases import read_cases
from stadsgesprek.pack.compare import rules_of


@cache
def _antwerp() -> Pack:
    return compiled(read_files(builtin("antwerpen")))


@cache
def _cases() -> CasesSpec:
    return read_cases(_antwerp())[0]


@cache
def _report() -> CasesReport:
    return run_cases(_cases(), _antwerp().city)


def test_every_case_gets_what_it_must_get() -> None:
    assert [(each.case.title(each.index), each.case.uitkomst, each.landed, each.way) for each in _report().failed] == []


def test_every_outcome_has_a_hit_and_a_near_miss() -> None:
    assert _report().untested == ()
    assert _report().passed


def test_every_branch_is_walked() -> None:
    assert _report().unwalked == ()


def test_silence_is_tested_and_so_is_the_classifier() -> None:
    assert _report().silent >= 20
    assert sum(case.tekst is not None for case in _cases().gevallen) >= 40


def test_the_pack_does_not_differ_from_itself() -> None:
    assert differences(rules_of(_antwerp()), rules_of(_antwerp())) == ()
