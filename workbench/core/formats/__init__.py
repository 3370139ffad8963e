"""Layouts of workbooks, one file each, and the import that uses them.

A file defines ``FORMAT = Format(...)``; its name is a profile on the command line, as are the names
of the profiles of ``workbench.core.layout``, by which ``foreign_table`` reads.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import cast

from workbench.core.formats._format import Extract, Format, Part
from workbench.core.formats._importing import Imported, read_files
from workbench.core.formats._keeping import save_profile
from workbench.core.registry import discover

__all__ = ["Extract", "Format", "Imported", "Part", "all_formats", "read_files", "save_profile"]


@cache
def all_formats() -> dict[str, Format]:
    """Return every layout by its key."""
    return cast("dict[str, Format]", discover(sys.modules[__name__], "FORMAT"))
