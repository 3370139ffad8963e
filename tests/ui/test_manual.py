from __future__ import annotations

from workbench.paths import resources
from workbench.ui.manual import ManualWindow


def test_that_every_page_can_be_read(qtbot, look) -> None:
    window = ManualWindow()
    qtbot.addWidget(window)
    assert window.pages.count() == len(list((resources() / "manual").glob("[0-9]*.md")))
    for row in range(window.pages.count()):
        window.pages.setCurrentRow(row)
        title = window.pages.item(row).text()
        assert window.page.toPlainText().startswith(title)
    assert "|" not in window.page.toPlainText()  # tables are drawn as tables
