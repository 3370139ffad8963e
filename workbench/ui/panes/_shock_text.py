"""What the window says about a shock, in a line and with the units of its material."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace

from workbench.core.project import Project
from workbench.core.shocks import Parameter, all_shocks
from workbench.ui.texts import number, percent, tr, tr_n
from workbench.ui.widgets.form import SHARE

_SHARES = (SHARE, "share")


def describe(project: Project, label: int) -> str:
    """Return one line on a shock: how strong, whom it hits, when, how long, and its kind."""
    row = shock_row(project, label)
    kind = all_shocks().get(str(row["kind"]))
    parts = (str(part) for part in (row["country"], row["supplier"] or row["material"]))
    hit = " ".join(part for part in parts if part)
    title = tr(kind.title) if kind else str(row["kind"])
    parameter = with_unit(kind.size, project, row) if kind else Parameter("size", "", "")
    value = float(str(row["size"]))
    value = parameter.default if math.isnan(value) else value
    size = _size(value, parameter.unit, str(_parameters(row).get("change", "")))
    when = tr("from {month}", month=row["start"])
    if not math.isnan(duration := float(str(row["duration"]))):
        months = round(duration)
        when += ", " + tr_n("{count} month", "{count} months", months)
    return f"{size} {hit} {when}: {title[:1].lower()}{title[1:]}"


def shock_row(project: Project, label: int) -> dict[str, object]:
    """Return a row of the table shocks by column."""
    frame = project["shocks"]
    return {str(name): frame.at[label, name] for name in frame.columns}


def with_unit(parameter: Parameter, project: Project, row: Mapping[str, object]) -> Parameter:
    """Return a parameter with the unit of the material that the shock hits."""
    if not parameter.unit.startswith("unit"):
        return parameter
    own = _unit(project, str(row["material"]), str(row["supplier"]))
    return replace(parameter, unit=parameter.unit.replace("unit", own, 1)) if own else parameter


def _unit(project: Project, material: str, supplier: str) -> str:
    suppliers, materials = project["suppliers"], project["materials"]
    if not material:
        named = suppliers.loc[suppliers["supplier"] == supplier, "material"]
        material = str(named.iloc[0]) if len(named) else ""
    found = materials.loc[materials["material"] == material, "unit"]
    return str(found.iloc[0]) if len(found) else ""


def _size(value: float, unit: str, change: str) -> str:
    if change == "factor":
        return f"\N{MULTIPLICATION SIGN} {number(value)}"
    if unit in _SHARES:
        return percent(value, 0 if abs(100 * value - round(100 * value)) < 1e-9 else 1)
    return number(value, unit=unit)


def _parameters(row: Mapping[str, object]) -> dict[str, object]:
    found: dict[str, object] = json.loads(str(row["parameters"]) or "{}")
    return found
