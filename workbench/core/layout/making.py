"""From stacked rows to parts of the project's tables: the rows, new materials, settings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from workbench.core import countries, frames, schema
from workbench.core.layout.cells import Mask
from workbench.core.layout.goods import ALL_GOODS, Goods
from workbench.core.layout.parts import Part
from workbench.core.layout.places import Labels, Reading
from workbench.core.layout.remarks import Remarks
from workbench.core.layout.stacking import Stack
from workbench.core.naming import hs, units
from workbench.core.project import Project
from workbench.core.values import Cell


def as_codes(cell: Cell, digits: int | None = None) -> Reading:
    """Read the HS codes of a material, where they are a fact about it and no key."""
    code = hs.clean(cell, digits)
    return code.text, code.note


def into_units_of(made: Stack, goods: Goods, remarks: Remarks) -> Mask:
    """Convert quantities and prices to the unit that the project's materials are counted in.

    Returns which rows could not be converted.
    """
    wrong = np.zeros(len(made), dtype=np.bool_)
    for role in ("quantity", "price"):
        if role in made.figures and "material" in made.places:
            wrong |= _into_units_of(role, made, goods, remarks)
    return wrong


def _into_units_of(role: str, made: Stack, goods: Goods, remarks: Remarks) -> Mask:
    wrong = np.zeros(len(made), dtype=np.bool_)
    material, unit = made.places["material"], made.units[role]
    frame = goods.frame.set_index("material")["unit"].astype(str)
    wanted = {key: str(frame[key]) for key in material.used() if frame.get(key, "")}
    factors = np.ones(len(made))
    for key, target in wanted.items():
        of_it = material.where(key)
        for have in unit.taken(of_it).used():
            rows = of_it & unit.where(have)
            given = have.partition("/")[2] if role == "price" else have
            if given in (target, ""):
                continue
            base = units.parse(target)
            if base is None or base.unit != given:
                remarks.say(
                    f"{key} is counted in {target}, here its {role} is in {have}",
                    "error",
                    row=int(made.rows[rows][0]),
                    column=made.columns.get(role, 0) or int(made.cells[rows][0]),
                    name=role,
                    expected=f"figures in {target}",
                    remedy=f"Change the unit of the material, or leave the column of {role} out",
                )
                wrong |= rows
                continue
            factors[rows] *= base.factor if role == "price" else 1 / base.factor
            remarks.say(f"converted {role} from {have} to {target}, the unit of {key}")
    made.figures[role] = made.figures[role] * factors
    return wrong


def parts(
    made: Stack, table: schema.Table, goods: Goods, project: Project, remarks: Remarks
) -> list[Part]:
    """Return the rows of the table and what must come with them."""
    found: list[Part] = []
    if table.name in ("materials", "countries"):
        found += [_overlaid(made, table, project, remarks)]
    elif len(made):
        found += [_plain(made, table, remarks)]
    if table.name not in ("materials", "countries") and len(made):
        found += _new_materials(made, goods, remarks)
    if len(made):
        found += _settings(made, project, remarks)
    return [part for part in found if len(part.frame)]


def _plain(made: Stack, table: schema.Table, remarks: Remarks) -> Part:
    data: dict[str, object] = {}
    for column in table.columns:
        if column.name in made.figures:
            data[column.name] = made.figures[column.name]
        elif column.name in made.places:
            data[column.name] = _categorical(made.places[column.name], large=table.large)
        elif column.is_number:
            data[column.name] = np.full(len(made), np.nan)
        elif table.large:
            nothing = Labels(("",), np.zeros(len(made), dtype=np.int64))
            data[column.name] = _categorical(nothing, large=True)
    frame = frames.conform(table, pd.DataFrame(data, index=pd.RangeIndex(len(made))))
    return _part(made, table, frame, remarks)


def _categorical(labels: Labels, *, large: bool) -> object:
    names = pd.Index(list(labels.names), dtype="str")
    if large:
        return pd.Categorical.from_codes(labels.codes, categories=names)
    return names.to_numpy()[labels.codes]


def _part(made: Stack, table: schema.Table, frame: pd.DataFrame, remarks: Remarks) -> Part:
    count = len(frame)
    wide = bool(made.cells.any())
    columns = {name: made.columns[name] for name in table.names if name in made.columns}
    if wide:
        columns |= dict.fromkeys(made.figures, 0)
    return Part(
        table.name,
        remarks.found.sheet.name,
        frame.reset_index(drop=True),
        made.rows,
        columns,
        np.ones(count, dtype=np.bool_),
        made.cells if wide else np.zeros(0, dtype=np.int64),
    )


def _overlaid(made: Stack, table: schema.Table, project: Project, remarks: Remarks) -> Part:
    """Return rows that keep what the project knows already and does not come from this table."""
    key = table.key[0]
    before = countries.known(project) if key == "country" else project["materials"]
    before = before.set_index(key, drop=False)
    labels = made.places[key]
    keys = np.array(labels.names, dtype=object)[labels.codes]
    frame = before.reindex(keys).reset_index(drop=True)
    frame[key] = keys
    for name, values in made.figures.items():
        old = pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=np.float64)
        frame[name] = np.where(np.isnan(values), old, values)
    for role in ("name", "hs"):
        if role in made.places and role in table.names:
            fresh = np.array(made.places[role].names, dtype=object)[made.places[role].codes]
            frame[role] = np.where(fresh == "", frame[role].fillna("").to_numpy(object), fresh)
    if key == "material":
        _units_of_prices(made, frame)
        _notes_of_periods(made, frame)
    return _part(made, table, frames.conform(table, frame), remarks)


def _units_of_prices(made: Stack, frame: pd.DataFrame) -> None:
    """Give materials without a unit the one that their price is for."""
    unit = made.units.get("price")
    if unit is None:
        return
    per = [name.partition("/")[2] for name in unit.names]
    fresh = np.array(per, dtype=object)[unit.codes]
    old = frame["unit"].fillna("").to_numpy(object)
    frame["unit"] = np.where(old == "", fresh, old)


def _notes_of_periods(made: Stack, frame: pd.DataFrame) -> None:
    """Say of which period the figures are, where nothing else is noted."""
    period = made.places.get("period")
    if period is None:
        return
    said = ", ".join(name.replace("_", " ") for name in made.figures)
    fresh = np.array([f"{said} of {name}" for name in period.names], dtype=object)[period.codes]
    old = frame["note"].fillna("").to_numpy(object)
    # What an earlier import of the same figures said is out of date now.
    ours = [not note or note.startswith(f"{said} of ") for note in old]
    frame["note"] = np.where(ours, fresh, old)


def _new_materials(made: Stack, goods: Goods, remarks: Remarks) -> list[Part]:
    """Return a row for each material that the project does not have, where it first occurs."""
    labels = made.places["material"]
    first: dict[int, int] = {}
    known = goods.known
    codes, rows = np.unique(labels.codes, return_index=True)
    for code, row in zip(codes, rows, strict=True):
        if code and labels.names[code] not in known:
            first[int(code)] = int(row)
    if not first:
        return []
    records = [_material(made, goods, labels.names[code], row) for code, row in first.items()]
    table = schema.BY_NAME["materials"]
    frame = frames.conform(table, pd.DataFrame(records)).reset_index(drop=True)
    places_of = np.array(list(first.values()), dtype=np.int64)
    columns = {
        name: made.columns[role]
        for name, role in (("hs", "hs"), ("name", "name"), ("material", "material"))
        if role in made.columns
    }
    names = ", ".join(record["material"] for record in records[:5])
    more = f" and {len(records) - 5} more" if len(records) > 5 else ""
    remarks.say(f"{len(records)} new materials: {names}{more}")
    good = np.ones(len(records), dtype=np.bool_)
    sheet = remarks.found.sheet.name
    return [Part("materials", sheet, frame, made.rows[places_of], columns, good)]


def _material(made: Stack, goods: Goods, key: str, row: int) -> dict[str, str]:
    def said(labels: Labels | None) -> str:
        return labels.names[labels.codes[row]] if labels is not None else ""

    detail = said(made.places.get("detail"))
    return {
        "material": key,
        "name": said(made.places.get("name")) if key in goods.codes else "",
        "hs": goods.codes.get(key, ""),
        "unit": "" if key == ALL_GOODS else said(made.units.get("quantity")),
        "note": detail if detail not in key else "",
    }


def _settings(made: Stack, project: Project, remarks: Remarks) -> list[Part]:
    """Return the settings that the rows leave no doubt about and the project does not say."""
    chosen = dict(_chosen(made, project, remarks))
    if not chosen:
        return []
    table = schema.BY_NAME["settings"]
    data = pd.DataFrame({"key": list(chosen), "value": list(chosen.values())})
    frame = frames.conform(table, data).reset_index(drop=True)
    rows = made.rows[:1].repeat(len(chosen))
    good = np.ones(len(chosen), dtype=np.bool_)
    # Both come from one row of the sheet; the cells tell the rows of the table apart.
    cells = np.arange(len(chosen)) + made.columns.get("reporter", 1)
    return [Part("settings", remarks.found.sheet.name, frame, rows, {}, good, cells)]


def _chosen(made: Stack, project: Project, remarks: Remarks) -> Iterator[tuple[str, str]]:
    reporters = made.places["reporter"].used() if "reporter" in made.places else []
    if not project.home and len(reporters) == 1:
        remarks.say(f"home is set to {reporters[0]}, the only reporter")
        yield "home", reporters[0]
    currencies = made.units["value"].used() if "value" in made.units else []
    if "price" in made.units:
        currencies = list({unit.partition("/")[0] for unit in made.units["price"].used()})
    said = project["settings"]
    told = bool(((said["key"] == "currency") & (said["value"] != "")).any())
    have = project.setting("currency")
    if not currencies or currencies == [have]:
        return
    valued = bool(project["trade"]["value"].notna().any())
    valued |= bool(project["materials"]["price"].notna().any())
    if len(currencies) == 1 and not told and not valued:
        remarks.say(f"the currency of the project is set to {currencies[0]}")
        yield "currency", currencies[0]
        return
    remarks.say(
        f"values are in {', '.join(currencies)}, the project counts in {have}",
        "error",
        name="value",
        expected=f"values in {have}",
        remedy="Set the currency of the project, or convert the values before",
    )
