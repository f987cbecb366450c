"""The cases beside a pack's reactieschema: gevallen.yaml, read and checked against the pack."""

from processors.cases_check import case_faults
from processors.cases_spec import CasesSpec
from stadsgesprek.pack.document import Document, DocumentError, read_document
from stadsgesprek.pack.files import CASES
from stadsgesprek.pack.load import Pack
from stadsgesprek.pack.problem import PackError, Problem
from stadsgesprek.pack.validation import placed, validated


def read_cases(pack: Pack) -> tuple[CasesSpec, Document]:
    """The cases of a pack, and the document that knows their lines: `document.line(("gevallen", index))`.

    Raises PackError with everything that is wrong.
    """
    if CASES not in pack.files:
        raise PackError([Problem(CASES, None, "does not exist", "write a hit and a near miss for every outcome")])
    try:
        document = read_document(CASES, pack.files[CASES])
    except DocumentError as error:
        raise PackError([error.problem]) from None
    cases = validated(CasesSpec, document)
    faults = [placed(document, fault) for fault in case_faults(cases, pack.city, pack.signals.signals)]
    if faults:
        raise PackError(faults)
    return cases, document
