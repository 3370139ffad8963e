"""Build resources/sample/graphite.xlsx from the figures in resources/sample/figures.

Run from anywhere: ``python tools/build_sample.py [OUT.xlsx]``. It reads nothing else.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from sample import chain, materials, model, trade
from sample.part import YEARS, Part, Row

from workbench.core.project import Project, from_records
from workbench.core.report.workbook import export_workbook
from workbench.paths import sample_workbook

_DATE = (2025, 1, 31, 0, 0, 0)


def parts() -> list[Part]:
    """Return every part of the study."""
    exports = {year: chain.cells_made(year) / 2 for year in YEARS}
    return [
        model.settings(),
        materials.materials(),
        trade.artificial_graphite(),
        trade.natural_graphite(),
        trade.urea(),
        trade.cells(exports),
        chain.production(),
        chain.demand(),
        chain.suppliers(),
        chain.capacity(),
        chain.recipes(),
        *model.cooperation(),
        model.rules(),
        *model.scenarios(),
        model.events(),
        model.notes(),
    ]


def build() -> Project:
    """Return the sample study."""
    tables: defaultdict[str, list[Row]] = defaultdict(list)
    every = parts()
    for each in every:
        tables[each.table] += each.rows
    tables["origins"] = list(_origins(every))
    return from_records(tables)


def _origins(every: Iterable[Part]) -> Iterable[Row]:
    number = 0
    for each in every:
        for key, source in each.sources:
            number += 1
            yield {"origin": number, "table": each.table, "key": key, "source": source}


def freeze(path: Path) -> None:
    """Give the workbook fixed dates, so that the same figures make the same bytes."""
    with zipfile.ZipFile(path) as book:
        members = [(entry.filename, book.read(entry)) for entry in book.infolist()]
    stamp = rb"\g<1>" + model.WRITTEN.encode() + rb"T00:00:00Z\g<2>"
    dates = re.compile(rb"(<dcterms:\w+[^>]*>)[^<]*(</dcterms:\w+>)")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in members:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(entry, dates.sub(stamp, content) if "docProps" in name else content)


def main() -> None:
    """Write the workbook."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else sample_workbook()
    path.parent.mkdir(parents=True, exist_ok=True)
    project = build()
    export_workbook(project, path)
    freeze(path)
    print(f"{path}: {sum(len(frame) for frame in project.tables.values())} rows")


if __name__ == "__main__":
    main()
