from __future__ import annotations

from made_sheets import table_from

from workbench.core.layout.remarks import Remarks
from workbench.core.layout.revisions import Tables, named
from workbench.core.naming.concordance import Concordance

TABLE = Concordance.of_codes(
    [
        ("854141", "854140"),
        ("854142", "854140"),
        ("850711", "850710"),
        ("850711", "850720"),
        ("261590", "261510"),
    ],
    "HS2022",
    "HS2017",
)
OWNERS = {"854140": "solar cells", "850710": "batteries", "261510": "zircon"}


def owner(code: str) -> str:
    return OWNERS.get(code[:6], "")


def test_that_a_merged_code_is_a_part_of_the_material_and_its_siblings_are_named() -> None:
    found = Tables(TABLE).counterpart("8541421010", owner)
    assert found is not None
    assert found.material == "solar cells"
    assert "HS 8541421010 of HS2022 is 854140 of HS2017, which holds HS2022 854141" in found.words


def test_that_a_code_that_is_only_in_part_the_project_s_is_not_taken() -> None:
    found = Tables(TABLE).counterpart("850711", owner)
    assert found is not None
    assert found.material == ""
    assert "850710, 850720 of HS2017, of which only 850710 is batteries" in found.words
    assert Tables(TABLE).counterpart("850711", lambda _: "batteries").material == "batteries"


def test_that_only_tables_from_the_revision_of_the_file_count() -> None:
    assert Tables(TABLE, frozenset({"HS2012"})).counterpart("854141", owner) is None
    assert Tables(TABLE, frozenset({"HS2022"})).counterpart("854141", owner) is not None
    assert Tables(TABLE).counterpart("999999", owner) is None
    assert Tables(TABLE).counterpart("8541", owner) is None


def test_that_two_tables_which_say_different_things_decide_nothing() -> None:
    other = Concordance.of_codes([("854141", "261510")], "HS2012", "HS2007")
    found = Tables(TABLE.joined(other)).counterpart("854141", owner)
    assert found is not None
    assert found.material == ""
    assert "which of them the file does not say" in found.words


def test_that_the_revision_is_found_in_a_column_or_a_name_and_told() -> None:
    text = "classificationCode,cmdCode,qty\nH6,854141,5\nH6,854142,6\n"
    found = table_from(text)
    remarks = Remarks("file.csv", "trade", found)
    assert named(found, "file.csv", remarks) == {"HS2022"}
    assert "those of HS2022, as the column 'classificationCode'" in remarks.problems[0].message
    plain = table_from("cmdCode,qty\n854141,5\n854142,6\n")
    assert named(plain, "BACI_HS92_Y2020.csv", Remarks("", "trade", plain)) == {"HS1992"}
    assert named(plain, "flows.csv", Remarks("", "trade", plain)) == frozenset()
