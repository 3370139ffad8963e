"""A delay that was tried out is kept: it is written where the schedule is read from."""

from __future__ import annotations

import numpy as np

from workbench.core import edit, periods
from workbench.core.appraisal.cooperation.gates import PLANT
from workbench.core.appraisal.cooperation.model import cooperation_model
from workbench.core.project import Project
from workbench.core.values import Unfit


def keep_delay(project: Project, key: str, organisation: str, months: float) -> Project:
    """Return the project in which a gate takes so many months more.

    They are added to ``gate_months`` of the partner. The plant has no gate: every dated phase of
    its supplier moves, which takes whole months.

    Args:
        project: the old project.
        key: the cooperation model.
        organisation: the partner; :data:`~.gates.PLANT` for the plant.
        months: how many more, negative: fewer.

    Raises:
        DataRefused: if there is no such cooperation model.
        Unfit: if a gate would take less than nothing, the plant would move by part of a month, or
            two phases would fall on one period.
        KeyError: if the partner is not in the chain.
    """
    model = cooperation_model(project, key)
    if organisation == PLANT:
        return _moved(project, model.supplier, months)
    link = next((link for link in model.links if link.organisation == organisation), None)
    if link is None:
        raise KeyError(f"{organisation} is no partner of {key}")
    table = project["partners"]
    mine = (table["project"] == key) & (table["organisation"] == organisation)
    now = 0.0 if np.isnan(link.months) else link.months
    return edit.set_cell(
        project, "partners", int(table.index[mine][0]), "gate_months", now + months
    )


def _moved(project: Project, supplier: str, months: float) -> Project:
    if months != round(months):
        raise Unfit("whole months, as capacity is dated by month")
    table = project["capacity"]
    mine = table["supplier"] == supplier
    names = [
        periods.month_name(periods.span(str(period))[0] + round(months)) if moves else str(period)
        for period, moves in zip(table["period"], mine, strict=True)
    ]
    changed = table.assign(period=names)
    if changed.duplicated(["supplier", "period"]).any():
        raise Unfit("phases that do not fall on one month")
    return project.replace({"capacity": changed if months else table})
