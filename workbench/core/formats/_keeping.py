"""Keeps how a foreign workbook was read as a profile of the user's."""

from __future__ import annotations

from pathlib import Path

from workbench.core.formats import foreign_table
from workbench.core.layout import profiles
from workbench.core.layout.saying import Said
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project
from workbench.core.reading.worker import read_workbook


def save_profile(
    name: str,
    path: Path,
    project: Project,
    sheet: str | None = None,
    profile: str | None = None,
    said: Said | None = None,
) -> Path:
    """Keep the mapping by which a workbook is read, under a name; return the file it is in.

    Args:
        name: small letters, digits, ``-`` and ``_``.
        path: the workbook.
        project: the project it was read into, as it was before.
        sheet: name of the only sheet that was read.
        profile: name of the profile that was asked for.
        said: what the user said of all rows; it is kept as well.

    Raises:
        DataRefused: if the name will not do, or the workbook is not read by one mapping.
    """
    workbook = read_workbook(path)
    mapping = foreign_table.mapping_for(workbook, sheet, project, profile, said)
    if mapping is None:
        problem = Problem(
            "nothing can be kept as a profile: the workbook is in our own layout or was refused",
            file=path.name,
        )
        raise DataRefused([problem])
    return profiles.save(name, mapping, workbook)
