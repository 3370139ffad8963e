"""Start: the window, a command, or the reading of one workbook in a process of its own."""

from __future__ import annotations

import sys


def main() -> None:
    """Run what the command line asks for: a file name or nothing opens the window."""
    words = sys.argv[1:]
    if words[:1] == ["--import-worker"]:  # a frozen program starts itself to read a workbook
        from workbench.core.reading import child

        sys.exit(child.main(words[1:]))
    if words[:1] == ["--self-test"]:
        from workbench.cli.demo import self_test

        sys.exit(self_test())
    if not words or (len(words) == 1 and _is_file(words[0])):
        open_window()
    from workbench.cli import main as commands

    commands(prog_name="workbench")


def open_window() -> None:
    """Open the window, on the file named on the command line if there is one."""
    from workbench.ui.app import run

    file = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    sys.exit(run(file))


def _is_file(word: str) -> bool:
    """Tell a file name from a command, without loading the commands."""
    return not word.startswith("-") and any(sign in word for sign in "./\\")


if __name__ == "__main__":
    main()
