"""What the menu File writes for others."""

from __future__ import annotations

import pytest

from workbench.ui.widgets import dialogs


@pytest.mark.parametrize(("name", "begin"), [("a.pdf", b"%PDF"), ("a.html", b"<!DOCTYPE html>")])
def test_that_a_report_is_written_to_read_and_to_print(opened, qtbot, tmp_path, name, begin):
    path = tmp_path / name
    opened.outputs.report(path)
    qtbot.waitUntil(path.exists, timeout=60_000)
    assert path.read_bytes().startswith(begin)


def test_that_a_report_that_cannot_be_written_is_told(opened, qtbot, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(dialogs, "show_problems", lambda *words: told.append(words[1]))
    opened.outputs.report(tmp_path / "nowhere" / "a.html")
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    assert "was not written" in told[0]
