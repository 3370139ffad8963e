"""The command report."""

from __future__ import annotations

import os
import subprocess
import sys

from click.testing import CliRunner

from workbench.cli import main
from workbench.paths import sample_workbook


def test_that_page_and_pdf_are_written_without_a_screen(tmp_path):
    page, pdf = tmp_path / "a.html", tmp_path / "a.pdf"
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "QT_QPA_PLATFORM")}
    outcome = subprocess.run(
        [sys.executable, "-m", "workbench", "report", sample_workbook(), f"{page},{pdf}"],
        env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    assert "On whom do we depend?" in page.read_text(encoding="utf-8")
    assert pdf.read_bytes().startswith(b"%PDF")


def test_that_other_kinds_of_file_are_wrong_usage(tmp_path):
    outcome = CliRunner().invoke(main, ["report", str(sample_workbook()), str(tmp_path / "a.docx")])
    assert outcome.exit_code == 2
