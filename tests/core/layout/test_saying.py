"""What a user says of whole files: read, checked, and put where a table has need of it."""

from __future__ import annotations

import pytest
from made_sheets import table_from

from workbench.core.layout.mapping import from_json, to_json
from workbench.core.layout.roles import guess
from workbench.core.layout.saying import Said, applied, parse
from workbench.core.problem import DataRefused
from workbench.core.project import Project


def test_that_texts_are_read_in_the_form_of_the_tables() -> None:
    said = parse(
        ["flow=수입", "reporter=japan", "period=2024년 3월", "unit=천불", "unit=kg"], Project()
    )
    assert said.constants == {"flow": "import", "reporter": "JPN", "period": "2024-03"}
    assert said.units == {"value": "천불", "quantity": "kg"}
    assert parse(["revision=H5"], Project()).revision == "HS2017"


def test_that_everything_wrong_is_told_at_once_and_nothing_is_said_twice() -> None:
    with pytest.raises(DataRefused) as refused:
        parse(["flow=import", "flow=export", "nobody=1", "year=2024-03"], Project())
    assert len(refused.value.problems) == 3


def test_that_months_across_take_the_year_and_never_another_period() -> None:
    found = table_from("""
        수입중량(톤),,,
        국가명,HS코드,1월,2월
        중국,380110,1,2
        일본,380110,3,4
    """)
    ask = guess(found, Project())
    assert "Which period do the figures belong to?" in ask.questions
    year, used = applied(Said({"period": "2024"}), ask.mapping, found)
    assert (dict(year.constants)["year"], used) == ("2024", ["period=2024"])
    assert applied(Said({"period": "2024-03"}), ask.mapping, found) == (ask.mapping, [])
    assert applied(Said({"period": "2024"}), year, found) == (year, ["period=2024"])


def test_that_a_unit_said_makes_figures_of_no_kind_quantities_or_values() -> None:
    text = "Imports,,\nCountry,HS code,2023\nChina,380110,5\nJapan,250410,6"
    said = parse(["reporter=KOR", "unit=1000 USD"], Project())
    sure = guess(table_from(text), Project(), "", said)
    (figure,) = [c for c in sure.mapping.columns if c.header == "{period}"]
    assert (figure.role, figure.unit) == ("value", "1000 USD")


def test_that_a_revision_is_kept_with_the_mapping() -> None:
    found = table_from("Year,Country,HS code,Imports (t)\n2024,China,854141,5\n2024,Japan,854141,6")
    mapping, used = applied(Said(revision="HS2022"), guess(found, Project()).mapping, found)
    assert from_json(to_json(mapping)).revision == "HS2022"
    assert used == ["revision=HS2022"]
