"""Words that Antwerp's signals look for, and some that they do not."""

from functools import cache

from processors.signals import SignalSet
from processors.signals_phrases import texts
from stadsgesprek.pack import builtin
from stadsgesprek.pack.document import read_document


@cache
def phrases() -> list[str]:
    """Read when first asked for."""
    content = (builtin("antwerpen") / "signals.yaml").read_bytes()
    signals = SignalSet.model_validate(read_document("signals.yaml", content).data)
    found = {
        next(texts(phrase, signals.lists)).strip(" ^")
        for each in signals.signals.values()
        for phrase in each.phrases[:4]
    }
    return [*sorted(found), "?", "hallo", "🙂", "спасибо большое", "https://example.org", "0470 12 34 56"]
