"""Report and cancel long work, without threads: the caller decides what a report does."""

from __future__ import annotations


class Cancelled(Exception):
    """The user stopped the work."""


class Progress:
    """Receives reports of long work; this one ignores them and never cancels.

    A subclass that shows progress overrides :meth:`step`; one that can cancel raises
    :class:`Cancelled` in it, so that loops only report and need no ``if``.
    """

    def step(self, done: float, total: float, text: str = "") -> None:
        """Report ``done`` of ``total`` (any unit; ``total`` 0 when unknown) and what goes on."""


class Stretch(Progress):
    """Reports the steps of one part of long work as steps of the whole."""

    def __init__(self, whole: Progress, number: float, parts: float) -> None:
        """``number`` parts of ``parts`` are done when this one begins."""
        self._whole, self._number, self._parts = whole, number, parts

    def step(self, done: float, total: float, text: str = "") -> None:
        """Report how far this part is."""
        within = min(done / total, 1.0) if total > 0 else 0.0
        self._whole.step(self._number + within, self._parts, text)
