"""Applies a mapping to a found table: rows of the project's tables that know their cells."""

from __future__ import annotations

from collections.abc import Mapping as Items
from dataclasses import replace

from workbench.core import countries, schema
from workbench.core.layout import (
    adding,
    choosing,
    making,
    places,
    revising,
    revisions,
    spanning,
    titles,
)
from workbench.core.layout.country_reading import CountryReader
from workbench.core.layout.found import FoundTable
from workbench.core.layout.goods import CodeReader, Goods, with_detail
from workbench.core.layout.mapping import Mapping
from workbench.core.layout.matching import Assigned, assign, makes_sense
from workbench.core.layout.parts import Extract, Part, UnknownName
from workbench.core.layout.remarks import Remarks
from workbench.core.layout.stacking import Reader, Stack, stack
from workbench.core.layout.wording import fit
from workbench.core.naming.concordance import Concordance
from workbench.core.naming.countries import CountryNames
from workbench.core.naming.remembered import LEAVE_OUT
from workbench.core.problem import errors
from workbench.core.project import Project

REQUIRED = {
    "trade": ["period", "flow", "reporter", "partner", "material"],
    "production": ["period", "country", "material"],
    "demand": ["period", "material"],
    "materials": ["material"],
    "countries": ["country"],
}
"""What must be known of every row, by table; the key of the rows as well."""


def apply(
    mapping: Mapping,
    found: FoundTable,
    project: Project,
    file: str = "",
    answers: Items[str, str] | None = None,
    concordance: Concordance | None = None,
) -> Extract:
    """Return the rows that a found table gives, and every finding with its cell.

    Rows with an error are not among them; what to do about that is for the caller to say. New
    materials come as a part of their own, and so do the settings home and currency where the
    project does not say them and the rows leave no doubt. Rows that rules leave out are counted.

    Args:
        mapping: what the columns mean.
        found: the table.
        project: the project to add to: its materials and countries are recognised.
        file: name of the file, for findings.
        answers: codes of countries by the names that a user was asked about; ``-`` leaves out.
        concordance: tables between revisions of the HS, for codes that no material has.
    """
    remarks = Remarks(file, mapping.table, found)
    table = schema.BY_NAME[mapping.table]
    assigned = assign(mapping, found)
    if absent := _absent(mapping, assigned, found, remarks):
        return absent
    rows = choosing.rows_of(mapping, found, remarks)
    remarks.found = found = spanning.filled_down(found, assigned, rows, remarks)
    constants = _constants(mapping, found, file)
    for text in titles.disagreements(constants, found.title):
        remarks.say(text, "warning", remedy="Check which is right before you rely on the figures")
    tables = revisions.Tables(concordance or Concordance())
    if "hs" in mapping.roles():
        said = revisions.named(found, file, remarks, mapping.revision)
        tables = replace(tables, revisions=said)
    goods = Goods(project["materials"], mapping.only_known, tables=tables)
    readers = _readers(mapping, goods, project, answers or {})
    gathered = {"hs"} if mapping.table == "materials" else frozenset[str]()
    made = stack(assigned, rows, readers, constants, remarks, mapping.decimal, gathered)
    _combine_periods(made)
    _choose_material(made, mapping)
    revising.tell_apart(made, goods.split, remarks)
    made = choosing.without_left_out(made, mapping, remarks)
    if not len(made):
        remarks.say("no row is left to import", "warning")
    made = choosing.without_empty(made, table, remarks)
    made, bad = _readable(made, mapping, remarks)
    if (foreign := making.into_units_of(made, goods, remarks)).any():
        remarks.refuse(made.rows[foreign])
        made, bad = made.kept(~foreign), bad + int(foreign.sum())
    made = revising.without_counted_twice(made, REQUIRED[mapping.table], remarks)
    made, repeated = adding.one_row_a_key(made, REQUIRED[mapping.table], mapping, remarks)
    told = len(remarks.problems)
    parts: list[Part] = making.parts(made, table, goods, project, remarks) if len(made) else []
    blocking = errors(remarks.problems[told:])
    for note in mapping.notes:
        remarks.say(note)
    return Extract(
        tuple(parts),
        tuple(remarks.problems),
        bad + repeated,
        _unknown(readers),
        refused=remarks.refused_rows(),
        left_out=remarks.left_out_rows(),
        blocking=blocking,
    )


def _readable(made: Stack, mapping: Mapping, remarks: Remarks) -> tuple[Stack, int]:
    """Return the rows in which all could be read, and how many could not."""
    keys = REQUIRED[mapping.table]
    good = choosing.check_places(made, keys, remarks) & ~made.wrong
    for role in keys:
        if role in made.places:
            remarks.count(made.places[role].notes, f"cells for the {role}")
    rest = made.kept(good)
    remarks.refuse(made.rows[~good])
    if mapping.take == "latest":
        rest = choosing.latest(rest, keys)
    fits = choosing.check_range(rest, schema.BY_NAME[mapping.table], remarks)
    remarks.refuse(rest.rows[~fits])
    return _with_details(rest.kept(fits), keys), int((~good).sum() + (~fits).sum())


def _absent(
    mapping: Mapping, assigned: list[Assigned], found: FoundTable, remarks: Remarks
) -> Extract | None:
    """Return the refusal of a table that has none of the columns with figures."""
    if any(column.name != "ignore" for column in assigned):
        return None
    wanted = ", ".join(repr(role.header or role.position) for role in mapping.columns[:8])
    remarks.say(
        f"none of the columns of the mapping is in the table at {found.place}",
        "error",
        expected=f"columns such as {wanted}",
        remedy="Use another profile, or map the columns in the import assistant",
    )
    return Extract(problems=tuple(remarks.problems))


def _constants(mapping: Mapping, found: FoundTable, file: str) -> dict[str, str]:
    """Return what holds for all rows: what the mapping says, then what title and names hold."""
    constants = dict(mapping.constants)
    stem = file.rpartition(".")[0] or file
    for template in mapping.templates:
        for text in (*found.title.split(" | "), found.sheet.name, stem):
            held = fit(template, text)
            if held is not None and makes_sense(held):
                constants = {**held, **constants}
    return constants


def _readers(
    mapping: Mapping, goods: Goods, project: Project, answers: Items[str, str]
) -> dict[str, Reader]:
    said = {text: code for text, code in answers.items() if code != LEAVE_OUT}
    names = CountryNames(project, remembered=said)
    known = frozenset(countries.known(project).index.astype(str))

    def country(role: str) -> CountryReader:
        return CountryReader(
            names,
            known,
            role,
            may_skip="unknown countries" in mapping.skip,
            values=[*mapping.values.get(role, {}).items(), *answers.items()],
            own_numbers=role in mapping.own_numbers,
        )

    plain: dict[str, Reader] = {
        "period": places.as_period,
        "year": places.as_period,
        "month": places.as_month,
        "quarter": places.as_quarter,
        "flow": places.as_flow,
        "hs": goods.reader(codes=True)
        if mapping.table != "materials"
        else CodeReader(making.as_codes),
        "material": goods.reader(codes=False),
        "detail": places.as_text,
        "name": places.as_text,
        "unit": places.as_text,
    }
    readers: dict[str, Reader] = {
        role: places.translated(
            read, mapping.values.get(role, {}).items(), own_numbers=role in mapping.own_numbers
        )
        for role, read in plain.items()
    }
    return readers | {role: country(role) for role in ("reporter", "partner", "country")}


def _unknown(readers: Items[str, Reader]) -> tuple[UnknownName, ...]:
    """Return the names of countries that were not known, those of most cells first."""
    found = [
        name
        for read in readers.values()
        if isinstance(read, CountryReader)
        for name in read.unknown.values()
    ]
    return tuple(sorted(found, key=lambda name: -name.cells))


def _combine_periods(made: Stack) -> None:
    """Put months and quarters into their years, under the role ``period``."""
    parts = [made.places.pop(role, None) for role in ("month", "quarter")]
    year, period = made.places.pop("year", None), made.places.get("period")
    part = next((labels for labels in (period, *parts) if labels is not None), None)
    if part is None:
        part = year
    elif year is not None or any(name.startswith("*") for name in part.names):
        nothing = places.constant("", len(made))
        part = places.joined(part, year if year is not None else nothing, places.in_year)
    if part is not None:
        made.places["period"] = part


def _choose_material(made: Stack, mapping: Mapping) -> None:
    """Name goods by their code where there is one, else by their name."""
    codes = made.places.get("hs")
    if mapping.table == "materials" or codes is None:
        return
    name = made.places.pop("material", None)
    if name is not None and "name" not in made.places:
        made.places["name"] = name
    made.places["material"] = codes


def _with_details(made: Stack, keys: list[str]) -> Stack:
    """Tell the kinds of a material apart, but only where one row a key needs it."""
    detail = made.places.get("detail")
    if detail is None or "material" not in made.places:
        return made
    repeated = choosing.same_key(made, keys)[1] < len(made)
    told_apart = choosing.same_key(made, [*keys, "detail"])[1]
    if repeated and told_apart > choosing.same_key(made, keys)[1]:
        made.places["material"] = places.joined(made.places["material"], detail, with_detail)
    return made
