"""Exact analysis of a reactieschema: what is never reached, what is always answered alike, which invariants break."""

from processors.analysis.check import check
from processors.analysis.diagrams import TooLargeError
from processors.analysis.report import Finding, Kind, Report
from processors.analysis.same import Difference, same_decisions

__all__ = ["Difference", "Finding", "Kind", "Report", "TooLargeError", "check", "same_decisions"]
