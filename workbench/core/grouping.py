"""Partners merged into groups, such as the EU as one partner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from workbench.core import countries
from workbench.core.figures import Account, Figures, Floats, named
from workbench.core.project import Project


def group_of(project: Project, groups: Iterable[str]) -> dict[str, str]:
    """Return the group that each country is merged into; the first one named wins.

    Raises:
        ValueError: if no country belongs to a group of that name.
    """
    found: dict[str, str] = {}
    known = countries.groups(project)
    for group in groups:
        if group not in known:
            listed = ", ".join(sorted(known)) or "none"
            raise ValueError(f"no country belongs to a group {group!r}; groups are {listed}")
        for member in countries.members(project, group):
            found.setdefault(member, group)
    return found


def merged(figures: Figures, into: Mapping[str, str]) -> Figures:
    """Return the figures with partners merged as ``into`` says: {member: group}.

    A group's amount is the sum of its members' reported ones; a member without a reported amount
    is named in the remarks.
    """
    if not any(partner in into for partner in (*figures.partners, *figures.buyers)):
        return figures
    partners, imports, members, silent = _merge(figures.partners, figures.imports, into)
    buyers, sold, _, _ = _merge(figures.buyers, figures.sold, into)
    silent = [p for p in silent if p not in figures.longer]
    about = figures.about_imports
    if silent:
        words = f"no {figures.basis} reported for {named(silent)}, left out of the group"
        about = Account(about.months, (*about.remarks, words))
    unknown = {p for p, x in zip(partners, imports.tolist(), strict=True) if np.isnan(x)}
    longer = {into.get(p, p) for p in figures.longer} & unknown
    return replace(
        figures,
        partners=partners,
        imports=imports,
        members=members,
        longer=tuple(sorted(longer)),
        about_imports=about,
        buyers=buyers,
        sold=sold,
    )


def _merge(
    names: tuple[str, ...], amounts: Floats, into: Mapping[str, str]
) -> tuple[tuple[str, ...], Floats, dict[str, dict[str, float]], list[str]]:
    """Return labels, amounts, members of every group, and members that are not reported."""
    sums: dict[str, float] = {}
    members: dict[str, dict[str, float]] = {}
    for name, amount in zip(names, amounts.tolist(), strict=True):
        label = into.get(name, name)
        known = sums.get(label, float("nan"))
        sums[label] = known if np.isnan(amount) else amount + (0.0 if np.isnan(known) else known)
        if label != name:
            members.setdefault(label, {})[name] = amount
    silent = [
        name
        for label, inside in members.items()
        for name, amount in inside.items()
        if np.isnan(amount) and not np.isnan(sums[label])
    ]
    order = sorted(sums)
    return tuple(order), np.array([sums[name] for name in order], dtype=float), members, silent
