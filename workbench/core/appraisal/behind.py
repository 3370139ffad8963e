"""From a figure of an appraisal back to how it is computed and the rows it is computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from workbench.core.appraisal.appraise import MEASURES, Appraisal
from workbench.core.appraisal.cooperation.model import cooperation_model
from workbench.core.project import Project
from workbench.core.reported import home_trade
from workbench.core.trace import origin_of

FORMULAS: Mapping[str, str] = {
    "avoided_shortage": "sum over scenarios of probability x (shortage of the material without the"
    " project - with it), all months added up",
    "avoided_shortage_value": "sum over scenarios of probability x sum over materials of margin"
    " (else price) x (shortage without the project - with it), all months added up",
    "avoided_cvar": "mean of the worst 5 % of the scenarios' value of shortage (conditional value"
    " at risk) without the project, less that with it",
    "import_dependence_change": "import dependence (1 - home production / delivered) of the"
    " material with the project, less that without it; in the base, all months",
    "home_share": "what home sources supply / what all sources supply, with the project; in the"
    " base, all months",
    "export_share": "exports of the material with the project less those without it / its output;"
    " in the base, all months",
    "output": "dated capacity / 12 in every month from qualification on, added up",
    "state_money": "state budget of the project; where it is not given, the sum of its support",
    "private_per_public": "private investment / state money",
}
"""How each figure is computed. The level of the tail is that of the appraisal."""


@dataclass(frozen=True)
class Input:
    """Rows that a figure is computed from."""

    what: str
    value: float | str
    """The figure of the row; empty where there are several rows."""
    table: str
    labels: tuple[int, ...]
    origin: str
    """Workbook, sheet and cell of the first row, and what its source is."""


def formula(measure: str, alpha: float = 0.95) -> str:
    """Return how a figure is computed, in words."""
    text = FORMULAS.get(measure) or MEASURES.get(measure, measure)
    return text.replace("worst 5 %", f"worst {100 * (1 - alpha):g} %")


def inputs_of(project: Project, appraisal: Appraisal, key: str, measure: str) -> list[Input]:
    """Return the rows of the tables that a figure of a project is computed from.

    Args:
        project: the project that was appraised.
        appraisal: the appraisal; its scenarios count where they are likely at all.
        key: key of the cooperation model.
        measure: one of :data:`FORMULAS`.

    Raises:
        DataRefused: if there is no such cooperation model.
    """
    model = cooperation_model(project, key)
    money = _money(project, key)
    if measure == "state_money":
        return money
    if measure == "private_per_public":
        return [*_cells(project, "projects", "project", key, "investment"), *money]
    found = [
        *_cells(project, "capacity", "supplier", model.supplier, "capacity", "period"),
        *_cells(project, "partners", "project", key, "gate_months", "organisation"),
    ]
    if measure == "output":
        return found
    material = model.material
    found += _cells(project, "materials", "material", material, "price")
    found += _cells(project, "materials", "material", material, "margin")
    found += _cells(project, "materials", "material", material, "stock_target")
    found += _many(project, "recipes", project["recipes"]["output"] == material, "recipes")
    found += _many(project, "demand", project["demand"]["material"] == material, "demand")
    trade = home_trade(project, material)
    found += _rows(project, "trade", [int(label) for label in trade.index], f"trade of {material}")
    if measure.startswith("avoided"):
        found += _shocks(project, appraisal)
    return [*found, *money]


def _money(project: Project, key: str) -> list[Input]:
    given = _cells(project, "projects", "project", key, "state_budget")
    if given:
        return given
    return _cells(project, "support", "project", key, "amount", "kind")


def _shocks(project: Project, appraisal: Appraisal) -> list[Input]:
    found = []
    table = project["shocks"]
    for each in appraisal.scenarios:
        if each.scenario and each.probability > 0:
            words = f"shocks of {each.scenario} (probability {each.probability:.1%})"
            line = _line(project, each.scenario)
            found += _many(project, "shocks", table["scenario"].isin(line), words)
    return found


def _line(project: Project, scenario: str) -> set[str]:
    """Return a scenario and its ancestors."""
    table = project["scenarios"]
    parents = dict(zip(table["scenario"], table["parent"], strict=True))
    line: set[str] = set()
    while scenario and scenario not in line:
        line.add(scenario)
        scenario = str(parents.get(scenario, ""))
    return line


def _cells(
    project: Project, table: str, by: str, key: str, column: str, named: str = ""
) -> list[Input]:
    """Return one input a row of ``key`` whose ``column`` is given."""
    rows = project[table]
    rows = rows[(rows[by] == key) & rows[column].notna()] if key else rows.iloc[:0]
    found = []
    for label, row in rows.iterrows():
        place = int(str(label))
        what = f"{column.replace('_', ' ')} of {key}"
        if named:
            what += f", {row[named]}"
        origin = str(origin_of(project, table, place, column))
        found.append(Input(what, float(row[column]), table, (place,), origin))
    return found


def _many(project: Project, table: str, where: pd.Series, what: str) -> list[Input]:
    labels = [int(label) for label in project[table].index[where.to_numpy()]]
    return _rows(project, table, labels, what)


def _rows(project: Project, table: str, labels: Iterable[int], what: str) -> list[Input]:
    places = tuple(labels)
    if not places:
        return []
    origin = str(origin_of(project, table, places[0]))
    if len(places) > 1:
        origin += f"; {len(places) - 1} more rows"
    return [Input(what, "", table, places, origin)]
