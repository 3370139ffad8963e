"""Profiles: kept, recognised next month, and never taken for one another."""

from __future__ import annotations

import json

import pytest
from made_sheets import book_of, sheet_from, table_from

from workbench.core.layout import profiles
from workbench.core.layout.applying import apply
from workbench.core.layout.mapping import ColumnRole, Mapping, to_json
from workbench.core.layout.profiles import all_profiles, from_json, recognise, save
from workbench.core.problem import DataRefused, errors
from workbench.core.project import Project
from workbench.paths import resources

OURS = """
    순번,나라,품목,2023년 중량(톤),비고
    1,중국,380110,5,
    2,일본,380110,6,
"""
MAPPING = Mapping(
    table="trade",
    columns=(
        ColumnRole("partner", "나라"),
        ColumnRole("hs", "품목"),
        ColumnRole("quantity", "{period} 중량(톤)"),
    ),
    constants={"reporter": "KOR", "flow": "import"},
)
BUILTIN = sorted(path.stem for path in (resources() / "profiles").glob("*.json"))


def test_that_a_saved_mapping_is_recognised_in_next_years_file_and_applied() -> None:
    save("my-table", MAPPING, book_of(sheet_from(OURS, "수입 2023")))
    next_year = sheet_from(OURS.replace("2023", "2024"), "수입 2024")
    found = recognise(book_of(next_year))
    assert found is not None
    assert found.name == "my-table"
    table = table_from(OURS.replace("2023", "2024"))
    (entry,) = found.fitting(table)
    assert entry.mapping == MAPPING
    extract = apply(entry.mapping, table, Project())
    assert not errors(extract.problems)
    assert set(extract.parts[0].frame["period"].astype(str)) == {"2024"}


def test_that_a_file_with_a_column_more_or_less_is_still_recognised_and_another_is_not() -> None:
    save("my-table", MAPPING, book_of(sheet_from(OURS)))
    less = OURS.replace(",비고", "").replace("5,", "5").replace("6,", "6")
    more = OURS.replace(",비고", ",비고,담당")
    assert all(recognise(book_of(sheet_from(text))) for text in (less, more))
    assert recognise(book_of(sheet_from("Name,Age\nx,5\ny,6"))) is None


def test_that_a_users_profile_comes_before_a_built_in_one_that_fits_as_well() -> None:
    baci = "t,i,j,k,v,q\n2020,156,410,380110,5.5,6.5\n2021,156,410,380110,5,6"
    book = book_of(sheet_from(baci))
    found = recognise(book)
    assert found is not None
    assert (found.name, found.builtin) == ("baci", True)
    mapping = found.sheets[0].mapping
    assert mapping is not None
    save("mine", mapping, book)
    again = recognise(book)
    assert again is not None
    assert again.name == "mine"


@pytest.mark.parametrize("name", ["", "../x", "A", "a b", "con.json", "x" * 99, "ü"])
def test_that_a_name_that_no_file_should_have_is_refused(name: str) -> None:
    with pytest.raises(DataRefused):
        save(name, MAPPING, book_of(sheet_from(OURS)))
    assert not profiles.user_folder().exists()


def test_that_a_mapping_of_another_table_is_not_kept() -> None:
    with pytest.raises(DataRefused):
        save("x", MAPPING, book_of(sheet_from("Name,Age\nx,5\ny,6")))


@pytest.mark.parametrize("content", ["", "{", "[]", '{"sheets": [{}]}', '{"sheets": 3}', "null"])
def test_that_a_broken_profile_is_named_and_not_passed_over(content: str) -> None:
    folder = profiles.user_folder()
    folder.mkdir(parents=True)
    (folder / "broken.json").write_text(content, "utf-8")
    with pytest.raises(DataRefused) as refused:
        all_profiles()
    assert "broken.json" in str(refused.value)


@pytest.mark.parametrize("name", BUILTIN)
def test_that_built_in_profiles_are_well_formed_and_say_their_source(name: str) -> None:
    path = resources() / "profiles" / f"{name}.json"
    data = json.loads(path.read_text("utf-8"))
    assert data["title"]
    assert data["source"]
    profile = from_json(name, data)
    for sheet in profile.sheets:
        assert sheet.headers
        assert bool(sheet.mapping) != bool(sheet.refuse)
        if sheet.mapping is not None:
            assert from_json("x", {"sheets": [entry_of(sheet)]}).sheets[0].mapping == sheet.mapping


def entry_of(sheet: profiles.SheetProfile) -> dict[str, object]:
    assert sheet.mapping is not None
    return {"headers": list(sheet.headers), "mapping": to_json(sheet.mapping)}


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

FILES: dict[str, tuple[str, str, dict[str, int]]] = {
    "korea_customs": (
        """
        기간,품목코드,품목명,국가명,수출중량(톤),수출금액(천불),수입중량(톤),수입금액(천불),무역수지
        2024.01,3801100000,인조흑연,중국,1,2,3,4,-2
        2024.01,3801100000,인조흑연,일본,1,2,3,4,-2
        """,
        "수출입",
        {"trade": 4},
    ),
    "japan_customs": (
        "Exp or Imp,Year,HS,Country,Unit1,Unit2,Quantity1-Year,Quantity2-Year,Value-Year,"
        + ",".join(f"Quantity1-{m},Quantity2-{m},Value-{m}" for m in MONTHS)
        + "\n"
        + f"2,2024,'380110000',105,,KG,0,24,12{',0,2,1' * 12}\n"
        + f"2,2024,'380110000','304',,KG,0,24,12{',0,2,1' * 12}",
        "ik-100",
        {"trade": 24},
    ),
    "baci": (
        "t,i,j,k,v,q\n2020,156,410,380110,5.5,6.5\n2020,156,410,010121,5,NA",
        "BACI_HS17_Y2020",
        {"trade": 2},
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_that_files_as_these_offices_write_them_are_recognised_and_read(name: str) -> None:
    text, sheet, counts = FILES[name]
    book = book_of(sheet_from(text, sheet))
    profile = recognise(book)
    assert profile is not None
    assert profile.name == name
    found = table_from(text, sheet)
    got: dict[str, int] = {}
    for entry in profile.fitting(found):
        assert entry.mapping is not None
        extract = apply(entry.mapping, found, Project(), "file.csv")
        assert [str(p) for p in errors(extract.problems)] == []
        for part in extract.parts:
            got[part.table] = got.get(part.table, 0) + len(part.frame)
    assert {table: got[table] for table in counts} == counts


def test_that_country_numbers_of_japan_customs_are_never_read_as_those_of_the_un() -> None:
    """410 is Brazil at Japan Customs and Korea at the UN; 156 is Turkmenistan, and China."""
    text = FILES["japan_customs"][0].replace(",105,", ",410,")
    (entry,) = all_profiles()["japan_customs"].fitting(table_from(text))
    assert entry.mapping is not None
    extract = apply(entry.mapping, table_from(text), Project(), "file.csv")
    partners = {str(code) for code in extract.parts[0].frame["partner"]}
    assert partners == {"BRA", "USA"}


def test_that_a_number_of_several_territories_is_refused_until_somebody_says_what_it_is() -> None:
    """326 were the Netherlands Antilles, which are several countries now."""
    text = FILES["japan_customs"][0].replace(",105,", ",326,")
    (entry,) = all_profiles()["japan_customs"].fitting(table_from(text))
    assert entry.mapping is not None
    extract = apply(entry.mapping, table_from(text), Project(), "file.csv")
    assert {p.value for p in errors(extract.problems)} == {"326"}
    assert [(name.text, name.role, name.cells) for name in extract.unknown] == [
        ("326", "partner", 1)
    ]
    told = apply(entry.mapping, table_from(text), Project(), "file.csv", {"326": "CUW"})
    assert {str(code) for code in told.parts[0].frame["partner"]} == {"CUW", "USA"}
    assert told.unknown == ()
