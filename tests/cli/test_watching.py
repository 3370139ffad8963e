"""Early warnings and their back-test from the command line."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from workbench.cli import main
from workbench.core.project import from_records
from workbench.core.storage.project_file import save
from workbench.paths import sample_workbook

SAMPLE = str(sample_workbook())


def run(*arguments: str):
    return CliRunner().invoke(main, ["watch", *arguments], prog_name="workbench")


def test_that_alarms_stand_as_they_would_have_then():
    done = run(SAMPLE, "--as-of", "2024-01", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert set(found) == {"as_of", "basis", "alarms", "materials", "unjudged"}
    rules = {(row["material"], row["rule"]) for row in found["alarms"]}
    assert {("natural graphite", "volume_drop"), ("urea", "export_control")} <= rules
    assert all(row["known"] <= "2024-01-31" for row in found["alarms"])
    before = json.loads(run(SAMPLE, "--as-of", "2023-10-19", "--json").stdout)
    assert "export_control" not in {row["rule"] for row in before["alarms"]}


def test_that_people_read_sentences_and_why_something_has_no_grade():
    done = run(SAMPLE, "--as-of", "2024-06")
    assert done.exit_code == 0, done.output
    assert "CHN supplied" in done.stdout
    assert "too thin to judge: not an all-clear" in done.stdout
    assert re.search(r"urea +too thin +only figures of years are known", done.stdout)


def test_that_the_backtest_of_the_sample_cannot_answer_for_urea():
    done = run(SAMPLE, "--backtest", "--material", "urea", "--json")
    found = json.loads(done.stdout)
    assert {row["date"]: row["outcome"] for row in found["events"]} == {
        "2021-10-15": "cannot be answered",
        "2023-11": "cannot be answered",
    }
    assert found["verdict"] == [
        "None of the events can be answered.",
        (
            "the data do not allow the answer: only figures of longer periods are there "
            "(2021 to 2024), no months"
        ),
    ]


def test_that_reports_are_written_where_they_are_asked_for(tmp_path):
    names = [tmp_path / f"report{suffix}" for suffix in (".html", ".xlsx", ".json")]
    out = ",".join(map(str, names))
    asked = ("--material", "natural graphite", "--from", "2023-01", "--to", "2024-06")
    done = run(SAMPLE, "--backtest", *asked, "--out", out)
    assert done.exit_code == 0, done.output
    assert names[0].read_text("utf-8").startswith("<!DOCTYPE html>")
    assert names[1].read_bytes()[:2] == b"PK"
    found = json.loads(names[2].read_text("utf-8"))
    assert (found["from"], found["to"], found["homes"]) == ("2023-01", "2024-06", ["KOR"])
    assert f"wrote {names[0]}" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--as-of", "lately"), "neither a day"),
        (("--rules", "moon"), "there are export_control"),
        (("--material", "moon"), "the table materials has no 'moon'"),
        (("--out", "x.html"), "go with --backtest"),
        (("--backtest", "--as-of", "2021"), "not --as-of"),
        (("--backtest", "--out", "x.pdf"), "must end in"),
    ],
)
def test_that_wrong_usage_says_what_is_wrong(arguments, words):
    done = run(SAMPLE, *arguments)
    assert done.exit_code == 2
    assert words in " ".join(done.output.split())


def test_that_a_wrong_threshold_is_refused(tmp_path):
    path = tmp_path / "study.scrw"
    rows = [
        {"key": "home", "value": "KOR"},
        {"key": "warning.share_level.threshold", "value": "50"},
    ]
    save(from_records({"settings": rows}), path)
    refused = run(str(path), "--json")
    assert refused.exit_code == 3
    assert "0 to 1" in json.loads(refused.stdout)["refused"][0]["reason"]
