"""What the window says about a shock, in a line and with the units of its material."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace

from workbench.core.project import Project
from workbench.core.shocks import HS, Parameter, ShockKind, all_shocks
from workbench.ui.texts import number, percent, tr, tr_n
from workbench.ui.widgets.form import SHARE

_SHARES = (SHARE, "share")


def describe(project: Project, label: int) -> str:
    """Return one line on a shock: how strong, whom it hits, when, how long, and its kind."""
    row = shock_row(project, label)
    kind = all_shocks().get(str(row["kind"]))
    values = _parameters(row)
    prefix = f"HS {values[HS.name]}" if values.get(HS.name) else ""
    what = row["supplier"] or row["material"] or prefix
    hit = " ".join(str(part) for part in (row["country"], what) if part)
    title = tr(kind.title) if kind else str(row["kind"])
    size = _strength(project, row, kind, values)
    for parameter in kind.parameters if kind else ():
        if parameter.refers == "materials" and values.get(parameter.name):
            hit += f" \N{RIGHTWARDS ARROW} {values[parameter.name]}"
    when = tr("from {month}", month=row["start"])
    if not math.isnan(duration := float(str(row["duration"]))):
        months = round(duration)
        when += ", " + tr_n("{count} month", "{count} months", months)
    return f"{size} {hit} {when}: {title[:1].lower()}{title[1:]}"


def _strength(
    project: Project, row: Mapping[str, object], kind: ShockKind | None, values: dict[str, object]
) -> str:
    """Return how strong a shock is: its size, or what counts in its place."""
    size = kind.size if kind else Parameter("size", "", "")
    value = float(str(row["size"]))
    value = size.default if math.isnan(value) else value
    given = [
        one
        for one in (kind.parameters if kind else ())
        if kind and one.name in kind.instead and values.get(one.name) and counts(one, kind, values)
    ]
    if given:
        size, value = given[0], float(str(values[given[0].name]))
    elif kind and not counts(size, kind, values):
        return tr(str(values[size.only_with[0]]))
    unit = with_unit(size, project, row).unit
    return _size(value, unit, str(values.get("change", "")))


def counts(parameter: Parameter, kind: ShockKind, values: Mapping[str, object]) -> bool:
    """Whether a parameter says anything beside the choices made in the others."""
    name, text = parameter.only_with
    choice = next((one for one in kind.parameters if one.name == name), None)
    return choice is None or values.get(name, choice.choices[0]) == text


def with_choices(parameter: Parameter, project: Project, values: Mapping[str, object]) -> Parameter:
    """Return a parameter that is a text with what the project offers for it.

    HS prefixes are the first two, four and six digits of the codes of the materials, and the whole
    codes; what the shock says now is always among them.
    """
    if not parameter.refers:
        return parameter
    materials = project["materials"]
    offered = [str(name) for name in materials["material"]]
    if parameter.refers == "hs":
        codes = {code.strip() for text in materials["hs"] for code in str(text).split(";")}
        digits = {"".join(filter(str.isdigit, code)) for code in codes}
        offered = sorted({code[:count] for code in digits for count in (2, 4, 6, len(code))} - {""})
    now = values.get(parameter.name, "")
    more = [now] if isinstance(now, str) and now not in ("", *offered) else []
    return replace(parameter, choices=("", *offered, *more))


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
    if unit == "months" and value == round(value):
        return tr_n("{count} month", "{count} months", round(value))
    return number(value, unit=unit)


def _parameters(row: Mapping[str, object]) -> dict[str, object]:
    found: dict[str, object] = json.loads(str(row["parameters"]) or "{}")
    return found
