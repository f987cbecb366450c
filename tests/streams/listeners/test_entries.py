"""From the bytes of a feed to messages: what is said, by whom, when, and which edit; never an exception."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.message import Message
from schemas.vocabulary import Channel, Operation
from streams.listeners.cursor import Seen
from streams.listeners.entries import Entries, Place, read_entries
from streams.listeners.pseudonym import pseudonym
from tests.streams.listeners.feeds import atom, entry

KEY = b"k" * 32
PLACE = Place(Channel.blog, "blog.stadantwerpen", KEY)
NOW = datetime(2026, 3, 24, 12, tzinfo=UTC)
EIGHT = datetime(2026, 3, 24, 8, tzinfo=UTC)

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:thr="http://purl.org/syndication/thread/1.0">
<channel><title>Reacties</title><item><title>Door: Jan</title><link>https://blog.example.org/?p=1#c2</link>
<dc:creator><![CDATA[Jan]]></dc:creator><pubDate>Tue, 24 Mar 2026 09:00:00 +0100</pubDate>
<guid isPermaLink="false">comment-2</guid><description><![CDATA[kort]]></description>
<content:encoded><![CDATA[<p>Heel het <b>verhaal</b></p><script>x()</script>]]></content:encoded>
<thr:in-reply-to ref="comment-1"/><enclosure url="https://blog.example.org/put.jpg" type="image/jpeg" length="1"/>
</item></channel></rss>"""


def read(data: bytes, known: dict[str, Seen] | None = None, now: datetime = NOW) -> Entries:
    return read_entries(data, PLACE, now=now, known=known)


def only(data: bytes, known: dict[str, Seen] | None = None) -> Message:
    found = read(data, known)
    assert found.problems == ()
    (message,) = found.messages
    return message


def test_an_rss_comment_becomes_a_message() -> None:
    message = only(RSS)
    assert (message.channel, message.account, message.native_id) == (Channel.blog, "blog.stadantwerpen", "comment-2")
    assert message.content == "<p>Heel het <b>verhaal</b></p><script>x()</script>"
    assert message.media_type == "text/html"
    assert message.in_reply_to == "comment-1"
    assert message.published == EIGHT
    assert (message.revision, message.operation, message.updated) == (0, Operation.created, None)
    assert message.url == "https://blog.example.org/?p=1#c2"
    assert message.author is not None
    assert message.author.pseudonym == pseudonym(KEY, "blog", "Jan")
    assert [each.url for each in message.attachments] == ["https://blog.example.org/put.jpg"]
    assert "Jan" not in message.model_dump_json()


def test_an_atom_comment_becomes_a_message_whatever_prefix_threading_has() -> None:
    message = only(atom(entry("c2", "<p>Ja &amp; nee</p>", more='<t:in-reply-to ref="c1"/>')))
    assert (message.content, message.in_reply_to) == ("<p>Ja &amp; nee</p>", "c1")


@pytest.mark.parametrize("more", ["<t:in-reply-to/>", "<t:in-reply-to>c1</t:in-reply-to>", '<t:in-reply-to href="x"/>'])
def test_a_parent_that_is_not_named_is_no_parent(more: str) -> None:
    assert only(atom(entry("c2", more=more))).in_reply_to is None


def test_an_entry_updated_after_it_was_published_is_an_edit() -> None:
    message = only(atom(entry("c1", updated="2026-03-24T10:00:00Z")))
    assert (message.operation, message.revision) == (Operation.edited, 1774346400000)
    assert (message.published, message.updated) == (EIGHT, datetime(2026, 3, 24, 10, tzinfo=UTC))


def test_what_is_known_and_unchanged_is_not_read_again() -> None:
    data = atom(entry("c2"), entry("c1"))
    first = read(data)
    again = read(data, dict(first.seen), now=NOW.replace(hour=20))
    assert len(first.messages) == 2
    assert again.messages == ()
    assert again.seen == first.seen


@pytest.mark.parametrize("updated", [None, "2026-03-24T08:00:00Z", "2026-03-24T10:00:00Z"])
def test_each_change_of_the_content_is_a_higher_revision(updated: str | None) -> None:
    known: dict[str, Seen] = {}
    revisions = []
    for text in ("een", "twee", "drie", "een"):
        found = read(atom(entry("c1", text, updated=updated)), known)
        known = dict(found.seen)
        revisions += [message.revision for message in found.messages]
    assert len(revisions) == 4
    assert revisions == sorted(set(revisions))


def test_a_new_date_without_a_new_text_is_no_edit() -> None:
    known = dict(read(atom(entry("c1"))).seen)
    assert read(atom(entry("c1", updated="2026-03-24T11:00:00Z")), known).messages == ()


def test_published_stays_what_it_was_at_first() -> None:
    known = dict(read(atom(entry("c1", published=None))).seen)
    edited = read(atom(entry("c1", "anders", published=None)), known, now=NOW.replace(hour=20))
    assert edited.messages[0].published == NOW
    assert edited.messages[0].operation is Operation.edited


def test_atom_that_only_says_updated_is_published_then() -> None:
    message = only(atom(entry("c1", published=None, updated="2026-03-24T08:00:00Z")))
    assert (message.published, message.revision) == (EIGHT, 0)


def test_messages_come_in_the_order_in_which_they_were_said() -> None:
    data = atom(entry("c2", published="2026-03-24T09:00:00Z"), entry("c1"))
    assert [message.native_id for message in read(data).messages] == ["c1", "c2"]


def test_the_title_counts_only_when_there_is_nothing_else() -> None:
    data = b"<rss version='2.0'><channel><item><title>Put in de weg</title><guid>1</guid></item></channel></rss>"
    assert only(data).content == "Put in de weg"
    assert "Reactie van" not in only(atom(entry("c1"))).content


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (entry("", "x").replace("https://blog.example.org/", ""), "entry 2: native_id"),
        (entry("c" * 501, "x"), "entry 2: native_id"),
        (entry("c2", "x" * 100_001), "entry 2: content"),
        (entry("c2", " "), "entry 2: content"),
        (entry("c1", "dubbel"), "entry 2: has the id of an earlier one"),
    ],
)
def test_one_bad_entry_is_told_and_the_others_are_read(bad: str, reason: str) -> None:
    found = read(atom(entry("c1"), bad, entry("c3")))
    assert [message.native_id for message in found.messages] == ["c1", "c3"]
    assert len(found.problems) == 1
    assert found.problems[0].startswith(reason)
    assert "Jan" not in found.problems[0]


@pytest.mark.parametrize("missing", [b"<id>c3", b"c3</id>", b"<content", b"</content>", b"</entry></feed>"])
def test_of_a_feed_that_breaks_off_what_is_whole_is_read(missing: bytes) -> None:
    whole = atom(entry("c1"), entry("c2"), entry("c3", "Halve zin"))
    found = read(whole[: whole.rindex(missing)])
    ids = [message.native_id for message in found.messages]
    assert ids == (["c1", "c2", "c3"] if missing == b"</entry></feed>" else ["c1", "c2"])
    assert not found.whole
    assert "is broken" in found.problems[0]


@pytest.mark.parametrize("data", [b"", b"502 Bad Gateway", b"<html><body>Onderhoud</body></html>", b"\x00\xff" * 50])
def test_what_is_no_feed_gives_a_problem(data: bytes) -> None:
    found = read(data)
    assert found.messages == ()
    assert found.problems


def declared(entities: str, content: str) -> bytes:
    """A feed with one comment, and entities of its own."""
    document_type = f"<!DOCTYPE feed [{entities}]><feed"
    return atom(entry("c1", "VUL")).decode().replace("<feed", document_type, 1).replace("VUL", content).encode()


def test_an_entity_reaches_no_file() -> None:
    message = only(declared('<!ENTITY f SYSTEM "file:///etc/passwd">', "[&amp;f;] [&f;]"))
    assert message.content == "[&f;] []"


def test_entities_that_grow_do_not_fill_the_memory() -> None:
    grow = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    found = read(declared(f'<!ENTITY l0 "lol">{grow}', "&l8;"))
    assert not found.whole
    assert [message.content for message in found.messages] == ["&l8;"]


def test_the_charset_that_the_server_names_counts() -> None:
    data = atom(entry("c1", "café")).decode().replace(' encoding="utf-8"', "").encode("latin-1")
    found = read_entries(data, PLACE, now=NOW, charset="iso-8859-1")
    assert found.messages[0].content == "café"


_PIECES = (
    b"<feed xmlns='http://www.w3.org/2005/Atom'> <rss> <channel> <item> </item> <entry> </entry> <id> </id> <guid> x "
    b"<content> <content\ttype='xhtml'> </content> <div> <published> </published> <updated> <pubDate> <author> "
    b"9999-99-99T99:99:99Z 0000-01-01T00:00:00Z 2026-03-24 &#0; &#xD800; &lol; <![CDATA[ ]]> <!DOCTYPE\tx\t[ \xff \x00 "
    b"<link\trel='enclosure' \ttype='x' \thref='http://[' /> > <thr:in-reply-to"
).split(b" ")
_RUBBLE = st.lists(st.sampled_from(_PIECES)).map(b"".join)


@settings(deadline=None)
@given(st.one_of(st.binary(), _RUBBLE, st.text().map(lambda text: atom(entry("1", text, author=text)))))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    found = read(data)
    assert set(found.seen) >= {message.native_id for message in found.messages}


@settings(deadline=None)
@given(st.integers(0, 1500), st.integers(0, 1500), st.binary(max_size=8))
def test_no_damage_to_a_feed_makes_it_raise(start: int, end: int, put: bytes) -> None:
    data = RSS[:start] + put + RSS[end:]
    known = dict(read(RSS).seen)
    read(data, known)
