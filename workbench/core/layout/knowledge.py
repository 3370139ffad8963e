"""What a user taught the import: what unknown names stand for, and tables between HS revisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.core.layout import concordances
from workbench.core.layout.saying import Said
from workbench.core.naming import remembered
from workbench.core.naming.concordance import Concordance
from workbench.core.naming.remembered import Remembered
from workbench.core.problem import Problem


@dataclass(frozen=True)
class Knowledge:
    """Answers about names, tables of codes, and what holds for whole files.

    ``problems`` says what of them was not readable.
    """

    remembered: Remembered = field(default_factory=Remembered)
    concordance: Concordance = field(default_factory=Concordance)
    said: Said = field(default_factory=Said)
    """What holds for all rows of the files of one import; it is not kept."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Findings about the files in which it is kept."""
        return (*self.remembered.problems, *self.concordance.problems)


def load(
    answers: Mapping[str, str] | None = None,
    source: str = "",
    concordance: Concordance | None = None,
    said: Said | None = None,
) -> Knowledge:
    """Return what is kept, with newer answers and tables, which come first; nothing is written.

    Args:
        answers: codes of countries by name.
        source: the profile whose numbers are among the answers.
        concordance: tables between revisions of the HS.
        said: what holds for all rows of files that do not say it.
    """
    known = remembered.load().joined(answers or {}, source)
    tables = concordances.load()
    tables = tables.joined(concordance) if concordance else tables
    return Knowledge(known, tables, said or Said())
