from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from stored_projects import assert_same, example, projects

from workbench import __version__
from workbench.core.problem import DataRefused
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.storage import content, database, packing, project_file
from workbench.core.storage.project_file import FORMAT, load, save

TODAY = {"min_reader_version": "1", "app_version": __version__}


SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def written(path: Path, parts: content.Content, number: int = FORMAT, **meta: str) -> Path:
    """Write parts as they are to a file whose hash and row counts are right, to be loaded."""
    chunks = (
        database.Chunk(*name, *packing.pack(chunk))
        for name, values in parts.items()
        for chunk in packing.chunks(values)
    )
    rows = ", ".join(f'"{name}": {count}' for name, count in content.rows(parts).items())
    said = {**TODAY, "content_sha256": content.digest(parts), "rows": f"{{{rows}}}", **meta}
    database.build(path, number, {**said, "format": str(number)}, chunks)
    return path


def refusal(path: Path) -> str:
    """Return why the file is refused: one problem that names the file and a remedy."""
    with pytest.raises(DataRefused) as refused:
        load(path)
    (problem,) = refused.value.problems
    assert problem.file == str(path)
    assert problem.remedy
    return problem.message


@settings(suppress_health_check=SLOW, deadline=None, max_examples=50)
@given(projects())
def test_that_what_is_loaded_is_what_was_saved(tmp_path: Path, project: Project) -> None:
    path = tmp_path / "any.scrw"
    first = save(project, path)
    again = load(path)
    assert_same(project, again)
    assert save(again, path).sha256 == first.sha256
    assert first.size == path.stat().st_size


def test_that_a_table_longer_than_a_chunk_comes_back(tmp_path: Path) -> None:
    long = example(rows=packing.ROWS + 1)
    save(long, tmp_path / "long.scrw")
    assert_same(long, load(tmp_path / "long.scrw"))


def test_that_the_hash_does_not_depend_on_how_the_content_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = save(example(), tmp_path / "a.scrw")
    monkeypatch.setattr(packing, "ROWS", 7)
    cut = save(example(), tmp_path / "b.scrw")
    assert cut.sha256 == whole.sha256
    assert cut.size > 0
    monkeypatch.undo()
    assert_same(load(tmp_path / "b.scrw"), example())


@pytest.mark.parametrize(
    "name", ["흑연 프로젝트.scrw", "🔋.scrw", "a b#c%20?d.scrw", "it's;--.scrw"]
)
def test_that_any_name_will_do(tmp_path: Path, name: str) -> None:
    if os.name == "nt":
        name = name.replace("?", "")
    folder = tmp_path / "수출 🇰🇷"
    folder.mkdir()
    save(example(), folder / name)
    assert_same(load(folder / name), example())
    assert [path.name for path in folder.iterdir()] == [name]


def test_that_a_file_says_what_it_is_and_keeps_the_day_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / "a.scrw"
    saved = save(example(), path)
    with database.opened(path, 5) as connection:
        first = database.read_meta(connection)
    assert path.read_bytes()[68:72] == b"SCRW"
    assert database.format_number(path) == FORMAT
    assert first["content_sha256"] == saved.sha256
    assert first["rows"] == '{"materials": 2, "origins": 1, "trade": 30}'
    written(tmp_path / "b.scrw", content.contents(example()), created="2021-12-02T00:00:00+00:00")
    save(example(rows=5), tmp_path / "b.scrw")
    with database.opened(tmp_path / "b.scrw", 5) as connection:
        assert database.read_meta(connection)["created"] == "2021-12-02T00:00:00+00:00"


def test_that_a_link_stays_a_link(tmp_path: Path) -> None:
    if os.name == "nt":
        return
    real, link = tmp_path / "real.scrw", tmp_path / "link.scrw"
    save(example(), real)
    link.symlink_to(real)
    save(example(rows=3), link)
    assert link.is_symlink()
    assert_same(load(real), example(rows=3))


def test_that_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[float, float, str]] = []

    class Listening(Progress):
        def step(self, done: float, total: float, text: str = "") -> None:
            told.append((done, total, text))

    save(example(), tmp_path / "a.scrw", Listening())
    load(tmp_path / "a.scrw", Listening())
    assert {text for _, _, text in told} == {"writing", "checking", "reading"}
    assert all(done <= total for done, total, text in told if text != "checking")


def test_that_values_that_cannot_be_written_stop_the_save_before_the_file_is_touched(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.scrw"
    save(example(), path)
    before = path.read_bytes()
    rows = pd.DataFrame({"material": ["a"], "price": [np.inf]})
    with pytest.raises(DataRefused, match=r"materials\.price row 1"):
        save(Project().replace({"materials": rows}), path)
    assert path.read_bytes() == before


def test_that_a_newer_format_is_refused_with_both_numbers_and_the_version_needed(
    tmp_path: Path,
) -> None:
    parts = content.contents(example())
    newer = {"min_reader_version": str(FORMAT + 1), "app_version": "9.1"}
    text = refusal(written(tmp_path / "a.scrw", parts, FORMAT + 1, **newer))
    for part in (f"format {FORMAT + 1}", f"format {FORMAT}", "9.1", __version__, "newer"):
        assert part in text


def test_that_a_header_that_is_ahead_is_a_newer_version_and_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.scrw"
    save(example(), path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    text = refusal(path)
    assert "newer" in text
    assert "format 99" in text
    assert "damaged" not in text


def test_that_a_write_protected_project_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.scrw"
    save(example(), path)
    before = path.read_bytes()
    # Whoever runs the tests may be allowed to write anything.
    monkeypatch.setattr(os, "access", lambda name, mode: Path(name) != path or mode != os.W_OK)
    with pytest.raises(DataRefused, match="may not be written"):
        save(Project(), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    save(Project(), tmp_path / "b.scrw")


def test_that_a_newer_file_that_says_we_can_read_it_opens(tmp_path: Path) -> None:
    path = written(tmp_path / "a.scrw", content.contents(example()), FORMAT + 1)
    assert_same(load(path), example())


def test_that_a_file_with_a_column_we_do_not_know_is_refused_as_newer(tmp_path: Path) -> None:
    parts = {**content.contents(example())}
    parts[content.PartName("trade", "colour", "numbers")] = np.ones(30)
    text = refusal(written(tmp_path / "a.scrw", parts, app_version="9.1"))
    assert "newer" in text
    assert "'colour'" in text
    assert "9.1" in text


def test_that_a_file_from_before_a_column_or_table_was_added_opens_with_it_empty(
    tmp_path: Path,
) -> None:
    parts = content.contents(example())
    older = {
        name: values
        for name, values in parts.items()
        if name.column not in ("quantity", "partner") and name.table != "origins"
    }
    project = load(written(tmp_path / "a.scrw", older))
    assert project["trade"]["quantity"].isna().all()
    assert (project["trade"]["partner"] == "").all()
    assert project["origins"].empty
    assert project["trade"]["value"].equals(example()["trade"]["value"])


def test_that_the_order_of_parts_in_a_file_does_not_matter(tmp_path: Path) -> None:
    parts = content.contents(example())
    path = written(tmp_path / "a.scrw", dict(reversed(parts.items())))
    assert_same(load(path), example())


def test_that_what_needs_more_than_2_gb_is_refused_both_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(example(), tmp_path / "a.scrw")
    monkeypatch.setattr(project_file, "LARGEST_FILE", 1000)
    assert "larger than 2 GB" in refusal(tmp_path / "a.scrw")
    monkeypatch.setattr(project_file, "LARGEST_FILE", 1 << 30)
    monkeypatch.setattr(project_file, "_LARGEST_CONTENT", 1000)
    assert "more than 2 GB" in refusal(tmp_path / "a.scrw")
    with pytest.raises(DataRefused, match="larger than 2 GB"):
        save(example(), tmp_path / "b.scrw")
    assert not (tmp_path / "b.scrw").exists()
