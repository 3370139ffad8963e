from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import project, schema
from workbench.core.project import Project, changed, differing, from_records, merge

ROW = {"period": "2021", "flow": "import", "reporter": "KOR", "material": "pitch"}


def _trade(**amounts: float) -> Project:
    rows = [{**ROW, "partner": partner, "value": value} for partner, value in amounts.items()]
    return from_records({"materials": [{"material": "pitch"}], "trade": rows})


def test_that_an_edit_shares_every_untouched_table_and_leaves_the_old_project_alone() -> None:
    before = _trade(CHN=1.0)
    after = before.replace({"materials": before["materials"].assign(note="x")})
    assert changed(before, after) == {"materials"}
    assert after["trade"] is before["trade"]
    assert before["materials"]["note"].tolist() == [""]
    assert differing(before, after) == {"materials"}


def test_that_every_table_of_the_schema_is_there_with_its_columns_and_types() -> None:
    project = Project()
    for table in schema.TABLES:
        frame = project[table.name]
        assert tuple(frame.columns) == table.names
        for column in table.columns:
            assert pd.api.types.is_float_dtype(frame[column.name]) == column.is_number


def test_that_a_table_or_column_the_schema_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError):
        Project().replace({"trades": pd.DataFrame()})
    with pytest.raises(KeyError):
        from_records({"trade": [{**ROW, "partner": "CHN", "amount": 1}]})


@given(st.permutations(["CHN", "JPN", "USA", "DEU"]))
def test_that_the_order_of_rows_does_not_make_projects_differ(order: list[str]) -> None:
    one = _trade(CHN=1.0, JPN=2.0, USA=3.0, DEU=4.0)
    amounts = {"CHN": 1.0, "JPN": 2.0, "USA": 3.0, "DEU": 4.0}
    assert differing(one, _trade(**{name: amounts[name] for name in order})) == frozenset()


def test_that_one_changed_figure_makes_projects_differ() -> None:
    assert differing(_trade(CHN=1.0), _trade(CHN=1.0 + 1e-15 * 4)) == {"trade"}
    assert differing(_trade(CHN=1.0), _trade(JPN=1.0)) == {"trade"}


def test_that_a_newer_row_with_the_same_key_takes_the_place_of_the_older() -> None:
    base = _trade(CHN=1.0, JPN=2.0)
    merged, replaced = merge(base, {"trade": _trade(JPN=5.0, USA=3.0)["trade"]})
    assert differing(merged, _trade(CHN=1.0, JPN=5.0, USA=3.0)) == frozenset()
    assert replaced == {"trade": 1}


KEYS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", None]), st.sampled_from("pqrs")),
    min_size=1,
)


@pytest.mark.parametrize("largest", [1 << 62, 1])
@given(keys=KEYS)
def test_that_rows_are_grouped_by_all_of_their_key_at_once_or_step_by_step(
    largest: int, keys: list[tuple[str, str | None, str]]
) -> None:
    frame = pd.DataFrame(keys, columns=["a", "b", "c"], dtype="category")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(project, "_LARGEST", largest)
        found = project._groups(frame, ["a", "b", "c"])
    assert [found.tolist().index(group) for group in found] == [keys.index(key) for key in keys]


def test_that_merging_nothing_changes_nothing() -> None:
    base = _trade(CHN=1.0)
    merged, replaced = merge(base, {"trade": Project()["trade"]})
    assert changed(base, merged) == frozenset()
    assert replaced == {}


def test_that_a_setting_falls_back_to_the_default_of_the_schema() -> None:
    project = from_records({"settings": [{"key": "home", "value": "KOR"}]})
    assert (project.home, project.setting("basis"), project.setting("months")) == (
        "KOR",
        "value",
        "24",
    )
    with pytest.raises(KeyError):
        project.setting("colour")
