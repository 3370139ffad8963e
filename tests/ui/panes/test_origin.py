"""The room Origin rules: a verdict with its reasons, the years at once, a rule added."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt

from workbench.core.project import from_records
from workbench.ui.panes._origin_rule import RuleDialog

VALUES = (("lithium", 400.0, "CHL"), ("nickel", 250.0, "KOR"), ("cobalt", 350.0, "CHN"))


def battery():
    """65 % of the value from countries that qualify; the share asked for rises by the year."""

    def rule(since, **more):
        return {"rule": "minerals", "from": since, "required_groups": "USA;FTA-US;JPN", **more}

    end = {"rule": "minerals", "from": "2028-01-01", "source": "an act"}
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [
                {"material": "battery"},
                *({"material": name, "price": value} for name, value, _ in VALUES),
            ],
            "suppliers": [
                {"supplier": f"{name} {country}", "country": country, "material": name}
                | {"volume": 12.0, "capacity": 120.0}
                for name, _, country in (*VALUES, ("cobalt", 0, "AUS"))
                if country != "AUS"
            ]
            + [{"supplier": "cobalt AUS", "country": "AUS", "material": "cobalt"}],
            "recipes": [
                {"output": "battery", "input": name, "quantity": 1.0} for name, _, _ in VALUES
            ],
            "rules": [
                rule("2024-01-01", threshold=0.5),
                rule("2026-01-01", threshold=0.7),
                rule("2027-01-01", threshold=0.5, excluded_groups="FEOC"),
                end,
            ],
        }
    )


@pytest.fixture
def room(window, qtbot):
    window.session.open(battery(), None, "battery")
    window.places.bring("origin")
    made = window.places.widget("origin")
    qtbot.waitUntil(lambda: made._seen is not None, timeout=20_000)
    return made


@pytest.fixture
def on(room, qtbot):
    """Go to a day and wait for the answer."""

    def go(year, month=6, day=1):
        date = QDate(year, month, day)
        room.date.setDate(date)
        text = date.toString("yyyy-MM-dd")
        qtbot.waitUntil(lambda: room._seen.date == text, timeout=20_000)

    return go


def column(view, name):
    place = [head.column for head in view.frames.headings].index(name)
    return [view.frames.index(row, place).data() for row in range(view.frames.rowCount())]


@pytest.mark.parametrize(
    ("year", "verdict", "reason"),
    [
        (2024, "pass", "at least 50% of the value must come from"),
        (2026, "fail", "it is 65.0%"),
        (2027, "fail", "which FEOC excludes"),
        (2028, "ended", "the rule asks for nothing more"),
    ],
)
def test_that_the_same_product_gets_another_answer_by_year(room, on, year, verdict, reason):
    on(year)
    assert room.finding.badge.text == verdict
    assert reason in room.finding.reasons.text()
    assert column(room.rules, "verdict") == [verdict]


def test_that_the_years_are_seen_at_once_and_a_click_jumps(room, qtbot):
    found = [(span.since, span.standing) for span in room.strip.spans()]
    assert found == [
        ("2023-01-01", "none"),
        ("2024-01-01", "pass"),
        ("2026-01-01", "fail"),
        ("2027-01-01", "fail"),
        ("2028-01-01", "ended"),
    ]
    assert "minerals: fail from 2026-01-01" in room.strip.accessibleDescription()
    spot = room.strip.rect().center()
    spot.setX(int(room.strip.place(QDate(2026, 3, 15))))
    spot.setY(room.strip._line + room.strip._line // 2)
    qtbot.mouseClick(room.strip, Qt.MouseButton.LeftButton, pos=spot)
    assert room.date.date().year() == 2026
    qtbot.waitUntil(lambda: room.finding.badge.text == "fail", timeout=20_000)


def test_that_the_keyboard_goes_from_change_to_change(room, on, qtbot):
    on(2024)
    qtbot.keyClick(room.strip, Qt.Key.Key_Right)
    assert room.date.date() == QDate(2026, 1, 1)
    qtbot.keyClick(room.strip, Qt.Key.Key_Left)
    assert room.date.date() == QDate(2024, 1, 1)


def test_that_slider_and_day_go_together(room):
    room.date.setDate(QDate(2025, 4, 9))
    assert room.slider.value() == 27
    room.slider.setValue(36)
    assert room.date.date() == QDate(2026, 1, 1)


def test_that_the_rows_say_what_binds_and_the_change_what_passes(room, on):
    on(2027)
    rows = room.finding.rows
    binding = dict(zip(column(rows, "material"), column(rows, "binding"), strict=True))
    assert binding == {"lithium": "", "nickel": "", "cobalt": "binding"}
    assert column(rows, "counts") == ["qualifies", "qualifies", "excluded"]
    assert room.finding.bar.text() == "65.0 %; 50 % needed"
    data = room.finding.change.data()
    then = dict(zip(data.iloc[:, 0], data["then"], strict=True))
    assert then == pytest.approx({"cobalt CHN: cobalt": 0.0, "cobalt AUS: cobalt": 1.0})
    assert "2 sources have to change" in room.finding.change.sentence.text()


def test_that_a_material_without_a_price_leaves_the_verdict_unknown(room, on, window, qtbot):
    on(2026)
    project = window.session.project
    materials = project["materials"]
    label = int(materials.index[materials["material"] == "cobalt"][0])
    from workbench.core import edit

    before = room._seen
    window.session.edit("Edit", edit.set_cell(project, "materials", label, "price", ""))
    qtbot.waitUntil(lambda: room._seen is not before, timeout=20_000)
    assert room.finding.badge.text == "unknown"
    assert "cobalt" in room.finding.change._detail.text()


def test_that_before_every_rule_there_is_none_in_force(room, on):
    on(2023)
    assert room.finding.title.text() == "No rule is in force on 2023-06-01"
    assert room.rules.frames.rowCount() == 0


def test_that_a_row_of_the_bill_selects_its_material(room, on, window, click_row):
    on(2026)
    click_row(room.finding.rows, 1)
    assert window.session.selection.material == "nickel"


def test_that_a_rule_is_added_as_a_copy_and_can_be_undone(room, on, window, qtbot):
    on(2028, 7, 1)
    qtbot.mouseClick(room.add, Qt.MouseButton.LeftButton)
    dialog = room.findChild(RuleDialog)
    assert dialog.name.text() == "minerals"
    assert dialog.since.date() == QDate(2028, 7, 1)
    assert dialog.threshold.value() == 50.0
    assert dialog.texts["excluded_groups"].text() == "FEOC"
    dialog.since.setDate(QDate(2028, 1, 1))
    dialog.accept()
    assert "is" in dialog.wrong.text()  # the rule has a row of that day
    assert dialog.isVisible()
    dialog.since.setDate(QDate(2028, 7, 1))
    dialog.threshold.setValue(90.0)
    before = room._seen
    dialog.accept()
    rules = window.session.project["rules"]
    assert rules.iloc[-1][["rule", "from", "threshold"]].tolist() == ["minerals", "2028-07-01", 0.9]
    qtbot.waitUntil(lambda: room._seen is not before, timeout=20_000)
    assert room.finding.badge.text == "fail"
    window.session.undo.undo()
    assert len(window.session.project["rules"]) == len(rules) - 1


def test_that_without_a_recipe_the_room_says_what_a_product_is(window):
    window.session.open(from_records({"materials": [{"material": "sand"}]}), None, "sand")
    window.places.bring("origin")
    room = window.places.widget("origin")
    assert room.finding.title.text() == "No product to test"


def test_that_the_cell_of_the_example_fails_for_graphite_from_china(opened, settled, qtbot):
    opened.places.bring("origin")
    room = opened.places.widget("origin")
    qtbot.waitUntil(lambda: room._seen is not None, timeout=30_000)
    settled()
    assert room.finding.badge.text == "fail"
    assert column(room.rules, "verdict") == ["fail", "unknown"]
    binding = [
        c
        for c, b in zip(
            column(room.finding.rows, "country"), column(room.finding.rows, "binding"), strict=True
        )
        if b
    ]
    assert "China" in binding
    ended = [span.since for span in room.strip.spans() if span.standing == "ended"]
    assert ended == ["2025-10-01", "2025-10-01"]
