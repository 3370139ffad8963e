"""Write the page of the manual that lists all tables, from the schema.

``python tools/build_manual.py``; a test fails while the page is not what the schema says.
"""

from __future__ import annotations

from pathlib import Path

from workbench.core import schema, screens
from workbench.core.indicators import all_indicators
from workbench.core.shocks import Parameter, all_shocks

PAGE = Path(__file__).resolve().parent.parent / "resources" / "manual" / "2-tables.md"

ROOM = """
The room *Indicators* shows all of them for the chosen material, by value or quantity, by month,
quarter, half-year or year, with any country groups merged into one partner, and as they were known
on a day. A figure that cannot be computed says *missing* (data are lacking) or *undefined* (such as
0/0), and why; it is never shown as zero. *change* is against the period right before; the small
curve shows all periods; a badge says that a screening rule holds, or its grade. A material that is
reported by year is shown by year whatever length is chosen.

**How is this computed?** below the table gives the formula, the formula with this material's
numbers in it, what went into it and where that came from: double-click an input and its rows appear
in the pane *Tables*. The same question can be asked with the right mouse button in the list of
materials (share, HHI) and on the chart of shares. *Copy as text* takes all of it along.

**Thresholds** of the screening rules are published ones with their source. *Change ...* sets
another one for this project: it becomes a row of the table `settings`, one step that can be undone;
an empty cell or *As published* takes it away again. **Over time** draws all periods with the
thresholds on the indicator's own scale; of a rule it draws what the rule judges first, such as the
share of one country, and where it holds. Right-click to copy the figures of all periods.

*Shift ledger* > *Shift-share* takes the share of a country in several materials apart: its share in
the single materials changed (*within*), imports moved to materials in which it has another share
(*between*), or both at once.
""".strip().splitlines()
"""What is said about the indicators in the window."""


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
    lines += ["## Indicators", "", *ROOM, ""]
    for key, indicator in all_indicators().items():
        lines += [
            f"### {key}",
            "",
            f"{indicator.title} ({indicator.unit}; {indicator.family}): {indicator.meaning}.",
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
