from __future__ import annotations

from workbench.ui.widgets.notice import Notice


def test_that_a_notice_takes_no_space_without_a_text_and_asks_for_no_width(qtbot, look):
    notice = Notice("More", "Show all of it")
    qtbot.addWidget(notice)
    assert notice.isHidden()
    notice.show_text("x" * 400, "because\n<b>it</b> is so")
    assert notice.isVisible()
    assert notice.minimumSizeHint().width() < 200
    assert "because<br>&lt;b&gt;it" in notice.toolTip()
    with qtbot.waitSignal(notice.pressed):
        notice.button.click()
    for theme in ("dark", "light"):
        look.choose(theme)
        assert not notice.grab().isNull()
    notice.show_text("")
    assert notice.isHidden()
