"""Where the program's resources lie: beside the source, inside the wheel, or in a frozen build."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """Return the folder ``resources``.

    Raises:
        FileNotFoundError: if the installation lacks it, naming the places that were tried.
    """
    bundled = getattr(sys, "_MEIPASS", None)
    tried = [Path(bundled) / "resources"] if bundled else []
    tried += [_PACKAGE / "resources", _PACKAGE.parent / "resources"]
    for folder in tried:
        if (folder / "reference").is_dir():
            return folder
    places = ", ".join(str(folder) for folder in tried)
    raise FileNotFoundError(f"the folder 'resources' is missing; looked in {places}")


def sample_workbook() -> Path:
    """Return the graphite example workbook that ships with the program."""
    return resources() / "sample" / "graphite.xlsx"
