"""Several files, one project: what replaces what, and what refuses everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import RIGHT, changed, trade, write_book

from workbench.core.formats import all_formats, read_files
from workbench.core.problem import errors
from workbench.core.progress import Cancelled, Progress
from workbench.core.project import Project, differing


def test_that_a_row_with_a_known_key_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    first = read_files([write_book(tmp_path / "a.xlsx", RIGHT)], Project()).project
    assert first is not None
    rows = [RIGHT["trade"][0], ["2021", "import", "KOR", "JPN", "graphite", 7, 50]]
    rows.append(["2022", "import", "KOR", "JPN", "graphite", 8, 60])
    second = read_files([write_book(tmp_path / "b.xlsx", {"trade": rows})], first)
    assert second.project is not None
    assert (second.rows, second.replaced) == ({"trade": 2}, {"trade": 1})
    assert sorted(second.project["trade"]["quantity"]) == [7.0, 8.0, 10.0]
    assert second.project["trade"].index.is_unique
    assert second.project["materials"] is first["materials"]


def test_that_importing_the_same_file_again_changes_nothing_but_origins(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", RIGHT)
    first = read_files([path], Project()).project
    assert first is not None
    again = read_files([path], first)
    assert again.project is not None
    assert differing(first, again.project) == frozenset()
    assert again.replaced == again.rows


def test_that_one_file_may_explain_the_names_of_another(tmp_path: Path) -> None:
    parts = [
        write_book(tmp_path / "trade.xlsx", {"trade": RIGHT["trade"]}),
        write_book(tmp_path / "rest.xlsx", changed(trade=None)),
    ]
    assert read_files(parts, Project()).project is not None
    assert read_files(parts[:1], Project()).project is None


def test_that_findings_of_all_files_come_together_and_nothing_is_imported(tmp_path: Path) -> None:
    (tmp_path / "c.xlsx").write_text("period,flow", "utf-8")
    wrong = trade(["2021", "import", "KOR", "USA", "graphite", "x", 1])
    paths = [
        write_book(tmp_path / "a.xlsx", changed(trade=wrong)),
        write_book(tmp_path / "b.xlsx", {"materials": [["material"], ["tar"], ["tar"]]}),
        tmp_path / "c.xlsx",
        tmp_path / "gone.xlsx",
    ]
    result = read_files(paths, Project())
    assert result.project is None
    assert [p.file for p in errors(result.problems)] == ["a.xlsx", "b.xlsx", "c.xlsx", "gone.xlsx"]


def test_that_only_the_named_sheet_is_imported(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", RIGHT)
    result = read_files([path], Project(), sheet="Materials")
    assert result.project is not None
    assert result.rows == {"materials": 1}
    assert read_files([path], Project(), sheet="Sheet9").project is None


def test_that_an_unknown_profile_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", RIGHT)
    (found,) = errors(read_files([path], Project(), profile="nobody").problems)
    assert {"own_workbook", "baci"} <= set(found.expected.removeprefix("one of ").split(", "))
    assert read_files([path], Project(), profile="own_workbook").project is not None


def test_that_sources_are_taken_over_once_and_numbered_anew(tmp_path: Path) -> None:
    origins = [["origin", "table", "key", "source"], [7, "trade", "*", "Korea Customs Service"]]
    path = write_book(tmp_path / "a.xlsx", changed(origins=origins))
    project = Project()
    for _ in range(2):
        result = read_files([path], project).project
        assert result is not None
        project = result
    table = project["origins"]
    assert table["source"].tolist().count("Korea Customs Service") == 1
    assert table["origin"].is_unique
    assert set(project["trade"].index // (1 << 39)) <= set(table["origin"].astype(int))


def test_that_a_workbook_without_settings_is_imported_with_a_warning(tmp_path: Path) -> None:
    result = read_files([write_book(tmp_path / "a.xlsx", changed(settings=None))], Project())
    assert result.project is not None
    assert [(p.severity, p.sheet) for p in result.problems] == [("warning", "settings")]


def test_that_progress_never_runs_backwards_and_can_cancel(tmp_path: Path) -> None:
    class Watch(Progress):
        def __init__(self, stop: float) -> None:
            self.seen: list[float] = []
            self.stop = stop

        def step(self, done: float, total: float, text: str = "") -> None:  # noqa: ARG002
            self.seen.append(done / total)
            if self.seen[-1] >= self.stop:
                raise Cancelled

    paths = [write_book(tmp_path / f"{name}.xlsx", RIGHT) for name in "ab"]
    watch = Watch(stop=2.0)
    read_files(paths, Project(), watch)
    assert watch.seen == sorted(watch.seen)
    assert watch.seen[-1] == 1.0
    with pytest.raises(Cancelled):
        read_files(paths, Project(), Watch(stop=0.5))


def test_that_every_layout_has_a_title_and_endings() -> None:
    for form in all_formats().values():
        assert form.title
        assert all(ending.startswith(".") for ending in form.extensions)
