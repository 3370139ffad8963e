"""The table ``origins`` during an import: one row for each sheet, and sources taken over."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from workbench.core import frames, schema
from workbench.core.formats._format import Part
from workbench.core.lettering import cell_name
from workbench.core.reading.sheets import Workbook
from workbench.core.values import Cell

_TABLE = schema.BY_NAME["origins"]
_FACTS = tuple(name for name in _TABLE.names if name != "origin")


class Origins:
    """Collects origins; numbers of older rows never change, because rows refer to them."""

    def __init__(self, old: pd.DataFrame, imported: str) -> None:
        self._old = old
        self._imported = imported
        self._fresh: list[dict[str, Cell]] = []
        self._next = int(old["origin"].max()) + 1 if len(old) else 1
        self._known = {self._facts(row) for row in old.to_dict("records")}

    @staticmethod
    def _facts(row: Mapping[Any, Any]) -> tuple[Cell, ...]:
        """Return what an origin says, apart from its number; NaN as None, which equals itself."""
        values = (row[name] for name in _FACTS)
        return tuple(None if isinstance(v, float) and math.isnan(v) else v for v in values)

    @property
    def changed(self) -> bool:
        """Whether there is anything new."""
        return bool(self._fresh)

    def add(self, workbook: Workbook, part: Part) -> int:
        """Note that a part comes from a sheet of a workbook; return the number of the origin."""
        row: dict[str, Cell] = {
            "table": part.table,
            "key": "*",
            "file": workbook.name,
            "sha256": workbook.sha256,
            "sheet": part.sheet,
            "row": float(part.rows.min()),
            "columns": ";".join(
                f"{name}={cell_name(1, number)[:-1]}"
                for name, number in part.columns.items()
                if number
            ),
            "imported": self._imported,
            "source": "",
        }
        return self._append(row)

    def note(self, table: str, key: str, workbook: Workbook, sheet: str, text: str) -> None:
        """Note something about the source of the rows that a key pattern fits."""
        file = {"file": workbook.name, "sha256": workbook.sha256, "sheet": sheet}
        row = {"table": table, "key": key, **file, "imported": self._imported, "source": text}
        self._append({"row": math.nan, "columns": "", **row})

    def take_over(self, rows: pd.DataFrame) -> None:
        """Take over the origins that a workbook brings along, unless they are known already."""
        for row in rows.to_dict("records"):
            if self._facts(row) not in self._known:
                self._append({name: row[name] for name in _FACTS})

    def _append(self, row: dict[str, Cell]) -> int:
        number = self._next
        self._next += 1
        self._fresh.append({"origin": float(number), **row})
        self._known.add(self._facts(row))
        return number

    def frame(self) -> pd.DataFrame:
        """Return the whole table."""
        fresh = frames.conform(_TABLE, pd.DataFrame(self._fresh, columns=list(_TABLE.names)))
        whole = pd.concat([self._old, fresh], ignore_index=True) if len(self._old) else fresh
        return frames.conform(_TABLE, whole)
