"""Workbooks as offices and analysts really publish them: each imports, or says why it does not.

They are not part of the repository; where the folder with them is not there, nothing is collected.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from workbench.core.formats import Imported, read_files
from workbench.core.layout.finding import find_tables
from workbench.core.problem import errors
from workbench.core.project import Project
from workbench.core.reading.worker import read_workbook

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "workbooks"

IMPORTED: dict[str, tuple[str, dict[str, int]]] = {
    "cn_exports_hs6_monthly_deep_dive.csv": (
        "china_monthly",
        {"trade": 6442, "materials": 3, "settings": 1},
    ),
    "eu_crm2023_fact_GlobalSupplyShares.csv": ("eu_crm", {"production": 2047, "materials": 122}),
    "eu_crm_dimension_CRMsOverTime.csv": ("eu_crm", {"materials": 71}),
    "geopolrisk_raw_material_documentation.xlsx": ("geopolrisk_materials", {"materials": 64}),
    "geopolrisk_sample_trade_data_comtrade_classic.xlsx": (
        "comtrade_classic",
        {"trade": 24, "materials": 1, "settings": 1},
    ),
    "kita_K-stat_total_annual_utf8bom.csv": (
        "kita_kstat",
        {"trade": 40, "materials": 1, "settings": 1},
    ),
    "kita_K-stat_total_quarterly_utf8bom.csv": (
        "kita_kstat",
        {"trade": 160, "materials": 1, "settings": 1},
    ),
    "un_comtrade_api_graphite_codes_only.csv": ("comtrade_api", {"trade": 40, "materials": 2}),
    "un_comtrade_classic.csv": ("comtrade_classic", {"trade": 226, "materials": 1}),
    "un_comtrade_crm_flows.csv": ("crm_flows", {"trade": 2000, "materials": 5}),
    "un_comtradeplus_TradeData_China.csv": ("comtrade_plus", {"trade": 1335, "materials": 1}),
    "usgs_ds140-lithium-2021.xlsx": (
        "usgs_ds140",
        {"trade": 113, "materials": 1, "settings": 1, "production": 52},
    ),
    "wb_CMO-Historical-Data-Monthly_2024-12.xlsx": ("worldbank_prices", {"materials": 69}),
    "wb_CMO-Historical-Data-Monthly_2025-12.xlsx": ("worldbank_prices", {"materials": 69}),
    "wb_WGI_1996-2022_wgidataset.xlsx": ("worldbank_wgi", {"countries": 213}),
}
"""Profile and rows by table of what imports into an empty project."""

USGS_WORLD = {
    "mcs2023-cobal_world.csv": 28,
    "mcs2023-fluor_world.csv": 26,
    "mcs2023-galli_world.csv": 14,
    "mcs2023-graph_world.csv": 40,
    "mcs2023-lithi_world.csv": 18,
    "mcs2023-manga_world.csv": 34,
    "mcs2023-nicke_world.csv": 20,
    "mcs2023-raree_world.csv": 32,
    "mcs2023-simet_world.csv": 36,
    "mcs2023-tungs_world.csv": 20,
    "mcs2024-cobal_salient.csv": 26,
    "mcs2024-cobal_world.csv": 26,
    "mcs2024-fluor_world.csv": 20,
    "mcs2024-galli_world.csv": 12,
    "mcs2024-graph_world.csv": 38,
    "mcs2024-lithi_world.csv": 18,
    "mcs2024-manga_world.csv": 34,
    "mcs2024-nicke_world.csv": 20,
    "mcs2024-raree_world.csv": 30,
    "mcs2024-simet_world.csv": 68,
    "mcs2024-tungs_world.csv": 24,
}
"""Rows of production of the files of the Mineral Commodity Summaries about the world."""

USGS_HOME = {
    "mcs2023-quartz_salient.xlsx": {"trade": 10, "production": 5},
    "mcs2023-stond_salient.xlsx": {"production": 7},
    "mcs2024-graph_salient.csv": {"trade": 10, "production": 5},
    "mcs2024-lithi_salient.csv": {"trade": 10},
    "mcs2024-nicke_salient.csv": {"trade": 29, "production": 5},
    "mcs2024-raree_salient.csv": {"trade": 30, "production": 10},
}
"""Those about the United States, by table."""

REFUSED = {
    "eu_crm2023_fact_EUSupplyShares.csv": "neither trade nor production",
    "eu_crm2023_fact_MaterialUseShares.csv": "shares of applications",
    "ev_Mineral_Intensity_BatPaC.xlsx": "was not imported",
    "ev_Royalty.xlsx": "was not imported",
    "ev_USGS2024.xlsx": "was not imported",
    "jp_SAM_for_CGE_template.xlsm": "was not imported",
    "jp_butsuryo_2015_quantity_table.xlsx": "what each industry used",
    "jp_io_2011_26x18.xlsx": "was not imported",
    "kr_raw_trade_data_teaching_cp949.csv": "single declarations",
    "uk_Mineral_inputs_model.xlsx": "was not imported",
    "un_HS2022_to_HS2017_conversion.xlsx": "no figures in it",
    "un_comtrade_country_code_list.xlsx": "list of country codes",
    "usgs_mcs/MCS2023_Fig2_Net_Import_Reliance.csv": "net import reliance",
    "usgs_mcs/MCS2023_T4_Critical_Minerals_End_Use.csv": "list of uses",
}
"""Words of the reason for which a file is refused."""

EVERY = {
    **{name: rows for name, (_, rows) in IMPORTED.items()},
    **{f"usgs_mcs/{name}": {"production": count} for name, count in USGS_WORLD.items()},
    **{f"usgs_mcs/{name}": rows for name, rows in USGS_HOME.items()},
}


@cache
def imported(name: str) -> Imported:
    return read_files([FOLDER / name], Project())


def project_of(name: str) -> Project:
    project = imported(name).project
    assert project is not None, [str(p) for p in errors(imported(name).problems)]
    return project


if FOLDER.is_dir():
    FILES = {
        path.relative_to(FOLDER).as_posix()
        for path in FOLDER.rglob("*")
        if path.is_file() and path.name != "EXPECTED.csv"
    }

    def test_that_every_file_is_spoken_of() -> None:
        assert {*EVERY, *REFUSED} == FILES

    @pytest.mark.parametrize("name", sorted(EVERY))
    def test_that_it_imports_with_all_its_rows(name: str) -> None:
        result = imported(name)
        assert [str(p) for p in errors(result.problems)] == []
        assert EVERY[name].items() <= result.rows.items()
        assert set(result.rows) - set(EVERY[name]) <= {"materials", "settings"}
        profile = IMPORTED.get(name, ("usgs_mcs", {}))[0]
        assert any(f"the profile {profile} " in p.message for p in result.problems)
        assert result.replaced == {}

    @pytest.mark.parametrize("name", sorted(REFUSED))
    def test_that_it_is_refused_and_says_why(name: str) -> None:
        result = imported(name)
        assert result.project is None
        reasons = errors(result.problems)
        assert any(REFUSED[name] in problem.message for problem in reasons)
        assert all(problem.file == Path(name).name for problem in reasons)

    def expected() -> list[dict[str, str]]:
        with (FOLDER / "EXPECTED.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def test_that_all_expected_cells_lie_in_the_tables_that_are_found() -> None:
        for row in expected():
            if not row["sheet"] or row["file"].endswith(".csv"):
                continue
            book = read_workbook(FOLDER / row["file"])
            sheet = next(s for s in book.sheets if s.name == row["sheet"])
            letters = row["cell"].rstrip("0123456789")
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - 64
            number = int(row["cell"].removeprefix(letters))
            assert any(
                table.first_row <= number <= table.last_row
                and table.first_column <= column <= table.last_column
                for table in find_tables(sheet)
            ), row

    def test_that_columns_of_comtrade_plus_are_not_shifted_by_the_surplus_field() -> None:
        trade = project_of("un_comtradeplus_TradeData_China.csv")["trade"]
        row = trade[(trade["reporter"] == "CHN") & (trade["partner"] == "AFG")].iloc[0]
        assert (row["period"], row["flow"], row["value"]) == ("2022", "import", 42016266.0)

    def test_that_units_hidden_in_headers_are_converted() -> None:
        made = project_of("usgs_mcs/mcs2024-manga_world.csv")["production"]
        australia = made[(made["country"] == "AUS") & (made["period"] == "2022")]
        assert australia["quantity"].tolist() == [3_040_000.0]
        gallium = project_of("usgs_mcs/mcs2024-galli_world.csv")["production"]
        japan = gallium[(gallium["country"] == "JPN") & (gallium["period"] == "2022")]
        assert japan["quantity"].tolist() == [3.0]

    def test_that_k_stat_is_in_dollars_and_in_both_directions() -> None:
        trade = project_of("kita_K-stat_total_annual_utf8bom.csv")["trade"]
        rows = trade[trade["period"] == "2025"].set_index("flow")["value"]
        assert rows.to_dict() == {"export": 709_406_808_000.0, "import": 631_750_856_000.0}

    def test_that_quarters_of_k_stat_are_quarters() -> None:
        trade = project_of("kita_K-stat_total_quarterly_utf8bom.csv")["trade"]
        rows = trade[(trade["period"] == "2025Q4") & (trade["flow"] == "import")]
        assert rows["value"].tolist() == [162_148_329_000.0]

    def test_that_governance_is_the_mean_of_six_and_stability_its_own_sheet() -> None:
        rows = project_of("wb_WGI_1996-2022_wgidataset.xlsx")["countries"].set_index("country")
        assert rows.loc["KOR", "political_stability"] == pytest.approx(0.5624110102653503)
        assert rows.loc["CHN", "political_stability"] == pytest.approx(-0.44107362627983093)
        assert rows.loc["KOR", "governance"] == pytest.approx(0.972929, abs=1e-5)
        assert "COD" in rows.index  # written ZAR there

    def test_that_bounds_below_a_tenth_of_a_percent_are_no_figures() -> None:
        result = imported("eu_crm2023_fact_GlobalSupplyShares.csv")
        assert any("514" in p.message and "<0.1%" in p.message for p in result.problems)
        shares = project_of("eu_crm2023_fact_GlobalSupplyShares.csv")["production"]["quantity"]
        assert shares.between(0, 1).all()

    def test_that_two_vintages_of_prices_replace_each_other() -> None:
        names = ["2024-12", "2025-12"]
        paths = [FOLDER / f"wb_CMO-Historical-Data-Monthly_{name}.xlsx" for name in names]
        result = read_files(paths, Project())
        assert result.project is not None
        assert result.replaced == {"materials": 69}
        rows = result.project["materials"].set_index("material")
        assert rows.loc["Urea", "note"] == "price of 2025-11"
