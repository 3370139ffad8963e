"""The manual says what the program does."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from workbench.cli import main
from workbench.core.formats import read_files
from workbench.core.project import Project
from workbench.core.simulation.run import run
from workbench.paths import resources, sample_workbook

ROOT = Path(__file__).resolve().parents[2]
MANUAL = resources() / "manual"


def test_that_the_page_on_tables_is_what_the_schema_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
    import build_manual

    assert build_manual.PAGE.read_text(encoding="utf-8") == build_manual.page()


def test_that_the_month_by_hand_is_what_the_simulation_gives() -> None:
    project = read_files([sample_workbook()], Project()).project
    assert project is not None
    text = (MANUAL / "3-simulation.md").read_text(encoding="utf-8")
    page = {float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*\.\d{3}", text)}
    balance = run(project, "china-licence").balance.query("material == 'artificial graphite'")
    rows = balance.set_index("period")
    for period, column in (
        ("2023-11", "demand"),
        ("2023-11", "stock"),
        ("2023-11", "production"),
        ("2023-12", "stock"),
        ("2024-01", "imports"),
        ("2024-01", "stock"),
        ("2024-04", "stock"),
        ("2024-05", "shortage"),
        ("2024-06", "shortage"),
    ):
        figure = rows.at[period, column]
        assert min(abs(figure - said) for said in page) < 0.0011, (period, column, figure)


def test_that_the_manual_names_every_command_and_no_other() -> None:
    text = (MANUAL / "4-command-line.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `workbench ([a-z-]+)", text, flags=re.MULTILINE))
    assert named == set(main.commands)


def test_that_the_window_finds_every_page_of_the_manual() -> None:
    digits = [path.name[0] for path in sorted(MANUAL.glob("*.md"))]
    assert digits == [str(number) for number in range(1, len(digits) + 1)]
