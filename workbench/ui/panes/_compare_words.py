"""The tables of the room Compare in words: names, units, and what stands in which column."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from workbench.core import countries
from workbench.core.project import Project
from workbench.core.shocks import all_shocks
from workbench.core.simulation.difference import differing as differing_rows
from workbench.core.simulation.result import Result
from workbench.ui.panes._uncertainty_words import (
    measure_factor,
    measure_meaning,
    measure_name,
    measure_unit,
)
from workbench.ui.texts import tr
from workbench.ui.widgets.table import Heading

FIGURES = ("first", "second", "difference")
STAYING = frozenset({"period", "unit", "base", "difference"})
"""Columns that keep their width; the others, and names of scenarios, give way for them."""
_SHARES = {"share of supply": "of supply", "share of imports": "of imports"}


def worded(project: Project, table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of a comparison with names to show, units, and shares in per cent."""
    if "country" in table and "difference" in table:
        named = {code: countries.display_name(project, code) for code in set(table["country"])}
        table = table.assign(country=table["country"].map(named))
    if "kind" in table:
        kinds = {key: tr(kind.title) for key, kind in all_shocks().items()}
        table = table.assign(
            kind=[kinds.get(key, key) for key in table["kind"]],
            status=[tr(status) for status in table["status"]],
        )
    if "measure" not in table:
        return table
    units = _units(project)
    pairs = zip(table["measure"], table["material"], strict=True)
    factor = [measure_factor(one) for one in table["measure"]]
    return table.assign(
        unit=[measure_unit(one, units.get(m, "")) for one, m in pairs],
        measure=[
            tr(_SHARES[one]) if one in _SHARES else measure_name(one) for one in table["measure"]
        ],
        **{name: table[name].mul(factor, axis=0) for name in FIGURES},
    )


def headings(table: pd.DataFrame, names: tuple[str, str], *, alone: bool) -> list[Heading]:
    """Return the columns of a table of a comparison, both values and their difference last.

    Args:
        table: as :func:`worded` returns it.
        names: of both scenarios.
        alone: whether one material is shown, which needs no column.
    """
    figures = pd.api.types.is_numeric_dtype(table["first"])
    meaning = tr("The second scenario less the first one; of shares in percentage points")
    known = {"first": Heading("first", names[0], is_number=figures)}
    known["second"] = Heading("second", names[1], is_number=figures)
    known["difference"] = Heading("difference", tr("difference"), "", meaning, figures)
    share = tr("Share of supply (imports and home production not exported), or of imports")
    known["measure"] = Heading("measure", tr("measure"), "", share if "country" in table else "")
    listed = [name for name in map(str, table) if name not in ("unit", *FIGURES)]
    if alone and figures:
        listed.remove("material")
    elif not figures:
        listed = [name for name in listed if table[name].ne("").any()]
    if "unit" in table:
        listed.append("unit")
    listed += [name for name in FIGURES if name in table]
    return [known.get(name) or Heading(name, tr(name.replace("_", " "))) for name in listed]


def side_by_side(
    project: Project, results: Sequence[Result], material: str, *, differing: bool = False
) -> tuple[pd.DataFrame, list[Heading]]:
    """Return the measures, a column for each scenario and one for the base.

    Args:
        project: of which names and units are shown.
        results: of the scenarios, of the same materials and months.
        material: whose measures are wanted; of all materials, with a column, if it is empty.
        differing: leave out what is the same in the base and in every scenario.
    """
    names = dict(zip(project["scenarios"]["scenario"], project["scenarios"]["name"], strict=True))
    first = results[0].summary
    rows = first[first["material"] == material] if material else first
    if rows.empty:
        return pd.DataFrame(), []
    keys = pd.MultiIndex.from_frame(rows[["material", "measure"]])
    tables = [one.summary.set_index(["material", "measure"]).reindex(keys) for one in results]
    units = _units(project)
    listed = [str(one) for one in rows["measure"]]
    factor = [measure_factor(one) for one in listed]
    pairs = zip(listed, rows["material"].astype(str), strict=True)
    frame = pd.DataFrame(
        {
            "material": rows["material"].to_numpy(),
            "measure": [measure_name(one) for one in listed],
            "unit": [measure_unit(one, units.get(of, "")) for one, of in pairs],
            "base": tables[0]["base"].to_numpy(dtype=float) * factor,
        }
    )
    heads = [
        *([] if material else [Heading("material", tr("material"))]),
        Heading("measure", tr("measure")),
        Heading("unit", tr("unit")),
        Heading("base", tr("Base"), is_number=True),
    ]
    for result, table in zip(results, tables, strict=True):
        if result.scenario:
            frame[result.scenario] = table["scenario"].to_numpy(dtype=float) * factor
            title = str(names.get(result.scenario) or result.scenario)
            heads.append(Heading(result.scenario, title, is_number=True))
    frame["meaning"] = [measure_meaning(one) for one in listed]
    if differing:
        frame = frame.loc[_unlike(frame[[head.column for head in heads if head.is_number]])]
    return frame, [*heads, Heading("meaning", tr("meaning"))]


def _unlike(figures: pd.DataFrame) -> list[int]:
    """Return the rows in which some scenario differs from the first column, the base."""
    base, found = figures.iloc[:, 0], set[int]()
    for name in figures.columns[1:]:
        one = figures[name]
        pair = pd.DataFrame({"first": base, "second": one, "difference": one - base})
        found.update(differing_rows(pair).index)
    return sorted(found)


def _units(project: Project) -> dict[str, str]:
    rows = project["materials"]
    return dict(zip(rows["material"].astype(str), rows["unit"].astype(str), strict=True))
