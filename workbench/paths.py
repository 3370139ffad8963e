"""Where the program's resources lie (beside the source, in the wheel, in a frozen build), and what
the user keeps."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from platformdirs import user_config_path, user_data_path

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


def user_profiles() -> Path:
    """Return the folder of what the user keeps for imports; WORKBENCH_PROFILES moves it."""
    told = os.environ.get("WORKBENCH_PROFILES")
    return Path(told) if told else user_config_path("supply-chain-risk-workbench") / "profiles"


def user_data() -> Path:
    """Return the folder of working copies and backups on this computer; WORKBENCH_DATA moves it."""
    told = os.environ.get("WORKBENCH_DATA")
    return Path(told) if told else user_data_path("supply-chain-risk-workbench", appauthor=False)
