"""What a newer vintage would change: added, revised and missing figures, before it is taken."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from workbench.core.changes import TableChanges, lines
from workbench.ui.texts import number, tr
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.labels import PlainLabel
from workbench.ui.widgets.table import Heading

_MOST = 100_000
"""Rows of one kind that are listed; all are counted."""
_KINDS = ("revised", "removed", "added")
_WORDS = {
    "revised": "revised",
    "removed": "not in the file any more; they stay in the project",
    "added": "added",
}


class ChangesPage(QWidget):
    """Counts, and a line for each figure that changes, to be filtered and sorted."""

    def __init__(self) -> None:
        super().__init__()
        self.counts = PlainLabel()
        self.counts.setWordWrap(True)
        self.counts.setContentsMargins(12, 8, 12, 0)
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Kind of change"))
        self.table = FilteredTable(
            tr("What the files change"), empty=tr("Nothing of this kind changes.")
        )
        self.table.top.insertWidget(0, self.kind)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.counts)
        layout.addWidget(self.table, 1)
        self._found: Mapping[str, TableChanges] = {}
        self.kind.activated.connect(lambda _place: self._list())

    def show_changes(self, found: Mapping[str, TableChanges]) -> None:
        """Show other changes, revised figures first."""
        self._found = found
        counts = {kind: sum(item.counts[kind] for item in found.values()) for kind in _KINDS}
        same = sum(item.counts["unchanged"] for item in found.values())
        parts = [f"{number(counts[kind], 0)} {tr(_WORDS[kind])}" for kind in _KINDS]
        self.counts.setText("; ".join([*parts, tr("{count} as before", count=number(same, 0))]))
        self.kind.clear()
        for kind in _KINDS:
            self.kind.addItem(f"{tr(kind)} ({number(counts[kind], 0)})", kind)
        first = next((n for n, kind in enumerate(_KINDS) if counts[kind]), 0)
        self.kind.setCurrentIndex(first)
        self._list()

    def _list(self) -> None:
        kind = str(self.kind.currentData())
        frame = lines({name: _only(item, kind) for name, item in self._found.items()})
        self.table.view.frames.set_frame(_shown(frame), _HEADINGS)
        self.table.view.fit()


def _only(item: TableChanges, kind: str) -> TableChanges:
    most = {name: _MOST if name == kind else 0 for name in _KINDS}
    return replace(
        item,
        added=item.added.iloc[: most["added"]],
        removed=item.removed.iloc[: most["removed"]],
        revised=item.revised.iloc[: most["revised"]],
    )


def _shown(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the lines with old and new as texts; a missing one is empty."""
    texts = {name: [_text(value) for value in frame[name]] for name in ("old", "new")}
    relative = pd.to_numeric(frame["relative"], errors="coerce").astype(float) * 100
    return frame.assign(
        **{name: pd.Series(some, frame.index, dtype="str") for name, some in texts.items()},
        relative=relative,
    )


def _text(value: object) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else number(value)
    return str(value)


_HEADINGS = (
    Heading("table", tr("table")),
    Heading("key", tr("row"), meaning=tr("period, flow, reporter, partner, material ...")),
    Heading("column", tr("figure")),
    Heading("old", tr("was")),
    Heading("new", tr("becomes")),
    Heading("relative", tr("change in %"), is_number=True, decimals=1),
)
