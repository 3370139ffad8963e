"""The short page for files that nothing is to be asked about: what will be imported."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from workbench.core.formats.reviewing import Review, TableReview
from workbench.ui.texts import number, tr, tr_n
from workbench.ui.widgets.labels import PlainLabel

_MOST_NOTES = 12


class SummaryPage(QScrollArea):
    """Files, how they were recognised, and the rows they give."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Summary of the import"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = PlainLabel()
        self.notes = PlainLabel(role="muted")
        page = QWidget()
        page.setProperty("role", "sheet")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        for label in (self.text, self.notes):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        layout.addStretch()
        self.setWidget(page)

    def show_review(self, review: Review) -> None:
        """Show what a review comes to."""
        lines = []
        for file in review.files:
            lines.append(file.name)
            lines += [f"    {problem}" for problem in file.problems if file.workbook is None]
            for place, table in enumerate(review.tables):
                if table.workbook is not file.workbook:
                    continue
                if not table.taken:
                    lines += [f"    {_left_out(table)}"] if table.refusal else []
                    continue
                how = tr("by the profile {name}", name=table.profile) if table.profile else ""
                rows = tr_n("{count} row", "{count} rows", review.good(place))
                text = tr("{rows} for {table}", rows=rows, table=table.table)
                where = f"{table.sheet} {table.found.place}"
                lines.append("    " + ", ".join(part for part in (text, how, where) if part))
            lines.append("")
        replaced = sum(review.outcome.replaced.values())
        if replaced:
            text = tr("{count} older rows say the same and are replaced", count=number(replaced, 0))
            lines.append(text)
        self.text.setText("\n".join(lines).strip())
        told = dict.fromkeys(p.message for p in review.problems)
        notes = [f"· {text}" for text in told][:_MOST_NOTES]
        if len(told) > _MOST_NOTES:
            notes.append(tr("· and {count} more", count=len(told) - _MOST_NOTES))
        self.notes.setText("\n".join(notes))


def _left_out(table: TableReview) -> str:
    where = f"{table.sheet} {table.found.place}"
    return tr("nothing of {where}: {why}", where=where, why=table.refusal)
