"""The exported workbook in another spreadsheet program: opened, shown, saved again, read back."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from workbench.core.formats import read_files
from workbench.core.problem import errors
from workbench.core.project import Project, differing
from workbench.core.report.workbook import export_workbook
from workbench.core.simulation.run import run

XLSX = "xlsx:Calc MS Excel 2007 XML"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

if OFFICE:  # elsewhere there is nothing to open the workbook with

    @pytest.fixture(scope="module")
    def written(tmp_path_factory: pytest.TempPathFactory, graphite: Project) -> Path:
        """The sample with two scenarios, as we export it."""
        path = tmp_path_factory.mktemp("export") / "graphite.xlsx"
        runs = [run(graphite, name) for name in ("china-licence", "us-demand")]
        export_workbook(graphite, path, runs)
        return path

    @pytest.fixture(scope="module")
    def saved_again(written: Path) -> Path:
        """The same workbook, opened and saved by LibreOffice."""
        return converted(written, XLSX)

    def converted(path: Path, form: str) -> Path:
        folder = path.parent / "again"
        profile = (path.parent / "profile").as_uri()
        done = subprocess.run(
            [
                *(OFFICE, "--headless", "--norestore", f"-env:UserInstallation={profile}"),
                *("--convert-to", form, "--outdir", folder, path),
            ],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        made = folder / path.with_suffix("." + form.partition(":")[0]).name
        assert made.exists(), done.stderr
        return made

    def test_that_what_libreoffice_saves_imports_to_an_equal_project(
        saved_again: Path, graphite: Project
    ) -> None:
        """The sample has figures of at most 12 digits; LibreOffice keeps 15."""
        imported = read_files([saved_again], Project())
        assert errors(imported.problems) == ()
        assert imported.project is not None
        assert differing(graphite, imported.project) == frozenset()

    def test_that_every_chart_is_still_drawn_from_the_same_cells(
        written: Path, saved_again: Path
    ) -> None:
        ours, theirs = (openpyxl.load_workbook(path) for path in (written, saved_again))
        drawn = [sources(book) for book in (ours, theirs)]
        assert len(drawn[0]) == len(ours["charts"]._charts) > 6
        assert drawn[0] == drawn[1]
        figures = [list(book["chart figures"].values) for book in (ours, theirs)]
        assert [row[0] for row in figures[0] if row[0]] == [row[0] for row in figures[1] if row[0]]

    def sources(book: openpyxl.Workbook) -> list[list[str]]:
        """Return the cells of every series of every chart, in any order of the charts."""
        return sorted(
            [
                (series.val or series.yVal).numRef.f.replace("'", "").replace("$", "")
                for series in chart.series
            ]
            for chart in book["charts"]._charts
        )

    def test_that_the_charts_are_on_the_printed_pages(written: Path) -> None:
        only = written.with_name("charts.xlsx")
        hide_all_but_charts(written, only)
        pages = [page for page in streams(converted(only, "pdf")) if page.count(b" l\n") > 100]
        shown = openpyxl.load_workbook(written)["charts"]._charts
        assert len(pages) == -(-len(shown) // 4)  # four charts on a page

    def streams(path: Path) -> Iterator[bytes]:
        """Yield what a PDF draws; the content of a page is a stream of its own."""
        for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", path.read_bytes(), re.DOTALL):
            with suppress(zlib.error):
                yield zlib.decompress(packed)

    def hide_all_but_charts(source: Path, target: Path) -> None:
        """Copy a workbook so that only the charts are shown and printed."""
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
            for name in old.namelist():
                part = old.read(name)
                if name == "xl/workbook.xml":
                    part = part.replace(b'state="visible"', b'state="hidden"')
                    place = part.index(b'name="charts"')
                    shown = part[place:].replace(b'state="hidden"', b'state="visible"', 1)
                    part = part[:place] + shown
                new.writestr(name, part)
