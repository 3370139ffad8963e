"""Names of the sheets we write beside the tables; known without loading what writes them."""

from __future__ import annotations

HOW_TO = "how to"
LISTS = "lists"
DEFINITIONS = "definitions"
SOURCES = "sources"
CHARTS = "charts"
FIGURES = "chart figures"
RESULT_SHEETS = ("balance", "flows", "shift", "summary", "compare")
APPRAISAL, RANKING, PORTFOLIO, ORIGIN = "appraisal", "ranking", "portfolio", "origin results"
DRAWN_SHEETS = ("fan", "chance", "survival", "inputs")
EXTRA_SHEETS = frozenset(
    {
        *(HOW_TO, LISTS, DEFINITIONS, SOURCES, CHARTS, FIGURES),
        *RESULT_SHEETS,
        *(APPRAISAL, RANKING, PORTFOLIO, ORIGIN),
        *DRAWN_SHEETS,
    }
)
"""Sheets we write that hold no table of the schema; the import passes over them."""
