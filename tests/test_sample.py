"""The sample study: what ships is what the script builds, and every figure has its source."""

from __future__ import annotations

import csv
import fnmatch
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from workbench.core import frames, history, measure, schema
from workbench.core.formats import read_files
from workbench.core.problem import errors
from workbench.core.project import Project, differing
from workbench.core.simulation.result import Result
from workbench.core.simulation.run import run
from workbench.core.validate import check
from workbench.paths import sample_workbook

_ROOT = Path(__file__).resolve().parents[1]
_GRAPHITE = "artificial graphite"
_SOURCED = (
    *("materials", "trade", "production", "demand", "suppliers", "capacity", "recipes"),
    *("projects", "partners", "support", "rules", "scenarios", "shocks", "events", "notes"),
)


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(_ROOT / "tools"), *sys.path])
        import build_sample

        yield build_sample


@pytest.fixture(scope="module")
def study(script: ModuleType) -> Project:
    return script.build()


def test_that_the_shipped_workbook_is_what_the_script_builds(study):
    imported = read_files([sample_workbook()], Project())
    assert [str(problem) for problem in imported.problems] == []
    assert imported.project is not None
    assert differing(imported.project, study) == frozenset()
    shipped = imported.project["origins"]
    sources = shipped[shipped["source"] != ""]
    columns = ["table", "key", "source"]
    assert sources[columns].to_numpy().tolist() == study["origins"][columns].to_numpy().tolist()


def test_that_building_twice_gives_the_same_bytes(script, monkeypatch, tmp_path):
    made = []
    for name in ("one.xlsx", "two.xlsx"):
        monkeypatch.setattr(sys, "argv", ["build_sample", str(tmp_path / name)])
        script.main()
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert b"2025-01-31T00:00:00Z" in zipfile.ZipFile(tmp_path / "one.xlsx").read(
        "docProps/core.xml"
    )


def test_that_the_sample_has_no_finding(study):
    assert [str(problem) for problem in check(study)] == []


def test_that_a_wrong_country_in_the_sample_would_be_found(study):
    trade = study["trade"].assign(
        partner=study["trade"]["partner"].astype(str).replace("JPN", "JP")
    )
    assert errors(check(study.replace({"trade": trade})))


@pytest.mark.parametrize("table", _SOURCED)
def test_that_every_row_of_the_sample_is_covered_by_a_source(study, table):
    origins = study["origins"]
    patterns = origins.loc[origins["table"] == table, "key"]
    keys = frames.keys(schema.BY_NAME[table], study[table])
    assert len(keys)
    uncovered = [key for key in keys if not any(fnmatch.fnmatchcase(key, p) for p in patterns)]
    assert uncovered == []


@pytest.mark.parametrize("table", _SOURCED)
def test_that_every_source_of_the_sample_covers_a_row(study, table):
    origins = study["origins"]
    patterns = origins.loc[origins["table"] == table, "key"]
    keys = list(frames.keys(schema.BY_NAME[table], study[table]))
    assert [p for p in patterns if not fnmatch.filter(keys, p)] == []


def test_that_an_assumption_is_marked_at_the_beginning_of_its_source(study):
    sources = study["origins"]["source"]
    assumed = sources[sources.str.contains("assum", case=False)]
    begins = assumed.str.startswith("assumption: ")
    assert len(assumed) > 20
    assert list(assumed[~begins]) == []


def test_that_china_s_values_are_the_reported_ones(study):
    trade = study["trade"]
    rows = trade[(trade["partner"] == "CHN") & (trade["material"] == _GRAPHITE)]
    by_year = rows.groupby(rows["period"].astype(str).str[:4])["value"].sum()
    # UN Comtrade, reporter China, HS 380110, partner Republic of Korea, sum of twelve months
    assert by_year["2021"] == 127_981_275
    assert by_year["2024"] == 83_667_964
    assert len(rows) == 96


def test_that_imports_of_2021_are_the_published_market(study):
    [figures] = history.figures(study, basis="quantity", material=_GRAPHITE, period="2021")
    assert figures.imports.sum() == pytest.approx(13_000, abs=0.02)  # ddaily 2022-08-25
    shares = dict(zip(figures.partners, figures.imports / figures.imports.sum(), strict=True))
    assert shares["CHN"] == pytest.approx(0.87, abs=1e-6)  # YTN 2023-10-20


def test_that_the_plant_takes_part_of_the_imports_place(study):
    table = measure.measure(
        study, bases=("quantity",), material=_GRAPHITE, keys=("self_sufficiency",), period="2022"
    )
    assert table["value"].item() == pytest.approx(8_000 / (8_000 + 15_777.5), rel=1e-4)
    before = measure.measure(
        study, bases=("quantity",), material=_GRAPHITE, keys=("import_dependence",), period="2021"
    )
    assert before["value"].item() == 1.0


def test_that_the_plant_grows_from_8000_to_16000(study):
    rows = study["capacity"]
    plant = rows[rows["supplier"] == "POSCO Pohang"].set_index("period")["capacity"]
    assert plant["2021-12"] == 8_000
    assert list(plant) == [8_000, 16_000]


def test_that_the_cooperation_model_states_its_money_in_won(study):
    project = study["projects"].iloc[0]
    assert project["state_budget"] == pytest.approx(10e9 / 1_144, abs=0.01)
    assert project["investment"] == pytest.approx(260e9 / 1_144, abs=0.01)
    assert "260 billion KRW" in project["note"]
    assert "10 billion KRW" in project["note"]
    assert sorted(study["partners"]["role"]) == ["evaluator", "input", "producer", "research"]


def test_that_unknown_capacities_stay_empty(study):
    makers = study["suppliers"].set_index("supplier")["capacity"]
    unknown = ["JFE Chemical", "Nippon Carbon", "Tokai Carbon", "Shinzoom", "Kaijin"]
    assert makers[unknown].isna().all()


@pytest.mark.parametrize(
    "file", sorted((_ROOT / "resources/sample/figures").glob("*.csv")), ids=lambda path: path.stem
)
def test_that_every_figure_says_where_it_is_from(file):
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    assert [row for row in rows if not row["source"]] == []


def _serious(result: Result) -> list[str]:
    """Findings beside the one that the study begins before its figures end, which is meant."""
    found = [problem for problem in result.problems if problem.severity != "info"]
    assert not result.incomplete
    return [str(problem) for problem in found if "are not used: the simulation" not in str(problem)]


def _month(result: Result, period: str, material: str = _GRAPHITE):
    balance = result.balance
    return balance[(balance["material"] == material) & (balance["period"] == period)].iloc[0]


def test_that_the_base_of_the_sample_stands_still_and_nothing_is_scaled(study):
    result = run(study)
    assert _serious(result) == []
    for _, rows in result.balance.groupby("material"):
        assert rows["shortage"].max() == 0
        assert rows["stock"].to_numpy() == pytest.approx(rows["stock"].iloc[0], rel=1e-9)
        assert rows["imports"].to_numpy() == pytest.approx(rows["imports"].iloc[0], rel=1e-9)


def test_that_the_licence_uses_up_the_stock_and_then_stops_cells(study):
    result = run(study, "china-licence")
    assert _serious(result) == []
    before, under = _month(result, "2023-11"), _month(result, "2024-04")
    assert 0 < under["stock"] < 0.1 * before["stock"]
    assert under["shortage"] == 0
    last = _month(result, "2024-06")  # one month after the licence ends: what was not shipped
    assert 0.1 < last["shortage"] / last["demand"] < 0.4
    assert _month(result, "2024-06", "cell")["shortage"] > 0
    assert _month(result, "2024-07")["shortage"] == 0


def test_that_the_second_phase_on_time_would_have_avoided_the_shortage(study):
    result = run(study, "licence-second-phase")
    assert result.balance.loc[result.balance["material"] == _GRAPHITE, "shortage"].max() == 0
    shift = result.shift[result.shift["material"] == _GRAPHITE].set_index("country")
    assert shift.at["KOR", "scenario_share"] == pytest.approx(
        2 * shift.at["KOR", "base_share"], rel=1e-6
    )
    assert shift.at["CHN", "change"] < -0.2


def test_that_american_demand_makes_more_cells_and_more_dependence(study):
    result = run(study, "us-demand")
    cells = _month(result, "2024-06", "cell")
    assert cells["exports"] == pytest.approx(1.25 * 17_000 / 12, rel=1e-9)
    measures = result.summary[result.summary["material"] == _GRAPHITE].set_index("measure")
    row = measures.loc["import_dependence"]
    assert row["scenario"] > row["base"] + 0.02
