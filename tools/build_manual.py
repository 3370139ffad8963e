"""Write the page of the manual that lists all tables, from the schema.

``python tools/build_manual.py``; a test fails while the page is not what the schema says.
"""

from __future__ import annotations

from pathlib import Path

from workbench.core import schema, screens
from workbench.core.indicators import all_indicators
from workbench.core.shocks import Parameter, all_shocks

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
    settings = (*schema.SETTINGS, *screens.settings())
    lines += [f"| {s.key} | {s.default} | {s.meaning} |" for s in settings]
    lines += ["", "## Kinds of shock", ""]
    for key, kind in all_shocks().items():
        targets = ", ".join((*kind.required, *(f"{name} (optional)" for name in kind.optional)))
        needed = f"; at least one of {', '.join(kind.any_of)}" if kind.any_of else ""
        lines += [f"### {key}", "", f"{kind.meaning}. Hits: {targets}{needed}.", ""]
        lines += ["| parameter | unit | default | range | meaning |", "|---|---|---|---|---|"]
        lines += [parameter_row(one) for one in (kind.size, *kind.parameters)]
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
            f"Range: {indicator.limits}. Example: {indicator.example}.",
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def parameter_row(parameter: Parameter) -> str:
    """Return the row of one parameter: its range is what the window offers."""
    default, span = f"{parameter.default:g}", f"{parameter.low:g} to {parameter.high:g}"
    if parameter.choices:
        default, span = parameter.choices[0], ", ".join(parameter.choices)
    if parameter.refers:
        default, span = "", {"materials": "a material", "hs": "digits"}[parameter.refers]
    cells = (parameter.name, parameter.unit, default, span, parameter.meaning)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
