"""The line above rooms of scenarios: which of those that are shown were not run as written."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.ui.incomplete import in_a_line, in_full, of_everything
from workbench.ui.session import Session
from workbench.ui.texts import tr, tr_n
from workbench.ui.widgets.notice import Notice

_MOST_LETTERS = 32
"""Of the name of a scenario, so that the reason is read; the tooltip has all of it."""


class ResultNotice(Notice):
    """Follows the session; hidden while everything shown was run as it is written."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Findings"), tr("Show every finding, and what to do"), parent)
        self._session = session
        self._wanted = False
        self.pressed.connect(lambda: session.asked_for.emit("findings"))
        session.simulated.connect(self._refresh)
        session.selected.connect(self._refresh)
        session.documented.connect(self._refresh)

    def want(self, *, wanted: bool) -> None:
        """Say whether the room below shows results of scenarios."""
        self._wanted = wanted
        self._refresh()

    def _refresh(self) -> None:
        lines, details = self._said() if self._wanted else ([], [])
        text = "".join(lines[:1])
        if more := len(lines[1:]):
            text += f"  \N{MIDDLE DOT}  {tr_n('and {count} more', 'and {count} more', more)}"
        self.show_text(text, "\n".join(details))

    def _said(self) -> tuple[list[str], list[str]]:
        """Return a line for each thing that is not in the results, and all there is to say."""
        session = self._session
        if session.failure:
            first = tr("The simulation cannot run: {why}", why=session.failure[0].message)
            return [first], list(map(str, session.failure))
        project, chosen = session.project, session.selection
        names = dict.fromkeys((chosen.scenario, *chosen.pinned))
        left = [found for name in names if (found := session.left_out.get(name))]
        lines = [in_a_line(found, project, _MOST_LETTERS) for found in left]
        details = [in_full(found, project) for found in left]
        everywhere = of_everything(session.result.problems) if session.result is not None else []
        return [*lines, *everywhere], [*details, *everywhere]
