"""A writer's name on a channel becomes a pseudonym: the same writer, never the name."""

import unicodedata
from hashlib import blake2b

MIN_KEY_BYTES = 16
"""A shorter key could be guessed, and with it every name."""


def pseudonym(key: bytes, channel: str, name: str) -> str:
    """`a-` and 12 hexadecimal digits: keyed BLAKE2b (RFC 7693) of the channel and the name.

    Names that read the same are the same: compatibility forms, case and white space do not count. Another channel
    gives another pseudonym, so that nobody is followed from one to the next.

    Raises ValueError for a key that is too short, or a name without anything in it.
    """
    if len(key) < MIN_KEY_BYTES:
        raise ValueError(f"pseudonym: the key has {len(key)} bytes; take {MIN_KEY_BYTES} or more")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    normal = " ".join(folded.split())
    if not normal:
        raise ValueError("pseudonym: the name is empty")
    # BLAKE2b takes a key of 64 bytes at most; a longer one is hashed first, as HMAC does.
    short = key if len(key) <= blake2b.MAX_KEY_SIZE else blake2b(key).digest()
    given = f"{len(channel)}:{channel}{normal}".encode("utf-8", "surrogatepass")
    return f"a-{blake2b(given, key=short, digest_size=6).hexdigest()}"
