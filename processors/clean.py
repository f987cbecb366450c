"""The message's own words: no mark-up, no quoted reply, no signature, no invisible characters."""

import re
from typing import Final
from unicodedata import is_normalized, normalize

from processors.clean_html import html_text
from processors.clean_quotes import strip_quotes
from schemas.message import Message

_MARKS: Final = "\u0300-\u036f\u0483-\u0489\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_HIDDEN: Final = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff"
)
_INVISIBLE: Final = re.compile(
    f"[{_HIDDEN}]+|[\u200c\u200d]{{2,}}"  # one joiner belongs to an emoji or to Persian, a row of them to nobody
)
_PILE: Final = re.compile(f"([{_MARKS}]{{2}})[{_MARKS}]+")
_LINE_ENDS: Final = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ODD: Final = re.compile(
    f"[{_HIDDEN}{_MARKS}\u200c\u200d\t\r\n\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028-\u202f\u205f\u3000]"
)
"""All that `_rewritten` may have to change; most texts have none of it, and one look is all that they cost."""

_SPACES: Final = re.compile(r"[^\S\n]+")
_AROUND_NEWLINE: Final = re.compile(r" ?\n ?")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")


def clean(message: Message) -> str:
    """The text that the message itself says, Unicode NFC, at most one empty line between lines.

    Never empty when something was said: a message that is nothing but a quotation or a signature keeps it. Mentions
    and hashtags stay. Empty for a message without text. Repeating it changes nothing; nothing raises.
    """
    content = message.content
    if message.media_type == "text/html" and ("<" in content or "&" in content):
        text = normalised(html_text(content, quotes=False)) or normalised(html_text(content, quotes=True))
    else:
        text = normalised(content)
    return strip_quotes(text)


def normalised(text: str) -> str:
    """Unicode NFC, without invisible characters, with single spaces and at most one empty line between lines."""
    plain = text.isprintable() if text.isascii() else not _ODD.search(text) and is_normalized("NFC", text)
    if not plain:
        text = _rewritten(text)
    elif "  " in text:
        text = _SPACES.sub(" ", text)
    return text.strip()


def _rewritten(text: str) -> str:
    text = _LINE_ENDS.sub("\n", text)
    # To a fixed point, as composing and taking away can each make work for the other; twice is the rule.
    while (plain := _PILE.sub(r"\1", normalize("NFC", _INVISIBLE.sub("", text)))) != text:
        text = plain
    return _EMPTY_LINES.sub("\n\n", _AROUND_NEWLINE.sub("\n", _SPACES.sub(" ", text)))
