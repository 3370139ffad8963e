"""Write the page of the manual that lists all tables, from the schema.

``python tools/build_manual.py``; a test fails while the page is not what the schema says.
"""

from __future__ import annotations

from pathlib import Path

from workbench.core import schema
from workbench.core.indicators import all_indicators
from workbench.core.shocks import all_shocks

PAGE = Path(__file__).resolve().parent.parent / "resources" / "manual" / "2-tables.md"


def page() -> str:
    """Return the page: tables and columns, settings, kinds of shock, indicators."""
    lines = [
        "# Tables, shocks and indicators",
        "",
        "Sheets and headers of our workbooks have exactly these names. A `*` marks the key; an",
        "empty cell means not known.",
        "",
    ]
    for table in schema.TABLES:
        lines += [f"## {table.name}", "", f"{table.meaning}.", ""]
        lines += ["| column | unit | may hold | meaning |", "|---|---|---|---|"]
        for column in table.columns:
            name = f"{column.name} *" if column.key else column.name
            lines.append(f"| {name} | {column.unit} | {column.expected} | {column.meaning} |")
        lines.append("")
    lines += ["## Keys of the table settings", "", "| key | default | meaning |", "|---|---|---|"]
    lines += [f"| {s.key} | {s.default} | {s.meaning} |" for s in schema.SETTINGS]
    lines += ["", "## Kinds of shock", ""]
    for key, kind in all_shocks().items():
        targets = ", ".join((*kind.required, *(f"{name} (optional)" for name in kind.optional)))
        lines += [f"### {key}", "", f"{kind.meaning}. Hits: {targets}.", ""]
        lines += ["| parameter | unit | default | meaning |", "|---|---|---|---|"]
        for parameter in (kind.size, *kind.parameters):
            default = parameter.choices[0] if parameter.choices else f"{parameter.default:g}"
            lines.append(
                f"| {parameter.name} | {parameter.unit} | {default} | {parameter.meaning} |"
            )
        lines.append("")
    lines += ["## Indicators", ""]
    for key, indicator in all_indicators().items():
        lines += [
            f"### {key}",
            "",
            f"{indicator.title} ({indicator.unit}): {indicator.meaning}.",
            "",
            f"`{indicator.formula}`. Source: {indicator.source}.",
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
