"""Input of every unreadable kind: a dead letter with its bytes and the reason, and the stream goes on."""

import json
from dataclasses import replace
from typing import Any

from schemas.cloudevents import Envelope
from tests.faults.stage import Stage
from tests.streams.kafka.broker import event, events, message


def changed(**fields: Any) -> Envelope:
    """A good event with other fields in its JSON; a field of None is left out."""
    good = event(message("kapot", "Een geheime tekst"))
    data = {key: value for key, value in (json.loads(good.body) | fields).items() if value is not None}
    return replace(good, body=json.dumps(data).encode())


GOOD = event(message("kapot", "Een geheime tekst"))
POISON = {
    "broken JSON": (replace(GOOD, body=GOOD.body[:-20]), "body: is not JSON, or cut off"),
    "broken UTF-8": (replace(GOOD, body=GOOD.body.replace(b"geheime", b"\xff\xfe")), "body: is not JSON, or cut off"),
    "nothing": (replace(GOOD, body=b""), "body: is not JSON, or cut off"),
    "unknown field": (changed(colour="red"), "has an unknown field"),
    "unknown channel": (changed(channel="myspace", id=None), "channel: "),
    "empty text": (changed(content="  \n"), "content: is empty"),
    "null bytes": (changed(content="Een geheime\x00tekst"), "content: has a null byte"),
    "1970": (changed(published="1970-01-01T00:00:00Z"), "published: is before 2005"),
    "2090": (changed(published="2090-01-01T00:00:00Z"), "published: is more than 24 hours ahead"),
    "another's id": (changed(native_id="ander"), "id: is not the UUIDv5"),
    "no headers": (replace(GOOD, headers=()), "ce_specversion: is not 1.0"),
    "strange headers": (replace(GOOD, headers=(("ce_id", b"\xff\x00"),)), "ce_specversion: is not 1.0"),
    "deep JSON": (replace(GOOD, body=b"[" * 100_000), "body: "),
    "large": (changed(content="x" * 200_000), "content: "),
}


def test_every_kind_of_poison_is_a_dead_letter_and_the_stream_goes_on(stage: Stage) -> None:
    worker = stage.start("route")
    stage.start("index")
    good = events(2 * len(POISON))
    mixed = [each for number, (bad, _) in enumerate(POISON.values()) for each in (good[2 * number], bad)]
    stage.publish(mixed + good[1::2])
    stage.accounts_for(good, dead=len(POISON))
    letters = {letter.body: letter for letter in stage.letters}
    for kind, (bad, reason) in POISON.items():
        assert reason in letters[bad.body].reason, kind
        assert letters[bad.body].topic == "messages"
        assert letters[bad.body].place.startswith("messages/")
    assert "geheime" not in worker.log + "".join(letter.reason for letter in letters.values())


def test_unreadable_decisions_are_dead_letters_too(stage: Stage) -> None:
    stage.start("index")
    good = events(20)
    stage.publish([Envelope("decisions", b"key", (), b"rubbish"), Envelope("feedback", b"key", (), b"\xff")])
    stage.start("route")
    stage.publish(good)
    stage.accounts_for(good, dead=2)


def test_too_many_in_a_row_end_the_worker_before_it_acknowledges(stage: Stage) -> None:
    rubbish = [Envelope("messages", str(number).encode(), (), b"rubbish %d" % number) for number in range(150)]
    stage.publish(rubbish)
    worker = stage.start("route")
    assert worker.wait() == 1
    assert "100 events in a row could not be read, the first one at messages/" in worker.log
    assert "ce_specversion: is not 1.0" in worker.log
    # Those of batches before the one in which the row became too long are dead letters, the others still to be read.
    assert len(stage.letters) < 100
    assert stage.lag("route") == len(rubbish) - len(stage.letters)


def test_a_missing_topic_is_said_at_the_start(stage: Stage) -> None:
    stage.delete("feed.sport")
    worker = stage.start("route")
    assert worker.wait() == 2
    assert "there is no topic feed.sport; make them with: stadsgesprek setup" in worker.log
