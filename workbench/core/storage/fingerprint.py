"""Whether a file on disk is still the one that was opened or saved."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

_PIECE = 1 << 20


@dataclass(frozen=True)
class Fingerprint:
    """What tells one state of a file from another."""

    size: int
    modified: int
    """Nanoseconds, as the file system has them; some copies keep it although the bytes changed."""
    sha256: str


def fingerprint(path: Path) -> Fingerprint | None:
    """Return the fingerprint of a file; None where there is none.

    Raises:
        OSError: if it is there and cannot be read.
    """
    try:
        stat = path.stat()
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except FileNotFoundError:
        return None
    return Fingerprint(stat.st_size, stat.st_mtime_ns, digest.hexdigest())


def is_another(known: Fingerprint | None, path: Path) -> bool:
    """Return whether a file holds other bytes than those that are known; a missing one does not.

    A file that was not known and is there now is another one.

    Raises:
        OSError: if it cannot be read.
    """
    now = fingerprint(path)
    return now is not None and (known is None or now.sha256 != known.sha256)
