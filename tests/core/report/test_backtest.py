"""The page of a back-test stands alone, takes no text for markup, and gives chance its due."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from workbench.core import periods
from workbench.core.project import from_records
from workbench.core.report.backtest import page, verdict
from workbench.core.report.backtest_picture import VERDICTS, events_of, picture
from workbench.core.report.backtest_sheets import sheets, write_workbook
from workbench.core.warning.backtest import backtest

EVIL = "<script>alert('urea & co')</script>"


@pytest.fixture(scope="module")
def found():
    first = periods.span("2018-01")[0]
    amounts = [100.0] * 48
    amounts[26] = amounts[41] = 10.0
    trade = [
        {
            "period": periods.month_name(first + number),
            "flow": "import",
            "reporter": "KOR",
            "partner": "CHN",
            "material": EVIL,
            "quantity": amount,
            "value": amount,
        }
        for number, amount in enumerate(amounts)
    ]
    event = {"date": "2020-06-15", "country": "CHN", "material": EVIL, "kind": "export control"}
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": EVIL, "unit": "t"}],
            "trade": trade,
            "events": [{**event, "text": "=1+1 <b>control</b>"}],
        }
    )
    return backtest(project, rules=["volume_drop", "export_control"])


def test_that_the_page_needs_nothing_else_and_shows_texts_as_they_are(found):
    text = page(found)
    assert "<script" not in text
    assert "<b>control" not in text
    assert "&lt;script&gt;" in text
    assert re.findall(r"(?:src|href)\s*=", text) == []
    assert "default-src 'none'" in text


def test_that_the_outcome_is_told_beside_what_chance_would_reach(found):
    told = " ".join(verdict(found))
    assert "Of 1 cases (an event and a country) the rules on figures warned of 1 before" in told
    assert "chance alone would have reached" in told
    assert "1 were false" in told
    assert "Median lead time of the hits: 2 months." in told


def test_that_the_picture_is_sound_and_marks_events_and_alarms(found):
    drawn = ET.fromstring(picture(found, EVIL))  # noqa: S314 - made by ourselves
    boxes = [part.get("fill") for part in drawn.iter() if part.tag.endswith("rect")]
    keys = len(VERDICTS)
    assert boxes.count(VERDICTS["true"]) == 1 + 1  # the key, and the month before the event
    assert boxes.count(VERDICTS["false"]) == 1 + 1
    assert boxes.count(VERDICTS["echo"]) == 1 + 6  # the control stands for six months
    assert len([box for box in boxes if box in VERDICTS.values()]) == keys + 8
    assert [words for _, words in events_of(found, EVIL)] == ["2020-06-15 CHN: =1+1 <b>control</b>"]


def test_that_the_workbook_holds_numbers_and_no_formula(found, tmp_path):
    path = tmp_path / "back-test.xlsx"
    write_workbook(found, path)
    book = load_workbook(path)
    assert book.sheetnames == list(sheets(found))
    scores = book["scores"]
    heads = [cell.value for cell in scores[1]]
    assert scores.cell(2, heads.index("watched_years") + 1).value == pytest.approx(
        found.scores["watched_years"].iloc[0]
    )
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.rows for cell in row}
    assert "f" not in kinds
    assert book["alarms"].max_row == len(found.episodes) + 1


def test_that_data_that_do_not_allow_an_answer_say_so():
    event = {"date": "2021-10-15", "country": "CHN", "material": "urea", "kind": "export control"}
    row = {"period": "2021", "flow": "import", "reporter": "KOR", "partner": "CHN"}
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "urea"}],
            "trade": [{**row, "material": "urea", "quantity": 5.0}],
            "events": [event],
        }
    )
    found = backtest(project)
    assert verdict(found)[0] == "None of the events can be answered."
    assert "no months" in page(found)
    quiet = project.replace({"events": project["events"].iloc[:0]})
    assert "nothing that could have been foretold" in verdict(backtest(quiet))[0]
