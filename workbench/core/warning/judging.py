"""All chosen rules applied to what was known at one day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.core.warning.entries import Bools, Ints
from workbench.core.warning.panel import Panel
from workbench.core.warning.rules import Judgement, Rule, all_rules


@dataclass(frozen=True)
class Judged:
    """What the rules found in one panel."""

    panel: Panel
    found: Mapping[str, Judgement]
    alarms: Mapping[str, Bools]

    def by_group(self, rule: str, which: Bools) -> Bools:
        """Return the groups in which something holds for a case of a rule."""
        if all_rules()[rule].scope == "group":
            return which
        groups = np.zeros(len(self.panel.newest), dtype=np.bool_)
        groups[self.panel.entries.group_of[which]] = True
        return groups

    def points(self) -> Ints:
        """Return the sum of the points of the rules that warn, by group."""
        limits = self.panel.limits
        total = np.zeros(len(self.panel.newest), dtype=np.int64)
        for rule, alarms in self.alarms.items():
            total += limits.points.get(rule, 1) * self.by_group(rule, alarms)
        return total

    def judged(self) -> Ints:
        """Return how many rules on figures could be judged, by group."""
        total = np.zeros(len(self.panel.newest), dtype=np.int64)
        for rule, found in self.found.items():
            if not all_rules()[rule].reads_events:
                total += self.by_group(rule, found.reason == 0)
        return total


def chosen_rules(keys: Sequence[str]) -> dict[str, Rule]:
    """Return the rules of some keys in the order of all; all of them where none is named.

    Raises:
        KeyError: naming a key that is no rule.
    """
    rules = all_rules()
    for key in keys:
        if key not in rules:
            raise KeyError(f"no rule is called {key!r}; there are {', '.join(rules)}")
    return {key: rule for key, rule in rules.items() if not keys or key in keys}


def judge(panel: Panel, rules: Mapping[str, Rule]) -> Judged:
    """Return what some rules find in a panel."""
    found = {key: rule.judge(panel) for key, rule in rules.items()}
    alarms = {key: rules[key].alarms(judgement) for key, judgement in found.items()}
    return Judged(panel, found, alarms)
