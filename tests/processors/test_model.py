"""What the rows of a model add up to, on one whose rows can be seen."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.columns import COLUMNS, INTENT_COLUMNS, INTENTS, Floats
from processors.model import END, MAX_WORDS, PAIR_BITS, PAIRS_WEIGHT, PIECES_WEIGHT, START, Model
from processors.signals_words import words
from processors.subwords import MARKS, pieces
from processors.votes import FEATURES
from schemas.vocabulary import Intent
from tests.processors.models import by_votes

_VRAAG = INTENT_COLUMNS.start + INTENTS.index(Intent.vraag)


def _row(weight: float) -> Floats:
    row = np.zeros(COLUMNS, np.float32)
    row[_VRAAG] = weight
    return row


_NOTHING = _row(0)
_BAD, _OPEN = END + 1, END + 2


def _pair(first: int, second: int) -> int:
    return (first << PAIR_BITS) | second


_MODEL: Model = replace(
    by_votes(),
    words={"bad": _BAD, "open": _OPEN, "00": END + 3},
    word_rows=np.vstack([_NOTHING, _NOTHING, _row(1), _row(2), _row(16)]),
    pieces={piece: 0 for piece in pieces("bads") if piece not in pieces("bad")},
    piece_rows=np.array([_row(8)]),
    pairs=np.array(sorted([_pair(START, _BAD), _pair(_BAD, _OPEN), _pair(_OPEN, END)]), np.int64),
    pair_rows=np.array([_row(32), _row(64), _row(128)]),
    bias=np.zeros(COLUMNS, np.float32),
)
assert sorted([_pair(START, _BAD), _pair(_BAD, _OPEN), _pair(_OPEN, END)])[0] == _pair(START, _BAD)


def _scores(*texts: str, model: Model = _MODEL) -> list[float]:
    votes = np.zeros((len(texts), FEATURES), np.float32)
    found: list[float] = model.scores(texts, [words(text) for text in texts], votes)[:, _VRAAG].tolist()
    return found


def test_words_and_pairs_count_once_each_by_the_root_of_how_many_words_there_are() -> None:
    assert _scores("open bad") == pytest.approx([(2 + 1) / 2**0.5])
    assert _scores("bad open") == pytest.approx([(1 + 2 + 32 + 64 + 128) / 2**0.5])
    assert _scores("bad bad bad") == pytest.approx([1 + 32])


def test_figures_are_alike() -> None:
    assert _scores("zie 42") == pytest.approx([16 / 2**0.5])


def test_a_word_that_was_never_seen_counts_by_its_known_pieces() -> None:
    known = len([piece for piece in pieces("bads") if piece not in pieces("bad")])
    assert _scores("bads") == pytest.approx([8 * known * PIECES_WEIGHT / len(pieces("bads")) ** 0.5])
    assert _scores("iets") == [0.0]


def test_marks_votes_and_bias_are_added() -> None:
    marks = np.zeros((len(MARKS), COLUMNS), np.float32)
    marks[MARKS.index("asks")] = _row(5)
    votes = np.zeros((FEATURES, COLUMNS), np.float32)
    votes[3] = _row(7)
    model = replace(_MODEL, mark_rows=marks, vote_rows=votes, bias=_row(11))
    cast = np.zeros((1, FEATURES), np.float32)
    cast[0, 3] = 2
    assert model.scores(["iets?"], [["iets"]], cast)[0, _VRAAG] == pytest.approx(5 + 2 * 7 + 11)


def test_of_a_long_text_the_beginning_is_read() -> None:
    assert _scores("iets " * MAX_WORDS + "bad") == [0.0]


def test_no_texts_no_scores_and_a_text_without_words_has_the_bias_alone() -> None:
    assert _MODEL.scores([], [], np.zeros((0, FEATURES), np.float32)).shape == (0, COLUMNS)
    assert _scores("", "...", model=replace(_MODEL, bias=_row(3))) == [3.0, 3.0]


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(["bad", "open", "bads", "iets", "7"]), max_size=9).map(" ".join), max_size=9))
def test_a_score_does_not_depend_on_the_other_texts(texts: list[str]) -> None:
    together = _scores(*texts) if texts else []
    assert together == pytest.approx([_scores(text)[0] for text in texts], abs=1e-4)


def test_a_pair_weighs_less_than_a_word_when_the_model_is_made() -> None:
    assert 0 < PAIRS_WEIGHT < 1
