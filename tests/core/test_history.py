from __future__ import annotations

import numpy as np
import pytest

from workbench.core.history import figures, series
from workbench.core.progress import Cancelled, Progress
from workbench.core.project import Project, from_records


def _project(*rows: dict[str, object], home: str = "KOR", **tables: object) -> Project:
    common = {"flow": "import", "reporter": "KOR", "material": "pitch"}
    return from_records(
        {
            "settings": [{"key": "home", "value": home}],
            "materials": [{"material": "pitch"}],
            "trade": [{**common, **row} for row in rows],  # type: ignore[dict-item]
            **tables,  # type: ignore[arg-type]
        }
    )


def test_that_months_add_up_to_a_year_and_a_gap_is_said() -> None:
    rows = [
        {"period": f"2021-{month:02d}", "partner": "CHN", "quantity": 1.0} for month in range(1, 10)
    ]
    (figure,) = figures(_project(*rows), basis="quantity", material="pitch", period="2021")
    assert figure.imports.tolist() == [9.0]
    assert "only 9 of 12 months" in figure.note


def test_that_a_year_beside_its_months_is_not_counted_twice() -> None:
    rows = [{"period": "2021", "partner": "CHN", "quantity": 12.0}]
    rows += [{"period": f"2021-{m:02d}", "partner": "CHN", "quantity": 1.0} for m in range(1, 13)]
    (figure,) = figures(_project(*rows), basis="quantity", material="pitch", period="2021")
    assert figure.imports.tolist() == [12.0]


def test_that_the_newest_release_counts() -> None:
    rows = [
        {"period": "2021", "partner": "CHN", "quantity": 9.0, "release": "2022-06-15"},
        {"period": "2021", "partner": "CHN", "quantity": 1.0, "release": "2022-01-15"},
    ]
    (figure,) = figures(_project(*rows), basis="quantity")
    assert figure.imports.tolist() == [9.0]


def test_that_trade_among_members_of_a_group_as_home_is_left_out() -> None:
    rows = [
        {"period": "2021", "reporter": "DEU", "partner": "FRA", "quantity": 5.0},
        {"period": "2021", "reporter": "DEU", "partner": "CHN", "quantity": 3.0},
        {"period": "2021", "reporter": "FRA", "partner": "CHN", "quantity": 4.0},
    ]
    (figure,) = figures(_project(*rows, home="EU"), basis="quantity")
    assert (figure.partners, figure.imports.tolist()) == (("CHN",), [7.0])


def test_that_an_unreported_amount_is_nan_and_not_zero() -> None:
    rows = [
        {"period": "2021", "partner": "CHN", "value": 3.0},
        {"period": "2021", "partner": "JPN", "quantity": 2.0},
    ]
    (figure,) = figures(_project(*rows), basis="quantity")
    assert figure.partners == ("CHN", "JPN")
    assert np.isnan(figure.imports[0])
    assert "CHN" in figure.note


def test_that_a_series_has_the_largest_partner_first_and_gaps_as_nan() -> None:
    rows = [
        {"period": "2021-01", "partner": "CHN", "quantity": 1.0},
        {"period": "2021-01", "partner": "JPN", "quantity": 9.0},
        {"period": "2021-03", "partner": "JPN", "quantity": 9.0},
    ]
    production = [{"period": "2021-03", "country": "KOR", "material": "pitch", "quantity": 2}]
    result = series(
        _project(*rows, production=production), "pitch", basis="quantity", grain="month"
    )
    assert result.periods == ("2021-01", "2021-03")
    assert result.partners == ("JPN", "CHN")
    assert result.amounts[0].tolist() == [9.0, 1.0]
    assert np.isnan(result.amounts[1, 1])
    assert np.isnan(result.home[0])
    assert result.home[1] == 2.0


def test_that_a_yearly_figure_is_not_split_into_months() -> None:
    project = _project({"period": "2021", "partner": "CHN", "quantity": 1.0})
    assert series(project, "pitch", basis="quantity", grain="month").periods == ()
    assert series(project, "pitch", basis="quantity", grain="year").periods == ("2021",)


def test_that_a_total_of_all_partners_is_not_counted_beside_them() -> None:
    rows = [
        {"period": "2021", "partner": "CHN", "quantity": 3.0},
        {"period": "2021", "partner": "WLD", "quantity": 3.0},
    ]
    (figure,) = figures(_project(*rows), basis="quantity")
    assert (figure.partners, figure.imports.tolist()) == (("CHN",), [3.0])
    (figure,) = figures(_project(rows[1]), basis="quantity")
    assert figure.partners == ("WLD",)


def test_that_a_total_in_a_year_of_its_own_stays_beside_single_partners_of_another() -> None:
    rows = [
        {"period": "2023", "partner": "WLD", "quantity": 100.0},
        {"period": "2024", "partner": "CHN", "quantity": 30.0},
    ]
    one, two = figures(_project(*rows), basis="quantity")
    assert (one.partners, one.imports.tolist()) == (("WLD",), [100.0])
    assert (two.partners, two.imports.tolist()) == (("CHN",), [30.0])


def test_that_single_export_partners_do_not_remove_the_total_of_imports() -> None:
    rows = [
        {"period": "2023", "partner": "WLD", "quantity": 300.0},
        {"period": "2023", "partner": "USA", "quantity": 20.0, "flow": "export"},
    ]
    (figure,) = figures(_project(*rows), basis="quantity")
    assert (figure.imports.tolist(), figure.exports) == ([300.0], 20.0)


def test_that_a_partner_by_year_counts_beside_one_by_month_and_a_remark_says_so() -> None:
    rows = [{"period": "2024", "partner": "USA", "quantity": 30.0}]
    rows += [{"period": f"2024-{m:02d}", "partner": "CHN", "quantity": 100.0} for m in range(1, 13)]
    project = _project(*rows)
    (year,) = figures(project, basis="quantity", period="2024")
    assert dict(zip(year.partners, year.imports, strict=True)) == {"CHN": 1200.0, "USA": 30.0}
    assert year.note == "imports: months added up for CHN"
    (month,) = figures(project, basis="quantity", period="2024-03")
    assert month.imports[0] == 100.0
    assert np.isnan(month.imports[1])
    assert month.note == "imports: USA left out, reported only for 2024 as a whole"
    (found,) = series(project, "pitch", basis="quantity", grain="year").amounts.tolist()
    assert found == [1200.0, 30.0]


def test_that_work_reports_progress_and_can_be_cancelled() -> None:
    class Stop(Progress):
        def step(self, done: float, total: float, text: str = "") -> None:  # noqa: ARG002
            raise Cancelled

    project = _project({"period": "2021", "partner": "CHN", "quantity": 1.0})
    with pytest.raises(Cancelled):
        list(figures(project, basis="value", progress=Stop()))


def test_that_text_which_is_no_period_is_refused() -> None:
    with pytest.raises(ValueError, match="not a period"):
        list(figures(_project(), basis="value", period="last year"))
