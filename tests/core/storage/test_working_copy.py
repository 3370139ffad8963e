"""Working copies of what is not saved."""

from __future__ import annotations

import json

import pytest

from workbench.core.problem import DataRefused
from workbench.core.project import differing, from_records
from workbench.core.storage.working_copy import (
    Note,
    forget,
    keep,
    left_behind,
    new_folder,
    recover,
    remove,
)

STUDY = from_records({"materials": [{"material": "흑연"}]})


def note(changes=1, time="2026-03-01T10:00:00+00:00"):
    return Note(path="", name="study", changes=changes, time=time)


def test_that_a_working_copy_comes_back_as_it_was(tmp_path):
    folder = new_folder(tmp_path)
    keep(folder, STUDY, note())
    keep(folder, STUDY, note(changes=2))
    (orphan,) = left_behind(tmp_path)
    assert orphan.note.changes == 2
    assert not differing(recover(orphan), STUDY)


def test_that_what_was_saved_or_never_edited_leaves_nothing_to_recover(tmp_path):
    new_folder(tmp_path)
    folder = new_folder(tmp_path)
    keep(folder, STUDY, note())
    forget(folder)
    assert left_behind(tmp_path) == []
    assert left_behind(tmp_path / "nowhere") == []
    remove(folder)
    assert not folder.exists()


def test_that_the_newest_comes_first(tmp_path):
    for hour in (9, 11, 10):
        keep(new_folder(tmp_path), STUDY, note(time=f"2026-03-01T{hour:02}:00:00+00:00"))
    assert [orphan.note.time[11:13] for orphan in left_behind(tmp_path)] == ["11", "10", "09"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"path": 1}', json.dumps({"changes": "x"})])
def test_that_a_broken_note_is_passed_over(tmp_path, text):
    folder = new_folder(tmp_path)
    keep(folder, STUDY, note())
    (folder / "note.json").write_text(text)
    assert left_behind(tmp_path) == []


def test_that_a_damaged_copy_is_refused_in_words(tmp_path):
    folder = new_folder(tmp_path)
    keep(folder, STUDY, note())
    (folder / "copy.scrw").write_bytes(b"no project")
    (orphan,) = left_behind(tmp_path)
    with pytest.raises(DataRefused):
        recover(orphan)
