"""The least change of sources with which a product passes a rule: a small integer programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from workbench.core.appraisal.origin.bill import BillRow
from workbench.core.appraisal.origin.rules import Rule
from workbench.core.appraisal.origin.testing import NOT_TOLD, verify

FloatArray = npt.NDArray[np.float64]
_MARGINS = (0.0, 3e-6)
"""How far beyond the threshold to aim, in shares: the solver keeps limits to about 1e-6 only, so
it aims a little higher where what it finds at the threshold just misses it."""
_MOVED = 1e-3
"""Weight of moved value beside the number of changed sources: breaks ties only."""


@dataclass(frozen=True)
class Move:
    """A source whose share has to change."""

    material: str
    source: str
    country: str
    before: float
    """Share of the material's volume now, 0-1."""
    after: float


@dataclass(frozen=True)
class Change:
    """The least change that passes, or why there is none."""

    moves: tuple[Move, ...] = ()
    is_possible: bool = True
    reason: str = ""


def least_change(rule: Rule, rows: Sequence[BillRow]) -> Change:
    """Return the fewest sources to change so that a rule is met; of equals the least value moved.

    Minimise the number of sources whose share changes, over shares ``x`` of each material's known
    sources (named suppliers without a volume included): shares of a material add up to one, none
    exceeds its capacity, excluded sources have none unless the material is exempt, and the
    qualifying value reaches the threshold.

    Args:
        rule: the rule, as it stands on the day.
        rows: the rows of the bill it is about.
    """
    if rule.has_ended or not rows:
        return Change()
    open_rows = [row.material for row in rows if not row.is_mix_known or np.isnan(row.value)]
    if open_rows:
        names = ", ".join(open_rows)
        words = f"price and sources must be known to say what to change; they are not for {names}"
        return Change(is_possible=False, reason=words)
    programme = _Programme(rule, rows)
    found = (programme.solve(margin) for margin in _MARGINS)
    shares = next((x for x in found if x is not None and programme.passes(x)), None)
    if shares is None:
        where = " or ".join(rule.required) or "countries that are not excluded"
        return Change(
            is_possible=False,
            reason=f"no mix of the known sources passes: a new source in {where} is needed",
        )
    moves = [
        Move(row.material, origin.source, origin.country, float(before), float(after))
        for (row, origin), before, after in zip(
            programme.pairs, programme.before, shares, strict=True
        )
        if abs(after - before) > 1e-6
    ]
    return Change(tuple(moves))


class _Programme:
    """Three blocks of variables, one entry a source each: share, distance to now, changed."""

    def __init__(self, rule: Rule, rows: Sequence[BillRow]) -> None:
        self._rule, self._rows = rule, rows
        self.pairs = [(row, origin) for row in rows for origin in row.origins]
        self.before: FloatArray = np.array([origin.share for _, origin in self.pairs])

    def solve(self, margin: float) -> FloatArray | None:
        """Return shares with a content of the threshold and ``margin``; None where none have."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow to load

        count = len(self.pairs)
        eye, zero = np.eye(count), np.zeros((count, count))
        values = np.array([row.value for row, _ in self.pairs])
        scale = values.sum() or 1.0
        constraints = [
            LinearConstraint(np.hstack([eye, -eye, zero]), -np.inf, self.before),
            LinearConstraint(np.hstack([-eye, -eye, zero]), -np.inf, -self.before),
            LinearConstraint(np.hstack([zero, eye, -eye]), -np.inf, 0.0),
            self._whole(LinearConstraint),
        ]
        if not np.isnan(self._rule.threshold):
            row = np.concatenate([self._beyond(), np.zeros(2 * count)])
            constraints.append(LinearConstraint(row, margin * scale, np.inf))
        found = milp(
            c=np.concatenate([np.zeros(count), _MOVED * values / scale, np.ones(count)]),
            constraints=constraints,
            bounds=Bounds(np.zeros(3 * count), np.concatenate([self._most(), np.ones(2 * count)])),
            integrality=np.concatenate([np.zeros(2 * count), np.ones(count)]),
        )
        if found.status == 2:  # infeasible
            return None
        if found.x is None:
            raise RuntimeError(f"the integer programme ended without an answer: {found.message}")
        shares = np.asarray(found.x[:count], dtype=float)
        return np.where(np.abs(shares - np.round(shares)) < 1e-6, np.round(shares), shares)

    def passes(self, shares: FloatArray) -> bool:
        """Return whether the rule is met with these shares."""
        given = iter(shares.tolist())
        rows = [
            replace(row, origins=tuple(replace(o, share=next(given)) for o in row.origins))
            for row in self._rows
        ]
        return verify(self._rule, rows).verdict == "pass"

    def _whole(self, constraint: type) -> object:
        matrix = np.zeros((len(self._rows), 3 * len(self.pairs)))
        for place, row in enumerate(self._rows):
            for column, (owner, _) in enumerate(self.pairs):
                matrix[place, column] = float(owner is row)
        return constraint(matrix, 1.0, 1.0)

    def _beyond(self) -> FloatArray:
        """Return what a whole share of each source puts beyond the threshold, in value."""
        rule = self._rule
        return np.array(
            [
                row.quantity
                * row.price_of(origin)
                * (_counts(rule, origin.country) - rule.threshold)
                * (bool(rule.excluded) or row.material not in rule.exempt)
                for row, origin in self.pairs
            ]
        )

    def _most(self) -> FloatArray:
        return np.array(
            [
                0.0
                if row.material not in self._rule.exempt and self._is_risky(origin.country)
                else max(origin.most, origin.share)
                for row, origin in self.pairs
            ]
        )

    def _is_risky(self, country: str) -> bool:
        """Return whether the exclusion bars a country, or may."""
        return country in self._rule.barred or (bool(self._rule.excluded) and country in NOT_TOLD)


def _counts(rule: Rule, country: str) -> bool:
    return rule.qualifies(country) and country not in NOT_TOLD
