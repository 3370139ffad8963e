"""Files under review as one value; every correction returns another one."""

from __future__ import annotations

from collections.abc import Mapping as Items
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.core import countries
from workbench.core.formats._format import Extract
from workbench.core.formats.reviewing import correcting
from workbench.core.formats.reviewing.cells import typed
from workbench.core.formats.reviewing.settling import settled
from workbench.core.formats.reviewing.state import State
from workbench.core.formats.reviewing.tables import TableReview, extracted, guessed
from workbench.core.layout import profiles
from workbench.core.layout.found import FoundTable
from workbench.core.layout.mapping import FIGURES, Mapping
from workbench.core.naming import remembered
from workbench.core.problem import DataRefused, Problem, condensed
from workbench.core.progress import Progress
from workbench.core.project import Project, merge

_LISTED = 300
"""Findings of one kind in one column that are listed one by one."""


@dataclass(frozen=True, eq=False)
class Review(State):
    """A review that can be corrected; the numbers are places of tables in ``tables``."""

    def with_taken(self, number: int, *, taken: bool) -> Review:
        """Return the review that takes a table, or leaves it out."""
        return self._with(number, replace(self.tables[number], taken=taken))

    def with_role(self, number: int, column: int, role: str) -> Review:
        """Return the review in which a column of the sheet, from 1, has another role."""
        table = self.tables[number]
        mapping = _mapping(table)
        return self.with_mapping(
            number, correcting.with_role(mapping, table.found, column, role, self.start)
        )

    def with_flow(self, number: int, column: int, flow: str) -> Review:
        """Return the review in which the figures of a column are imports, exports, or unsaid."""
        table = self.tables[number]
        mapping = correcting.with_set(_mapping(table), table.found, column, "flow", flow)
        return self.with_mapping(number, mapping)

    def with_target(self, number: int, name: str) -> Review:
        """Return the review in which a table fills another table of the project."""
        mapping = correcting.with_table(_mapping(self.tables[number]), name)
        return self.with_mapping(number, mapping)

    def with_constant(self, number: int, role: str, text: str) -> Review:
        """Return the review with what holds for all rows of a table; empty: nothing does."""
        mapping = correcting.with_constant(_mapping(self.tables[number]), role, text)
        return self.with_mapping(number, mapping)

    def with_unit(self, number: int, columns: Sequence[int], unit: str) -> Review:
        """Return the review with another unit for the figures of some columns."""
        table = self.tables[number]
        mapping = correcting.with_unit(_mapping(table), table.found, columns, unit)
        return self.with_mapping(number, mapping)

    def with_skip(self, number: int, kind: str, *, left_out: bool) -> Review:
        """Return the review that leaves out a kind of rows, one of ``mapping.SKIPS``."""
        mapping = correcting.with_skip(_mapping(self.tables[number]), kind, left_out=left_out)
        return self.with_mapping(number, mapping)

    def with_duplicates(self, number: int, *, added: bool) -> Review:
        """Return the review that adds up rows with the same key, or refuses them."""
        mapping = replace(_mapping(self.tables[number]), duplicates="add" if added else "refuse")
        return self.with_mapping(number, mapping)

    def with_mapping(self, number: int, mapping: Mapping) -> Review:
        """Return the review with a meaning of the columns that the user has chosen."""
        table = replace(self.tables[number], how="hand", mapping=mapping, questions=(), taken=True)
        return self._with(number, table)

    def with_profile(self, number: int, name: str) -> Review:
        """Return the review in which a table is read by the profile called ``name``.

        Raises:
            DataRefused: if the profile does not know such a table.
        """
        profile = profiles.all_profiles()[name]
        table = self.tables[number]
        fitting = [e.mapping for e in profile.fitting(table.found) if e.mapping is not None]
        fitting += [e.mapping for e in profile.sheets if e.mapping is not None and not fitting]
        if not fitting:
            problem = Problem("this profile reads no table", value=name, file=table.workbook.name)
            raise DataRefused([problem])
        why = (f"the profile {name} ({profile.title}), chosen by hand",)
        changed = replace(table, how="hand", mapping=fitting[0], profile=name, reasons=why)
        return self._with(number, replace(changed, questions=(), taken=True))

    def with_range(self, number: int, found: FoundTable) -> Review:
        """Return the review in which a table stands elsewhere on its sheet.

        What its columns mean is guessed anew, unless the user or a profile has said it.
        """
        table = replace(self.tables[number], found=replace(found, reasons=("chosen by hand",)))
        if table.mapping is not None and not correcting.columns_of(table.mapping, table.found):
            table = replace(table, how="guess")
        if table.how == "guess":
            fresh = guessed(table.workbook, table.found, self.start)
            table = replace(fresh, fixes=table.fixes, skipped=table.skipped)
        return self._with(number, replace(table, taken=True))

    def with_cell(self, number: int, row: int, column: int, text: str) -> Review:
        """Return the review in which a cell holds what the user typed; the file stays as it is."""
        table = self.tables[number]
        cell = typed(text, is_number=_is_figure(table, column))
        fixes = {**table.fixes, (row, column): cell}
        if cell == table.found.sheet.cell(row, column):
            del fixes[row, column]
        return self._with(number, replace(table, fixes=fixes))

    def with_skipped(self, number: int, rows: Sequence[int], *, skipped: bool = True) -> Review:
        """Return the review that leaves rows of the sheet out, or takes them again."""
        table = self.tables[number]
        now = table.skipped | set(rows) if skipped else table.skipped - set(rows)
        return self._with(number, replace(table, skipped=frozenset(now)))

    def with_home(self, code: str) -> Review:
        """Return the review for another home, and what is guessed then.

        Raises:
            DataRefused: if it is no country and no group.
        """
        if code and not countries.members(self.base, code):
            message = "home must be a country or a group"
            raise DataRefused([Problem(message, value=code, expected="a code such as KOR")])
        review = replace(self, home=code)
        tables = tuple(
            replace(guessed(t.workbook, t.found, review.start), fixes=t.fixes, skipped=t.skipped)
            if t.how == "guess"
            else t
            for t in self.tables
        )
        # What was taken stays so: an answer to one question is no reason to leave out a table.
        kept = zip(tables, self.tables, strict=True)
        tables = tuple(replace(new, taken=new.taken or old.taken) for new, old in kept)
        return applied(replace(review, tables=tables))

    def with_answers(self, answers: Items[str, str], source: str = "") -> Review:
        """Return the review that knows what names stand for.

        Args:
            answers: codes by name, ``-`` to leave out the rows.
            source: the profile whose numbers are among them.

        Raises:
            DataRefused: if a code is none that the project knows.
        """
        if wrong := remembered.check(answers, self.start, source):
            raise DataRefused(wrong)
        joined = self.known.remembered.joined(answers, source)
        said = {**self.answers, source: {**self.answers.get(source, {}), **answers}}
        known = replace(self.known, remembered=joined)
        return applied(replace(self, known=known, answers=said))

    def on(self, base: Project) -> Review:
        """Return the same review for another project, such as one that was edited meanwhile."""
        return self if base is self.base else applied(replace(self, base=base))

    def _with(self, number: int, table: TableReview) -> Review:
        tables = [*self.tables]
        tables[number] = table
        return applied(replace(self, tables=tuple(tables)), number)


def applied(review: Review, number: int | None = None, progress: Progress | None = None) -> Review:
    """Return the review with one table applied again, or all, and the whole settled."""
    report = progress or Progress()
    project, tables = review.start, list(review.tables)
    again = number is None
    for place, table in enumerate(review.tables):
        rows = table.found.last_row - table.found.first_row + 1
        text = f"{rows:,} rows of {table.workbook.name} [{table.sheet}]"
        report.step(place, len(tables) + 1, text)
        if (again and table.how != "own layout") or number in (None, place):
            fresh = replace(table, extract=Extract())  # what is left out is not looked at
            if table.taken:
                fresh = extracted(table, project, review.known)
            tables[place] = fresh
            again |= _materials(tables[place]) != _materials(table)
        if tables[place].taken and tables[place].profile not in review.means:
            for part in tables[place].extract.parts:
                if part.table in ("materials", "settings"):
                    project, _ = merge(project, {part.table: part.frame})
    outcome = settled(review.start, tables, review.means, report)
    made = replace(review, tables=tuple(tables), outcome=outcome)
    # What takes long for very many findings is done here, beside the window.
    every = [dict.fromkeys(made.findings(place)) for place in range(len(tables))]
    return replace(made, listed=tuple(tuple(condensed(found, _LISTED)) for found in every))


def _materials(table: TableReview) -> set[str]:
    parts = [part.frame for part in table.extract.parts if part.table == "materials"]
    return {str(name) for frame in parts for name in frame["material"]} if table.taken else set()


def _mapping(table: TableReview) -> Mapping:
    return table.mapping if table.mapping is not None else Mapping("trade", ())


def _is_figure(table: TableReview, column: int) -> bool:
    if table.mapping is None:
        return True  # the schema converts by its own rules; a code typed as text stays one
    told = correcting.columns_of(table.mapping, table.found).get(column)
    return told is not None and told.name in FIGURES
