from __future__ import annotations

import numpy as np
import pytest

from workbench.core.figures import Figures
from workbench.core.grouping import group_of, merged
from workbench.core.project import Project

EU = group_of(Project(), ["EU"])


def _figures(**imports: float) -> Figures:
    amounts = np.array(list(imports.values()), dtype=float)
    return Figures("m", "2021", "quantity", tuple(imports), amounts)


def test_that_members_become_one_partner_and_are_remembered() -> None:
    found = merged(_figures(CHN=5.0, DEU=2.0, FRA=3.0), EU)
    assert found.by_partner == {"CHN": 5.0, "EU": 5.0}
    assert found.members == {"EU": {"DEU": 2.0, "FRA": 3.0}}
    assert found.shares["EU"] == 0.5


def test_that_a_member_without_an_amount_is_named() -> None:
    found = merged(_figures(CHN=5.0, DEU=2.0, FRA=float("nan")), EU)
    assert found.by_partner["EU"] == 2.0
    assert "FRA, left out of the group" in found.note


def test_that_a_group_of_which_nothing_is_known_stays_unknown() -> None:
    found = merged(_figures(CHN=5.0, DEU=float("nan")), EU)
    assert "EU" not in found.by_partner
    assert "EU" in found.note


def test_that_other_partners_leave_the_figures_as_they_are() -> None:
    figures = _figures(CHN=5.0)
    assert merged(figures, EU) is figures


def test_that_a_country_of_two_groups_goes_to_the_first_and_an_unknown_group_is_refused() -> None:
    both = group_of(Project(), ["OECD", "EU"])
    assert (both["DEU"], both["BGR"]) == ("OECD", "EU")
    with pytest.raises(ValueError, match=r"groups are .*EU"):
        group_of(Project(), ["European Union"])
