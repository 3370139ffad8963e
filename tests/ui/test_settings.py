"""What the program remembers of a user survives a restart and bad hands."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray

from workbench.ui.settings import RECENT_FILES, Settings, settings_file


def test_that_the_environment_moves_the_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("WORKBENCH_SETTINGS", str(tmp_path / "here.ini"))
    assert settings_file() == tmp_path / "here.ini"
    monkeypatch.delenv("WORKBENCH_SETTINGS")
    assert settings_file().name == "workbench.ini"


def test_that_everything_is_there_again_after_a_restart(tmp_path):
    first = Settings()
    first.theme = "dark"
    first.add_recent(tmp_path / "흑연, 1.scrw")
    first.set_folder("import", tmp_path)
    first.cluster = "tcp://host:8786"
    first.set_layout("window", QByteArray(b"\x00\xff state"))
    first.save()
    second = Settings()
    assert second.theme == "dark"
    assert second.recent_files() == [tmp_path / "흑연, 1.scrw"]
    assert second.folder("import") == tmp_path
    assert second.layout("window") == QByteArray(b"\x00\xff state")
    assert second.layout("never saved").isEmpty()
    assert second.cluster == "tcp://host:8786"


def test_that_recent_files_are_the_last_ten_newest_first_without_repetition(tmp_path):
    settings = Settings()
    files = [tmp_path / f"{n}.scrw" for n in range(RECENT_FILES + 3)]
    for file in [*files, files[5]]:
        settings.add_recent(file)
    expected = [files[5], *(f for f in reversed(files) if f != files[5])][:RECENT_FILES]
    assert settings.recent_files() == expected
    settings.forget_recent(files[5])
    assert settings.recent_files() == expected[1:]
    settings.forget_recent()
    assert settings.recent_files() == []


def test_that_a_damaged_settings_file_is_read_as_nothing():
    settings_file().write_text("[files]\nrecent={not json\n[window]\ntheme=pink\n", "utf-8")
    settings = Settings()
    assert settings.recent_files() == []
    assert settings.theme == "system"
    assert settings.folder("open") == Path.home()
