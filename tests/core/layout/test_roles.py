"""Guesses: what columns mean by name and content, and what only the user can know."""

from __future__ import annotations

from made_sheets import table_from

from workbench.core.layout.applying import apply
from workbench.core.layout.roles import Guess, guess
from workbench.core.problem import errors
from workbench.core.project import Project, from_records

KOREA = from_records({"settings": [{"key": "home", "value": "KOR"}]})


def roles_of(found: Guess) -> dict[str, str]:
    return {column.header: column.role for column in found.mapping.columns}


def rows_of(text: str, project: Project = KOREA) -> set[tuple[object, ...]]:
    """Return what is imported by the guess: period, flow, partner, material, quantity, value."""
    found = table_from(text)
    guessed = guess(found, project, "file.csv")
    assert guessed.is_sure, guessed
    extract = apply(guessed.mapping, found, project, "file.csv")
    assert not errors(extract.problems)
    frame = next(part.frame for part in extract.parts if part.table == "trade")
    names = ["period", "flow", "partner", "material", "quantity", "value"]
    return set(frame[names].astype(object).itertuples(index=False, name=None))


def test_that_a_tidy_english_table_is_understood() -> None:
    assert rows_of("""
        Year,Month,Trade flow,Partner country,HS code,Net weight (kg),Trade value (US$)
        2024,1,Import,China,380110,1000,5000
        2024,2,Export,Japan,380110,10,50
    """) == {
        ("2024-01", "import", "CHN", "380110", 1.0, 5000.0),
        ("2024-02", "export", "JPN", "380110", 0.01, 50.0),
    }


def test_that_a_korean_table_with_years_across_and_two_header_rows_is_understood() -> None:
    assert rows_of("""
        품목별 수입실적,,,
        단위 : 톤 천불,,,
        HS코드,국가명,2023년,
        ,,중량,금액
        380110,중국,"1,200",300
        250410,일본,200,90
        합계,,1400,390
    """) == {
        ("2023", "import", "CHN", "380110", 1200.0, 300_000.0),
        ("2023", "import", "JPN", "250410", 200.0, 90_000.0),
    }


def test_that_directions_in_the_headers_make_two_rows_of_one() -> None:
    rows = rows_of("""
        기간,품목코드,국가명,수출중량(톤),수출금액(달러),수입중량(톤),수입금액(달러)
        2024.01,380110,중국,1,5,2,7
    """)
    assert rows == {
        ("2024-01", "export", "CHN", "380110", 1.0, 5.0),
        ("2024-01", "import", "CHN", "380110", 2.0, 7.0),
    }


def test_that_both_ends_of_a_flow_are_read_as_imports_of_the_importer() -> None:
    found = guess(
        table_from("""
        mineral,year,importer,exporter,trade_value_usd,net_weight_kg
        Cobalt,2005,Japan,Finland,100,5
        Cobalt,2006,China,Congo (Kinshasa),100,5
    """),
        Project(),
    )
    assert roles_of(found)["importer"] == "reporter"
    assert roles_of(found)["exporter"] == "partner"
    assert dict(found.mapping.constants) == {"flow": "import"}
    assert found.is_sure


def test_that_columns_without_a_known_name_are_known_by_what_stands_in_them() -> None:
    found = guess(
        table_from("""
        alpha,beta,gamma,Imports (kg)
        2021,China,380110,5
        2022,Japan,250410,6
        2023,United States,381519,7
    """),
        KOREA,
    )
    assert roles_of(found) == {
        "alpha": "period",
        "beta": "partner",
        "gamma": "hs",
        "Imports (kg)": "quantity",
    }
    assert found.is_sure


def test_that_what_a_table_does_not_say_is_asked_and_not_made_up() -> None:
    text = "Year,Country,HS code,Value (USD)\n2024,China,380110,5\n2024,Japan,380110,6"
    nobody = guess(table_from(text), Project())
    assert {"Are these imports or exports?", "Which country reported the figures?"} <= set(
        nobody.questions
    )
    assert not nobody.is_sure
    named = guess(table_from("Imports of graphite\n" + text), KOREA)
    assert named.is_sure
    assert any("title" in reason for reason in named.reasons)


def test_that_home_is_no_reporter_of_trade_with_itself_or_in_another_language() -> None:
    with_home = "Imports\nYear,Country,HS code,Value (USD)\n2024,China,380110,5\n2024,{},380110,6"
    assert guess(table_from(with_home.format("Japan")), KOREA).is_sure
    assert not guess(table_from(with_home.format("South Korea")), KOREA).is_sure
    japanese = """
        輸入
        年月,品目番号,国名,金額(千円)
        2024年1月,380110010,中国,5
        2024年2月,380110010,米国,6
    """
    assert "Which country reported the figures?" in guess(table_from(japanese), KOREA).questions


def test_that_a_list_of_materials_with_codes_is_read_as_materials() -> None:
    found = guess(table_from("Raw material,HS code\nGraphite,250410\nCobalt,282200"), Project())
    assert (found.mapping.table, found.is_sure) == ("materials", True)


def test_that_production_by_country_asks_for_its_material() -> None:
    found = guess(
        table_from("""
        World mine production (t)
        Country,2021,2022,2023e
        Australia,55300,74700,86000
        Chile,28300,38000,44000
    """),
        Project(),
    )
    assert found.mapping.table == "production"
    assert found.questions == ("Which material is this about?",)


def test_that_a_figure_that_is_a_share_or_a_rank_is_no_quantity() -> None:
    found = guess(table_from("Country,Rank,Share\nChina,1,50\nJapan,2,30"), KOREA)
    assert not set(roles_of(found).values()) & {"quantity", "value"}
    assert not found.is_sure


def test_that_months_below_a_year_are_months_and_their_total_is_left_out() -> None:
    rows = rows_of("""
        HS 3801.10 수입중량 (단위: 톤),,,
        국가,2021년,,
        ,11월,12월,합계
        중국,1,2,3
        총계,1,2,3
    """)
    assert {row[:-1] for row in rows} == {
        ("2021-11", "import", "CHN", "380110", 1.0),
        ("2021-12", "import", "CHN", "380110", 2.0),
    }


def test_that_months_across_take_their_year_from_the_title_and_ask_without_one() -> None:
    text = "{}월별 수입중량(단위: 톤),,,,\n품목코드,국가명,1월,2월,합계\n380110,중국,1,2,3"
    assert {row[0] for row in rows_of(text.format("2021년 "))} == {"2021-01", "2021-02"}
    asked = guess(table_from(text.format("")), KOREA)
    assert asked.questions == ("Which period do the figures belong to?",)
    kept = guess(table_from(text.format("2021년 ")), KOREA).mapping
    assert apply(kept, table_from(text.format("2022년 ")), KOREA).parts[0].frame["period"].astype(
        str
    ).tolist() == ["2022-01", "2022-02"]


def test_that_a_unit_price_is_no_column_of_units() -> None:
    found = guess(table_from("Country,2020 (t),Unit price\nChina,5,0.5\nJapan,6,0.7"), KOREA)
    assert "unit" not in roles_of(found).values()


def test_that_nine_digits_among_ten_have_lost_their_zero() -> None:
    header = "수입\n기간,HS코드,국가명,중량(톤)\n"
    rows = rows_of(header + "2021,2504101000,중국,5\n2021,703100000,중국,6")
    assert {row[3] for row in rows} == {"2504101000", "0703100000"}


def test_that_halves_of_a_fiscal_year_are_not_taken_for_those_of_the_calendar() -> None:
    japan = from_records({"settings": [{"key": "home", "value": "JPN"}]})
    title = "2021{} HS 380110 輸入（トン）,,\n国名,上期,下期\n中国,1,2\n韓国,3,4"
    assert guess(table_from(title.format("年")), japan).is_sure
    asked = guess(table_from(title.format("年度")), japan)
    assert asked.questions == ("Which period do the figures belong to?",)
    below = "HS 380110 輸入（トン）,,\n国名,2021年度,\n,上期,下期\n中国,1,2\n韓国,3,4"
    assert not guess(table_from(below), japan).is_sure


def test_that_countries_across_are_partners_and_row_numbers_are_none() -> None:
    rows = rows_of("""
        HS 380110 수입량 (단위: 천톤),,,,,
        No,기간,중국,일본,USA,합계
        1,2021년 1월,1.5,2,1,4.5
        2,2021년 2월,1,2,-,3
    """)
    assert {row[:-1] for row in rows} == {
        ("2021-01", "import", "CHN", "380110", 1500.0),
        ("2021-01", "import", "JPN", "380110", 2000.0),
        ("2021-01", "import", "USA", "380110", 1000.0),
        ("2021-02", "import", "CHN", "380110", 1000.0),
        ("2021-02", "import", "JPN", "380110", 2000.0),
    }
