"""In which of the city's languages a text is, by its short words where they tell, else by py3langid."""

import re
from collections import Counter
from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from typing import Final, Protocol

from py3langid.langid import MODEL_FILE
from py3langid.langid import LanguageIdentifier as _Py3LangId

from processors.language_words import LANGUAGE_OF

UNDETERMINED: Final = "und"
"""Where there is no text to judge (ISO 639-2)."""

_NOT_PROSE: Final = re.compile(r"https?://\S+|www\.\S+|@\w[\w.]*")
_ARABIC: Final = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_NON_LATIN: Final = re.compile(
    "[\u0370-\u1dbf\u2c00-\u2c5f\u2d00-\ua63f\ua6a0-\ua6ff\ua840-\uab2f\uab70-\ufaff\ufb1d-\ufeff]"
)
_SHORT: Final = 25
_PRIOR: Final = 4.0
"""In a text of fewer than 25 characters the city's first language wins unless another is four times as probable or has
a word of its own in it."""

_READ: Final = 400
"""Characters that the model reads; more do not make it surer."""

_CERTAIN_WORDS: Final = 2
_FEW_WORDS: Final = 10
"""Among so few, one word of the first language and none of another is enough."""


class _Model(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...

    def rank(self, text: str) -> list[tuple[str, float]]: ...

    def set_languages(self, langs: Sequence[str]) -> None: ...


@lru_cache(maxsize=1)
def _every_language() -> _Model:
    """The model takes a second to load, so that all cities of a process share it."""
    model: _Model = _Py3LangId.from_model_file(MODEL_FILE, norm_probs=True)
    return model


class LanguageIdentifier:
    """Tells the language of texts, restricted to the city's languages; the first is the likeliest.

    A text in another script than Latin and Arabic is judged among all languages, as no city lists every one that its
    people write. Raises ValueError for a language code that the model does not know.
    """

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = frozenset(languages)
        self._first = languages[0]
        self._model = copy(_every_language())
        self._model.set_languages(languages)
        self._of_word = {word: code for word, code in LANGUAGE_OF.items() if code in self._languages}

    def identify(self, text: str, words: Sequence[str]) -> str:
        """ISO 639-1 of most of the text, or `und`. `words` are those of `signals_words.words(text)`."""
        of_word = self._of_word
        known = [code for code in map(of_word.get, words) if code is not None]
        if len(known) == 1 and len(words) <= _FEW_WORDS and known[0] == self._first and "/" not in text:
            return self._first
        if len(known) >= _CERTAIN_WORDS:
            first = known.count(self._first)
            if first * 3 >= len(known) * 2:
                return self._first
            language, count = Counter(known).most_common(1)[0]
            if count * 3 >= len(known) * 2:
                return language
        return self._judge(text, doubt=all(language == self._first for language in known))

    def _judge(self, text: str, *, doubt: bool) -> str:
        prose = _NOT_PROSE.sub(" ", text).strip()[:_READ]
        letters = sum(map(str.isalpha, prose))
        if not letters:
            return UNDETERMINED
        if not prose.isascii():
            if "ar" in self._languages and len(_ARABIC.findall(prose)) * 2 > letters:
                return "ar"
            if len(_NON_LATIN.findall(prose)) * 2 > letters:
                code, _ = _every_language().classify(prose)
                return code if len(code) == 2 else UNDETERMINED
        ranked = self._model.rank(prose)
        best, probability = ranked[0]
        if doubt and len(prose) < _SHORT and probability < _PRIOR * dict(ranked)[self._first]:
            return self._first
        return best
