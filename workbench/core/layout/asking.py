"""Names of countries that nobody knows: asked once, in words that say how to answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.core.layout.parts import UnknownName
from workbench.core.layout.remarks import counted
from workbench.core.naming.remembered import is_number
from workbench.core.problem import Problem

_MOST = 30


def of_source(names: Iterable[UnknownName], source: str) -> list[UnknownName]:
    """Return unknown names, numbers with the profile whose numbers they are."""
    return [replace(name, source=source) if is_number(name.text) else name for name in names]


def findings(names: Iterable[UnknownName], file: str) -> list[Problem]:
    """Return one finding for each unknown name, those of most cells first, and how to answer.

    Those whose rows are left out are worth knowing; the others are reasons why rows are refused.
    """
    ordered = sorted(names, key=lambda name: (name.left_out, -name.cells))
    found = [_finding(name, file) for name in ordered[:_MOST]]
    if len(ordered) > _MOST:
        text = f"{len(ordered) - _MOST} more names of countries are not known"
        found.append(Problem(text, "info", file=file))
    return found


def _finding(name: UnknownName, file: str) -> Problem:
    what = "number" if is_number(name.text) else "name"
    where = f" ({counted(name.cells, 'cells')})" if name.cells else ""
    return Problem(
        f"asked once: which country is the {what} {name.text!r}{where}?",
        "info" if name.left_out else "warning",
        column=name.role,
        value=name.text,
        expected=f"perhaps {', '.join(name.suggestions[:3])}" if name.suggestions else "",
        remedy=f"Say it once, it is remembered: {option(name)} (or {name.text}=- to leave it out)",
        file=file,
    )


def option(name: UnknownName) -> str:
    """Return the option of ``workbench import`` that answers, with the likeliest code.

    >>> option(UnknownName("Korea DPR", "partner", 3, ("PRK",)))
    '--name "Korea DPR=PRK"'
    """
    code = name.suggestions[0] if name.suggestions else "CODE"
    words = f'--name "{name.text}={code}"'
    return f"--profile {name.source} {words}" if name.source else words
