"""Elasticsearch's file realm: users and roles in files, for a server whose security index is not used."""

import base64
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

_ROUNDS = 10_000  # the lowest that the server's own tool writes; the passwords are random and short-lived


def write_file_realm(
    config: Path, roles: str, users: Mapping[str, Sequence[str]], passwords: Mapping[str, str]
) -> None:
    """Write `roles.yml`, `users` and `users_roles` into a server's configuration folder.

    Formats: the chapters on file-based user authentication and on the roles file in Elasticsearch's manual.
    """
    by_role: dict[str, list[str]] = {}
    for user, its_roles in users.items():
        for role in its_roles:
            by_role.setdefault(role, []).append(user)
    hashes = "".join(f"{user}:{_hash(passwords[user])}\n" for user in users)
    members = "".join(f"{role}:{','.join(names)}\n" for role, names in by_role.items())
    for name, text in (("roles.yml", roles), ("users", hashes), ("users_roles", members)):
        (config / name).write_text(text, encoding="utf-8")


def _hash(password: str) -> str:
    """PBKDF2 with HMAC-SHA-512, written as the server's `pbkdf2` password hash: cost, salt and hash."""
    salt = secrets.token_bytes(32)
    derived = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ROUNDS, 32)
    return f"{{PBKDF2}}{_ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(derived).decode()}"
