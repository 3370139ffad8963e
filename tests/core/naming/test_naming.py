"""Names and figures of real workbooks, where those are at hand beside the repository."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from workbench.core.naming import numbers, periods, totals
from workbench.core.naming.concordance import Concordance
from workbench.core.naming.countries import CountryNames
from workbench.core.project import Project

BOOKS = Path(__file__).resolve().parents[3].parent / "shared" / "workbooks"
HEADERS = {
    "Country",
    "partner_name",
    "partnerDesc",
    "reporterDesc",
    "Partner",
    "Reporter",
    "국가명",
}
HEADERS |= {"importer", "exporter", "importer_iso", "exporter_iso", "partnerISO", "reporterISO"}
HEADERS |= {
    "partnerCode",
    "reporterCode",
    "Reporter Code",
    "Partner Code",
    "Reporter ISO",
    "Partner ISO",
}
TO_BE_ASKED = {"Brasilia", "Kazakhstan, concentrate", "Ukraine, concentrate"}
PATTERNS = ("eu_crm*.csv", "cn_*.csv", "kr_*.csv", "un_comtrade*.csv", "usgs_mcs/*_world.csv")
FILES = sorted(path for pattern in PATTERNS for path in BOOKS.glob(pattern))
NAMES = CountryNames(Project())


def rows_of(path: Path) -> list[dict[str, str]]:
    encoding = "cp949" if path.name.startswith("kr_") else "utf-8-sig"
    try:
        text = path.read_text(encoding)
    except UnicodeDecodeError:
        text = path.read_text("cp1252")
    return list(csv.DictReader(text.splitlines()))


def sheet_of(name: str, sheet: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(BOOKS / name).get_sheet_by_name(sheet).to_python()


if BOOKS.is_dir():

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
    def test_that_the_countries_of_a_real_file_are_all_known_or_asked(path: Path) -> None:
        rows = rows_of(path)
        for header in HEADERS & set(rows[0]):
            found = NAMES.codes(row[header] for row in rows if row[header])
            left = {text for text, match in found.items() if match is None}
            left = {text for text in left if not totals.is_rest(text) and not totals.is_total(text)}
            assert left <= TO_BE_ASKED, header
            assert all(NAMES.suggest(text) for text in left)

    def test_that_the_country_list_of_comtrade_agrees_by_number_name_and_iso_code() -> None:
        wrong_in_the_list = {"Antigua and Barbuda"}  # it gives the code of Antarctica
        for number, full, short, _, _, iso, *_ in sheet_of(
            "un_comtrade_country_code_list.xlsx", "Sheet1"
        )[1:]:
            by_number, by_name = NAMES.code(number), NAMES.code(full)
            if full != "India, excluding Sikkim":  # its number is India's in ISO 3166
                assert (by_number is None) == (by_name is None), full
            by_short = NAMES.code(short)
            assert (by_short is None) == (by_name is None), short
            if by_number is None:
                assert NAMES.suggest(number)
                continue
            if by_name is not None:
                assert by_number.code == by_name.code == by_short.code
            if by_number.kind == "country" and len(iso) == 3 and iso.isalpha():
                assert by_number.code == iso or full in wrong_in_the_list

    def test_that_old_codes_of_the_governance_indicators_agree_with_the_names() -> None:
        rows = sheet_of("wb_WGI_1996-2022_wgidataset.xlsx", "RuleofLaw")[15:]
        for name, code, *_ in rows:
            if code != "ANT":
                assert NAMES.code(code).code == NAMES.code(name).code

    def test_that_the_published_table_of_hs_codes_is_read_whole() -> None:
        book = "un_HS2022_to_HS2017_conversion.xlsx"
        main = Concordance.from_rows(sheet_of(book, "HS2022-HS2017 Conversions"))
        full = Concordance.from_rows(sheet_of(book, "Correlation Tables"))
        assert main.problems == full.problems == ()
        assert len(main.pairs["HS2022", "HS2017"]) == len(full.pairs["HS2022", "HS2017"]) == 5613
        assert full.map("854143", "HS2022", "HS2017") == ["854140"]
        assert full.map("380110", "HS2017", "HS2022") == ["380110"]

    def test_that_shares_and_periods_of_real_files_are_read_by_rule() -> None:
        shares = [row["Share"] for row in rows_of(BOOKS / "eu_crm2023_fact_GlobalSupplyShares.csv")]
        _, rules = numbers.parse_texts(shares)
        left = {
            t for t, r in zip(shares, rules, strict=True) if numbers.status_of(r) == "unreadable"
        }
        assert left == set()
        world = [row for path in FILES if "usgs" in str(path.parent) for row in rows_of(path)]
        texts = [row[h] for row in world for h in row if h and h.startswith(("Prod_t", "Prod_k"))]
        _, rules = numbers.parse_texts(texts)
        left = {
            t for t, r in zip(texts, rules, strict=True) if numbers.status_of(r) == "unreadable"
        }
        assert left == set()
        quarters = (BOOKS / "kita_K-stat_total_quarterly_utf8bom.csv").read_text("utf-8-sig")
        rows = list(csv.reader(quarters.splitlines()))[4:]
        assert periods.looks_like(row[1] for row in rows) == 1
