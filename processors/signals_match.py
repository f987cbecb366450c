"""Finds the phrases of all signals in a text, in one pass."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from ahocorasick_rs import AhoCorasick, Implementation

from processors.signals import Signal, SignalSet
from processors.signals_phrases import START, texts
from processors.votes import Vote, columns
from schemas.vocabulary import Intent

_NEGATIONS: Final = frozenset(
    {
        *("geen", "gene", "niet", "nie", "nooit", "nergens", "zonder", "noch", "not", "no", "never", "without"),
        *("pas", "jamais", "aucun", "aucune", "sans", "kein", "keine", "nicht", "sin", "yok", "bez"),
    }
)
_NEGATION_WORDS: Final = 3
_NEGATION_LENGTH: Final = 40
"""How far back a negation is looked for: three words, and no more characters than three words have."""


_TOPIC, _INTENT, _TONE, _URGENCY = 1, 2, 4, 8
_Span = tuple[int, int, int]
"""A phrase's number, and where it starts and ends."""


class _Phrase(NamedTuple):
    votes: tuple[Vote, ...]
    signals: tuple[tuple[str, float, Signal], ...]
    """Of each vote the signal, with its weight: what the votes are made of when the phrase is inside another."""

    overrules: int
    """On what it speaks for the phrases inside it: all that it votes on, and on the intent if it votes on nothing."""

    negatable: bool


@dataclass(frozen=True, slots=True)
class Matcher:
    """An Aho-Corasick automaton over all phrases, and the votes of each."""

    signals: SignalSet
    """What it was made of."""

    _automaton: AhoCorasick
    _phrases: tuple[_Phrase, ...]
    _inside: dict[tuple[int, int], tuple[Vote, ...]]
    """What a phrase still says inside others, by its number and what they overrule: made when first met."""

    @classmethod
    def compile(cls, signals: SignalSet) -> Self:
        """One automaton for all signals; a phrase may belong to several."""
        table: dict[str, dict[str, Signal]] = {}
        for id, signal in signals.signals.items():
            for phrase in signal.phrases:
                for text in texts(phrase, signals.lists):
                    table.setdefault(text, {})[id] = signal
        # Overlapping matches may share the spaces that are their boundaries.
        automaton = AhoCorasick(list(table), implementation=Implementation.ContiguousNFA)
        made: dict[tuple[int, tuple[str, ...]], _Phrase] = {}  # many texts are alike in all but the text
        phrases = []
        for text, owners in table.items():
            alike = len(text.replace(START, "").split()) - 1, tuple(owners)
            if alike not in made:
                made[alike] = _phrase(alike[0], owners)
            phrases.append(made[alike])
        return cls(signals, automaton, tuple(phrases), {})

    def find(self, found: list[str]) -> list[Vote]:
        """The votes in these words, of each phrase once.

        The longest counts: a phrase inside another says nothing on what that one votes on. The other may vote on
        nothing (`brandend actueel`); then what stands inside has no intent, and so is no danger.
        """
        text = f" {START} {' '.join(found)} "
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        if len(matches) > 1:
            matches.sort(key=_outermost_first)
        spoken: dict[int, int] = {}  # phrase to what is overruled wherever it stands
        around: list[tuple[int, int]] = []  # end and overruled dimensions of the phrases that hold this one
        phrases = self._phrases
        for number, start, end in matches:
            phrase = phrases[number]
            if phrase.negatable and _negated(text, start):
                continue
            while around and around[-1][0] < end:
                around.pop()
            overruled = around[-1][1] if around else 0
            around.append((end, overruled | phrase.overrules))
            spoken[number] = spoken.get(number, overruled) & overruled
        votes: list[Vote] = []
        for number, overruled in spoken.items():
            votes += self._votes_inside(number, overruled) if overruled else phrases[number].votes
        return votes

    def _votes_inside(self, number: int, overruled: int) -> tuple[Vote, ...]:
        votes = self._inside.get((number, overruled))
        if votes is None:
            votes = self._inside[number, overruled] = tuple(_votes(self._phrases[number].signals, overruled))
        return votes


def _outermost_first(match: _Span) -> int:
    return (match[1] << 32) - match[2]  # by start, then the longest: one number sorts quicker than a pair


def _phrase(further_words: int, owners: dict[str, Signal]) -> _Phrase:
    overrules = 0
    signals = []
    for id, signal in owners.items():
        # A longer phrase says more, a quarter for each further word.
        signals.append((id, signal.weight * (1 + further_words / 4), signal))
        own = (
            _TOPIC * (signal.topic is not None)
            + _INTENT * (signal.intent is not None)
            + _TONE * (signal.sentiment is not None)
            + _URGENCY * (signal.urgency is not None)
        )
        overrules |= own or _INTENT
    votes = tuple(_votes(signals, 0))
    return _Phrase(votes, tuple(signals), overrules, any(signal.negatable for signal in owners.values()))


def _votes(signals: Iterable[tuple[str, float, Signal]], overruled: int) -> Iterator[Vote]:
    """What the signals still say; danger without its intent is not even a topic."""
    for id, weight, signal in signals:
        if overruled & _INTENT and signal.intent is Intent.noodgeval:
            continue
        yield Vote(
            id,
            weight,
            columns(
                None if overruled & _TOPIC else signal.topic,
                None if overruled & _INTENT else signal.intent,
                None if overruled & _TONE else signal.sentiment,
                urgent=signal.urgency is not None and not overruled & _URGENCY,
            ),
        )


def _negated(text: str, start: int) -> bool:
    before = text[max(0, start - _NEGATION_LENGTH) : start].split()[-_NEGATION_WORDS:]
    return not _NEGATIONS.isdisjoint(before)
