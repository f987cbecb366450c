"""Events as listeners and the console publish them."""

from schemas.cloudevents import Envelope
from schemas.feedback import Feedback
from schemas.result import Result
from schemas.topics import FEEDBACK, MESSAGES
from streams.envelopes import envelope
from tests.contract.data import START, result


def said(result: Result) -> Envelope:
    """The message of a result, not yet understood."""
    return envelope(MESSAGES, result.message, source="/test", time=START)


def done(act: Feedback) -> Envelope:
    """What a colleague did."""
    return envelope(FEEDBACK, act, source="/console", time=START)


def bad(number: int) -> Envelope:
    """One that cannot be read."""
    good = said(result(native_id="cut-off"))
    return Envelope(good.topic, good.key, good.headers, b'{"channel": "myspace", "number": %d' % number)


def numbered(number: int) -> Result:
    """One of many messages, always the same for a number."""
    return result(f"Is het zwembad open? Vraag {number}", native_id=f"many-{number}", minute=number / 100)
