from __future__ import annotations

from workbench.core.layout import asking
from workbench.core.layout.parts import UnknownName

NAME = UnknownName("Korea DPR", "partner", 3, ("PRK", "KOR"))
NUMBER = UnknownName("326", "partner", 1)


def test_that_the_finding_says_how_to_answer() -> None:
    (found,) = asking.findings([NAME], "file.csv")
    assert "which country is the name 'Korea DPR' (3 cells)?" in found.message
    assert found.expected == "perhaps PRK, KOR"
    assert '--name "Korea DPR=PRK"' in found.remedy
    assert found.severity == "warning"


def test_that_a_number_is_asked_about_with_its_profile() -> None:
    names = asking.of_source([NAME, NUMBER], "japan_customs")
    assert [name.source for name in names] == ["", "japan_customs"]
    assert asking.option(names[1]) == '--profile japan_customs --name "326=CODE"'


def test_that_names_in_the_way_come_first_and_very_many_are_counted() -> None:
    skipped = UnknownName("Sum", "partner", 900, left_out=True)
    many = [UnknownName(f"X{n}", "partner", n) for n in range(40)]
    found = asking.findings([skipped, *many], "file.csv")
    assert found[0].value == "X39"
    assert found[-1].message == "11 more names of countries are not known"
