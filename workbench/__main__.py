"""Start: the window, a command, or the reading of one workbook in a process of its own."""

from __future__ import annotations

import os
import sys
import threading
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Run what the command line asks for: a file name or nothing opens the window."""
    words = sys.argv[1:]
    if words[:1] == ["--import-worker"]:  # a frozen program starts itself to read a workbook
        from workbench.core.reading import child

        sys.exit(child.main(words[1:]))
    if words[:1] == ["--kernel-worker"]:  # and to compile the simulation of large networks
        from workbench.core.simulation.kernel import child as compiler

        sys.exit(compiler.main())
    if words[:1] == ["--self-test"]:
        from workbench.cli.demo import self_test

        sys.exit(self_test())
    if not words or (len(words) == 1 and _is_file(words[0])):
        open_window()
    from workbench.cli import main as commands

    commands(prog_name="workbench")


def open_window() -> None:
    """Open the window, on the file named on the command line if there is one."""
    if not _has_display():
        sys.stderr.write(
            "workbench: there is no display to open the window on. The commands work without one:"
            " see workbench --help, or try workbench demo FOLDER\n"
        )
        sys.exit(2)
    # pandas takes longest to load; it does so while Qt puts the window on the screen.
    threading.Thread(target=import_module, args=("pandas",), daemon=True).start()
    from workbench.ui.app import run

    file = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    sys.exit(run(file))


def _has_display() -> bool:
    """Return whether Qt will find a screen; without one it ends the whole process."""
    if not sys.platform.startswith("linux"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def _is_file(word: str) -> bool:
    """Tell a file name from a command, without loading the commands where the name shows it."""
    if word.startswith("-"):
        return False
    if any(sign in word for sign in "./\\"):
        return True
    if not Path(word).is_file():
        return False
    from workbench.cli import main as commands

    return word not in commands.commands


if __name__ == "__main__":
    main()
