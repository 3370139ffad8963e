from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import countries, project
from workbench.core.naming.countries import CountryNames, Match
from workbench.core.naming.country_table import builtin
from workbench.core.project import Project

NAMES = CountryNames(Project())

READ = {
    "KOR": [
        "Korea, Republic of",
        "Rep. of Korea",
        "Korea, Rep.",
        "Korea, South",
        "South Korea",
        "한국",
        "대한민국",
        "韓国",
        "Republic of Korea",
        "KOR",
        "kor",
        "KR",
        "410",
        410,
        410.0,
        "410.0",
        "R.O.K.",
    ],
    "PRK": ["Dem. People's Rep. of Korea", "Korea, North", "북한"],
    "COD": [
        "Congo, D.R.",
        "Dem. Rep. of the Congo",
        "Congo (Kinshasa)",
        "Congo, Dem. Rep.",
        "ZAR",
        "180",
    ],
    "COG": ["Congo", "Republic of the Congo", "Congo (Brazzaville)"],
    "TUR": ["Türkiye", "Turkey", "Turkyie", "TURKEY", "터키", "トルコ"],
    "USA": [
        "USA",
        "United States of America",
        "미국",
        "米国",
        "アメリカ合衆国",
        "U.S.",
        842,
        840,
        "미국(USA)",
    ],
    "GBR": ["UK", "United Kingdom", "영국", "英国", "イギリス", "826"],
    "CHN": ["China", "中国", "중국", "PR China", "156", "China, People's Republic of"],
    "HKG": ["China, Hong Kong SAR", "Hong Kong SAR, China", "344"],
    "VNM": ["Viet Nam", "Vietnam", "베트남"],
    "IRN": ["Iran (Islamic Republic of)", "Iran, Islamic Rep.", "Iran"],
    "RUS": ["Russian Federation", "Russia", "Russiae"],
    "CZE": ["Czech Republic", "Czechia"],
    "CIV": ["Côte d'Ivoire", "Cote d’Ivoire", "Ivory Coast"],
    "TWN": ["Taiwan", "Chinese Taipei", "Taiwan, Province of China", "대만", "TW"],
    "S19": ["Other Asia, nes", "S19", 490, "490"],
    "XXX": [
        "Areas, nes",
        "Bunkers",
        "Special Categories",
        "_X ",
        "X1 ",
        "899",
        "Other Europe, nes",
    ],
    "ROU": ["ROM"],
    "AND": ["ADO"],
    "TLS": ["TMP"],
    "PSE": ["WBG"],
    "XKX": ["KSV", "Kosovo"],
    "FRA": ["251", 250],
    "IND": ["699", 356],
    "CHE": [757, "756"],
    "NOR": [579, 578],
    "ITA": ["381", "380"],
    "NCL": ["New Caledonia9", "New Caledonia¹¹"],
    "JPN": ["Japane", "103 日本", "Japan 1/", "日本国"],
}
MARKED = ("Japane", "Russiae")  # the mark of an estimate is known by its small letter only
TOTAL = [
    "World",
    "Total",
    "세계",
    "전세계",
    "世界",
    "합계",
    "총계",
    "計",
    "合計",
    0,
    "0",
    "W00",
    "WLD",
]
TOTAL += ["World total (rounded)"]
UNSURE = [
    "NA",
    "N/A",
    "",
    " ",
    "Korea",
    "810",
    "000810",
    "USSR",
    "58",
    "Belgium-Luxembourg",
    "Other countries",
    "Mar",
]
UNSURE += [
    "no",
    "2021",
    "999",
    "steel",
    "Sub-total",
    "USA and Puerto Rico",
    "Kazakhstan, concentrate",
]


@pytest.mark.parametrize(
    ("cell", "code"), [(cell, code) for code, cells in READ.items() for cell in cells]
)
def test_that_a_country_is_found_by_whatever_it_is_called(cell: str | float, code: str) -> None:
    found = NAMES.code(cell)
    assert found is not None
    assert (found.code, found.kind) == (code, "country")
    assert found.how


@pytest.mark.parametrize("cell", TOTAL)
def test_that_all_countries_together_are_a_total(cell: str | int) -> None:
    found = NAMES.code(cell)
    assert found is not None
    assert (found.code, found.kind) == ("WLD", "total")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("EU", "EU"),
        ("European Union", "EU"),
        ("EU27", "EU"),
        ("97", "EU"),
        (918, "EU"),
        ("유럽연합", "EU"),
        ("OECD", "OECD"),
        ("ASEAN", "ASEAN"),
        ("Asia", "Asia"),
        ("FEOC", "FEOC"),
        ("중동", "Middle East"),
    ],
)
def test_that_several_countries_are_a_group_and_no_country(cell: str | int, code: str) -> None:
    found = NAMES.code(cell)
    assert found is not None
    assert (found.code, found.kind) == (code, "group")


@pytest.mark.parametrize("cell", [*UNSURE, None, float("nan"), 810.0, 12.5])
def test_that_what_is_unsure_is_not_taken(cell: str | float | None) -> None:
    assert NAMES.code(cell) is None


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Korea", ["KOR", "PRK"]),
        ("USSR", ["RUS"]),
        ("58", ["BEL", "LUX"]),
        ("NA", ["NAM"]),
        ("World", []),
        ("Other countries", ["XXX"]),
        ("Kazakhstan, concentrate", ["KAZ"]),
        ("xyzzy", []),
        (999, []),
    ],
)
def test_that_suggestions_are_offered(cell: str | int, codes: list[str]) -> None:
    assert NAMES.suggest(cell) == codes


def test_that_a_misspelt_name_is_suggested_and_not_taken() -> None:
    assert NAMES.code("Phillipines") is None
    assert NAMES.suggest("Phillipines")[0] == "PHL"
    assert NAMES.suggest("Austrlia")[0] == "AUS"


def test_that_an_answer_of_the_user_wins() -> None:
    names = CountryNames(Project(), {"Korea": "KOR", "Congo": "COD", "104": "PRK", "Bloc": "EU"})
    assert names.code("korea") == Match("KOR", "remembered for 'Korea'")
    assert getattr(names.code("CONGO"), "code", None) == "COD"
    assert getattr(names.code("Bloc"), "kind", None) == "group"
    assert getattr(names.codes(["103", "104", "105"])["104"], "code", None) == "PRK"


def test_that_countries_of_the_project_are_found_by_name_and_code() -> None:
    own = project.from_records(
        {"countries": [{"country": "ZZA", "name": "Zone A", "groups": "Bloc"}]}
    )
    names = CountryNames(own)
    assert getattr(names.code("zone a"), "code", None) == "ZZA"
    assert getattr(names.code("ZZA"), "code", None) == "ZZA"
    assert getattr(names.code("Bloc"), "kind", None) == "group"


def test_that_na_is_namibia_among_two_letter_codes_only() -> None:
    assert getattr(NAMES.codes(["KR", "CN", "NA"])["NA"], "code", None) == "NAM"
    assert NAMES.codes(["Chile", "Peru", "NA"])["NA"] is None


def test_that_numbers_of_another_office_are_not_read_as_iso() -> None:
    japanese = NAMES.codes(["103", "105", "106", "304", "410"])  # 304 would be Greenland
    assert set(japanese.values()) == {None}
    assert None not in NAMES.codes([842.0, 156.0, 490.0, 0.0]).values()


def test_that_a_column_of_countries_is_told_from_others() -> None:
    assert NAMES.looks_like(["Korea, Rep.", "China", "Other countries", "", None]) == 1
    assert NAMES.looks_like(["steel", "zinc", "Chile"]) == pytest.approx(1 / 3)
    assert NAMES.looks_like(["2021", "2022"]) == 0
    assert NAMES.looks_like([]) == 0


def test_that_every_built_in_name_and_code_finds_its_own_country() -> None:
    table = countries.builtin()
    for code, *names in table[["country", "name", "name_ko", "name_ja"]].to_numpy():
        for text in (code, *names):
            assert getattr(NAMES.code(text), "code", None) == code, text


def test_that_no_name_is_both_taken_and_only_suggested() -> None:
    table = builtin()
    assert not set(table.former) & set(table.names)
    assert not {
        number for number in table.former if number.isdigit() and int(number) in table.numbers
    }
    known = set(countries.builtin()["country"])
    taken = [*table.names.values(), *table.codes.values(), *table.numbers.values()]
    assert {match.code for match in taken if match.kind != "group"} <= known
    assert {code for codes in table.former.values() for code in codes} <= known


@given(st.sampled_from(sorted(READ)), st.data())
def test_that_case_blanks_and_accents_of_signs_make_no_difference(
    code: str, data: st.DataObject
) -> None:
    cells = [str(cell) for cell in READ[code]]
    names = [cell for cell in cells if cell[:5].isalpha() and cell not in MARKED]
    name = data.draw(st.sampled_from(names or [code]))
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else "\u3000" for sign in name)
    for spelling in (name.upper(), f"  {name}\u00a0", wide if name.isascii() else name):
        found = NAMES.code(spelling)
        assert found is not None, spelling
        assert found.code == code
