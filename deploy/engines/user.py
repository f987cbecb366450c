"""The user that a server runs as: Elasticsearch refuses to run as root."""

import os
import subprocess
from pathlib import Path

_NOBODY = 65534  # the traditional overflow user; no account with this number has to exist


def unprivileged_uid() -> int | None:
    """The user (and group) to start a server as when we are root; None when we are not."""
    return _NOBODY if os.geteuid() == 0 else None


def reachable(path: Path, uid: int) -> bool:
    """Whether the user can enter `path` (a folder) or read it (a file), with every folder above it."""
    asked = subprocess.run(
        ["/bin/sh", "-c", 'if test -d "$1"; then test -x "$1"; else test -r "$1"; fi', "sh", str(path)],
        user=uid,
        group=uid,
        extra_groups=[],
        cwd="/",
        check=False,
    )
    return asked.returncode == 0


def hand_over(path: Path, uid: int) -> None:
    """Give a folder and everything in it to the user."""
    os.chown(path, uid, uid)
    for folder, subfolders, files in os.walk(path):
        for name in (*subfolders, *files):
            os.chown(Path(folder, name), uid, uid, follow_symlinks=False)
