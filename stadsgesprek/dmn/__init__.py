"""The reactieschema in DMN, the decision tables that other tools read: export, and import of the same subset."""

from stadsgesprek.dmn.rows import TooManyRowsError
from stadsgesprek.dmn.schema import imported
from stadsgesprek.dmn.write import exported
from stadsgesprek.dmn.xml import MAX_BYTES

__all__ = ["MAX_BYTES", "TooManyRowsError", "exported", "imported"]
