"""Moving a finished file into place so that a crash, a full disk or a kill never costs the old one.

The new file is made under another name in the same folder, brought to the disk, and renamed over
the old one; a rename within a folder is all or nothing.
"""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import re
import secrets
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path

WAITS: tuple[float, ...] = (0.05, 0.1, 0.2, 0.4, 0.75, 1.5, 2.0)
"""Seconds between tries: a virus scanner or a sync client lets go of a file within them."""

_SPARE = 20_000_000
_DAY = 86_400.0
_NAME = 40
_STILL_ACTIVE = 259


class NoSpace(OSError):
    """The folder has too little room; the text says how much is there and how much is needed."""


def temporary(target: Path) -> Path:
    """Make an empty file beside ``target``; its name tells which host and process made it.

    Raises:
        OSError: if the folder does not exist or may not be written.
    """
    token = secrets.token_hex(3)
    path = target.with_name(f"{_prefix(target)}{_host()}.{os.getpid()}.{token}.tmp")
    path.touch(exist_ok=False)
    return path


def require_writable(target: Path) -> None:
    """Make sure that the file, where there is one, may be written.

    Renaming a file over another asks only the folder, so it would replace a write-protected one.

    Raises:
        PermissionError: if the file is write-protected.
    """
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is write-protected", str(target))


def remove_stale(target: Path) -> None:
    """Remove what killed saves of ``target`` left beside it; files that resist are left alone.

    A file of this host goes when its process is dead, a file of another host after a day.
    """
    made_by = r"([0-9a-f]{6})\.(\d{1,10})\.[0-9a-f]{6}\.tmp"
    pattern = re.compile(re.escape(_prefix(target)) + made_by)
    with suppress(OSError):
        for path in target.parent.iterdir():
            made = pattern.fullmatch(path.name)
            if made is None:
                continue
            with suppress(OSError):
                here, process = made[1] == _host(), int(made[2])
                old = time.time() - path.stat().st_mtime > _DAY
                if old or (here and not _is_alive(process)):
                    path.unlink()


def require_space(folder: Path, size: int) -> None:
    """Make sure that ``folder`` has room for twice ``size`` bytes and some more.

    Raises:
        NoSpace: if it has not.
    """
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return  # some network folders do not tell; writing will show
    needed = 2 * size + _SPARE
    if free < needed:
        raise NoSpace(f"{free / 1e6:.0f} MB are free and {needed / 1e6:.0f} MB are needed")


def sync_file(path: Path) -> None:
    """Return when the bytes of the file are on the disk, not only in its cache."""
    with path.open("rb+") as file:
        if sys.platform == "darwin":
            import fcntl  # noqa: PLC0415 not on Windows

            with suppress(OSError):  # not every file system has it; fsync follows
                fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
        os.fsync(file.fileno())


def put(temp: Path, target: Path) -> None:
    """Rename ``temp`` over ``target``, trying again while another program holds the target.

    Raises:
        OSError: if it did not work; then ``target`` is as it was.
    """
    with suppress(OSError):
        shutil.copymode(target, temp)
    for wait in WAITS:
        try:
            temp.replace(target)
            break
        except PermissionError:
            time.sleep(wait)
    else:
        temp.replace(target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk; where that fails, a power cut shows the old file or the new.

    Both are whole, and the save has happened as far as anyone can see, so nothing that fails
    here may be told as a failure to save.
    """
    if sys.platform == "win32":
        return
    with suppress(OSError, MemoryError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _prefix(target: Path) -> str:
    return f".{target.name[:_NAME]}."


def _host() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:6]


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 only here

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x1000, 0, process)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return bool(kernel.GetLastError() == 5)  # access denied: somebody else's, alive
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == _STILL_ACTIVE
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
