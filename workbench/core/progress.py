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
