"""What the operating system must bring: libraries for Qt, fonts, a virtual X server for tests."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}
"""What Qt's libraries and its offscreen platform load, and the Debian package that has it."""

SCREEN_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt loads beyond that to open a window under X11 or Wayland."""

TEST_PROGRAMS = {"Xvfb": "xvfb", "xauth": "xauth"}
FONTS = "fonts-noto-cjk"
FONT_HINT = (
    "Korean, Japanese and Chinese names will show as boxes: no font for them was found.\n"
    f"On Debian and Ubuntu: sudo apt-get install {FONTS}"
)


class Stop(Exception):
    """The set-up cannot go on; the message says what to do."""


def prepare(also: list[str], *, screen: bool, tests: bool) -> None:
    """Check what the system must bring and install or name what is missing; Linux only.

    Args:
        also: further Debian packages that are known to be missing.
        screen: whether a real window will be opened.
        tests: whether the programs that only tests use are needed.

    Raises:
        Stop: if something is missing and may not be installed from here.
    """
    if not sys.platform.startswith("linux"):
        return
    wanted = {**LIBRARIES, **(SCREEN_LIBRARIES if screen else {})}
    missing = {name: package for name, package in wanted.items() if not loads(name)}
    if tests:
        missing.update((name, p) for name, p in TEST_PROGRAMS.items() if not shutil.which(name))
    if (missing or also) and is_debian():
        apt_install(sorted({*missing.values(), *also}))
    elif missing:
        print(
            "Qt may not start, and tests may fail: the system lacks "
            f"{', '.join(sorted(missing))}.\nInstall them with its package manager.",
            flush=True,
        )


def prepare_fonts() -> None:
    """Install a font for Korean and Japanese where none is and we may; else say so and go on."""
    if not sys.platform.startswith("linux") or shows_korean():
        return
    if is_debian() and is_root():
        print(f"Installing a font for Korean and Japanese: {FONTS}", flush=True)
        if _apt(["install", "--yes", "--no-install-recommends", FONTS]):
            return
    print(FONT_HINT, flush=True)


def loads(library: str) -> bool:
    """Return whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(wanted: list[str]) -> None:
    """Install Debian packages when we may, else stop with the one line that does it.

    Raises:
        Stop: if we are not root, or apt-get fails.
    """
    if not is_root():
        every = wanted if shows_korean() else [*wanted, FONTS]
        line = f"sudo apt-get install --yes {' '.join(every)}"
        raise Stop(f"The system lacks some packages. Run this line, then try again:\n\n  {line}\n")
    print(f"Installing system packages: {' '.join(wanted)}", flush=True)
    if not _apt(["install", "--yes", "--no-install-recommends", *wanted]):
        raise Stop(f"apt-get failed; the reason is above. Wanted: {' '.join(wanted)}")


def _apt(arguments: list[str]) -> bool:
    """Run apt-get without questions; refresh its lists first, which a bare system lacks."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = [["apt-get", "-qq", "update"], ["apt-get", "-qq", *arguments]]
    # A list that cannot be refreshed may still do, so only the installation decides.
    done = [
        subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        for command in commands
    ]
    if done[-1].returncode:
        print("".join(one.stdout + one.stderr for one in done), file=sys.stderr, flush=True)
    return done[-1].returncode == 0


def shows_korean() -> bool:
    """Return whether a font with Hangul is installed."""
    if shutil.which("fc-list"):
        command = ["fc-list", ":lang=ko", "family"]
        found = subprocess.run(command, capture_output=True, check=False)
        return bool(found.stdout.strip())
    names = ("*CJK*", "Nanum*", "*Hangul*")
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts"]
    return any(True for folder in folders for name in names for _ in folder.rglob(name))


def is_root() -> bool:
    """Return whether this process may install packages for the whole system."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def is_debian() -> bool:
    """Return whether the system is Debian, Ubuntu or made from them, and has apt-get."""
    try:
        release = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return False
    return is_debian_release(release) and shutil.which("apt-get") is not None


def is_debian_release(release: str) -> bool:
    """Return whether the text of ``os-release`` names Debian, Ubuntu or a descendant."""
    lines = [line.partition("=") for line in release.splitlines()]
    named = {key: value.strip("\"'") for key, _, value in lines}
    return bool({"debian", "ubuntu"} & set(f"{named.get('ID')} {named.get('ID_LIKE')}".split()))


def names_a_display(variables: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Return whether the session claims to have a screen; whether it opens is another question."""
    if not platform.startswith("linux"):
        return True
    return any(variables.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def how_to_get_python(platform: str, oldest: tuple[int, int], newest: tuple[int, int]) -> str:
    """Return what to do when no suitable Python is found."""
    range_ = f"Python {oldest[0]}.{oldest[1]} to {newest[0]}.{newest[1]}"
    if platform == "win32":
        how = "Install Python 3.13 from https://www.python.org/downloads/windows/"
    elif platform == "darwin":
        how = "Install Python 3.13 from https://www.python.org/downloads/macos/"
    elif is_debian():
        how = (
            "On Debian 12 or newer and Ubuntu 24.04 or newer:\n\n"
            "  sudo apt-get install --yes python3 python3-venv\n\n"
            "On Ubuntu 22.04:\n\n  sudo apt-get install --yes python3.11 python3.11-venv\n"
        )
    else:
        how = "Install it with the system's package manager."
    return f"{range_} is needed and was not found. {how}"
