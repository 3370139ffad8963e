from __future__ import annotations

import numpy as np
from made_sheets import table_from

from workbench.core.layout import places
from workbench.core.layout.cells import distinct
from workbench.core.layout.country_reading import CountryReader
from workbench.core.naming.countries import CountryNames
from workbench.core.project import Project

NAMES = CountryNames(Project(), {"Land of Nod": "PRK"})
KNOWN = frozenset({"PRK", "KOR", "NAM", "XXX", "DEU", "FRA"})


def test_that_answers_and_a_view_of_the_whole_column_go_together() -> None:
    """NA is Namibia among two-letter codes, also where a profile translates other cells."""
    found = table_from("partner,quantity\nKR,1\nDE,2\nFR,3\nNA,4\nNod,5\n")
    reader = CountryReader(NAMES, KNOWN, "partner", values=[("Nod", "PRK")])
    rows = np.arange(found.first_row - 1, found.last_row)
    reader.look_at(distinct(found.sheet, 1, rows))
    assert [reader(text)[0] for text in ("KR", "NA", "Nod")] == ["KOR", "NAM", "PRK"]


def test_that_unknown_names_are_listed_with_what_they_may_mean() -> None:
    reader = CountryReader(NAMES, KNOWN, "partner")
    assert reader("Sout Korea")[0] == ""
    assert reader("Land of Nod")[0] == "PRK"
    assert reader("World")[0] in ("", places.LEFT_OUT)
    (unknown,) = reader.unknown.values()
    assert (unknown.text, unknown.role, unknown.left_out) == ("Sout Korea", "partner", False)
    assert unknown.suggestions[0] == "KOR"


def test_that_left_out_is_what_was_said_to_be() -> None:
    reader = CountryReader(NAMES, KNOWN, "partner", values=[("Sum of G7", "-")])
    label, why = reader("Sum of G7")
    assert label == places.LEFT_OUT
    assert "'Sum of G7'" in why
    assert reader.unknown == {}


def test_that_numbers_of_a_source_are_its_own() -> None:
    reader = CountryReader(NAMES, KNOWN, "partner", values=[("103", "KOR")], own_numbers=True)
    assert reader(103.0)[0] == reader("'103")[0] == "KOR"
    assert reader("410")[0] == ""
    assert list(reader.unknown) == ["410"]
    assert reader.unknown["410"].suggestions == ()
