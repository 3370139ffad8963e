"""The start of the program: window or command, and no screen to open a window on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench import __main__ as start

SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def test_that_without_a_screen_it_says_so_in_one_line() -> None:
    if not sys.platform.startswith("linux"):
        return  # elsewhere there always is a screen
    done = subprocess.run(
        [sys.executable, "-m", "workbench"],
        env={name: value for name, value in os.environ.items() if name not in SCREEN},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "no display" in done.stderr


@pytest.mark.parametrize(
    ("word", "opens"),
    [
        ("study", True),
        ("run", False),  # a command, whatever lies in the folder
        ("absent", False),
        ("absent.scrw", True),  # the window says that it is not there
        ("folder/absent", True),
        ("--help", False),
    ],
)
def test_that_a_file_is_told_from_a_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, word: str, opens: bool
) -> None:
    for name in ("study", "run"):
        (tmp_path / name).write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    opened: list[str] = []

    def window() -> None:
        opened.append(word)
        raise SystemExit

    monkeypatch.setattr(start, "open_window", window)
    monkeypatch.setattr(sys, "argv", ["workbench", word])
    with pytest.raises(SystemExit):
        start.main()
    assert opened == ([word] if opens else [])
