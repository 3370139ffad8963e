"""What a layout declares: what it is called, which workbooks are in it, and how to read them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.core.layout.parts import Extract, Part
from workbench.core.project import Project
from workbench.core.reading.sheets import Workbook

__all__ = ["Extract", "Format", "Part"]


@dataclass(frozen=True)
class Format:
    """One layout: what it is called, which workbooks are in it, and how to read them."""

    title: str
    extensions: tuple[str, ...]
    recognises: Callable[[Workbook], bool]
    read: Callable[[Workbook, str | None, Project], Extract]
    """Takes the workbook, the only sheet wanted if one was named, and the project to add to;
    lists every finding."""
