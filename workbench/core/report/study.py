"""A study as a report: dependence, warnings, scenarios, cooperation models, findings, sources.

A report is a list of sections of text, tables and pictures, made from what the project holds now;
:func:`page` writes it as one HTML page that stands alone. What cannot be computed is said.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from workbench.core import countries
from workbench.core.checks import check
from workbench.core.figures import Basis
from workbench.core.indicators import all_indicators
from workbench.core.measure import measure
from workbench.core.overview import overview
from workbench.core.problem import DataRefused, Problem, condensed
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.report.block_picture import picture
from workbench.core.report.chart_figures import blocks
from workbench.core.report.page import END, begin, listed, table
from workbench.core.report.wording import readable, sources
from workbench.core.simulation.measures import MEASURES
from workbench.core.simulation.result import Result
from workbench.core.simulation.run import run_all

MOST_SCENARIOS = 8
MOST_MATERIALS = 12
"""Materials whose indicators are listed: those with the largest imports."""
_HEADLINE = (
    "top_partner_share",
    "hhi",
    "effective_suppliers",
    "import_dependence",
    "self_sufficiency",
    "supply_risk_eu",
    "geopolrisk",
    "korea_watch_grade",
)


@dataclass(frozen=True)
class Section:
    """One part of a report: text, then tables with their captions, then pictures."""

    title: str
    text: tuple[str, ...] = ()
    tables: tuple[tuple[str, pd.DataFrame], ...] = ()
    pictures: tuple[str, ...] = ()
    """SVG elements."""


@dataclass(frozen=True)
class Report:
    """A study as a report."""

    title: str
    sections: tuple[Section, ...] = field(default_factory=tuple)


def report(project: Project, progress: Progress | None = None) -> Report:
    """Return the report of a project.

    Raises:
        Cancelled: if ``progress`` says so.
    """
    told = progress or Progress()
    title = project.setting("title") or "Supply-chain risk study"
    basis: Basis = "quantity" if project.setting("basis") == "quantity" else "value"
    makers: tuple[tuple[str, Callable[[], Section]], ...] = (
        ("On whom do we depend?", lambda: _dependence(project, basis)),
        ("Would we have been warned?", lambda: _warnings(project)),
        ("What happens if they stop?", lambda: _scenarios(project)),
        ("How exposed are we?", lambda: _exposure(project)),
        ("Cooperation models", lambda: _models(project)),
        ("Findings about the data", lambda: _findings(project)),
        ("Where the figures come from", lambda: _sources(project)),
    )
    sections = []
    for place, (heading, make) in enumerate(makers):
        told.step(place, len(makers), heading)
        try:
            sections.append(_worded(project, make()))
        except DataRefused as refused:
            words = tuple(str(problem) for problem in refused.problems)
            sections.append(Section(heading, ("This part cannot be computed.", *words)))
    told.step(len(makers), len(makers), "done")
    return Report(title, tuple(sections))


def _worded(project: Project, section: Section) -> Section:
    """Return a section with its tables in words."""
    tables = tuple((caption, readable(project, frame)) for caption, frame in section.tables)
    return replace(section, tables=tables)


def page(made: Report) -> str:
    """Return a report as one HTML page without scripts; every text of the data is escaped."""
    parts = [begin(made.title)]
    for section in made.sections:
        parts.append(f"<h2>{html.escape(section.title)}</h2>")
        parts += [f"<p>{html.escape(words)}</p>" for words in section.text[:1]]
        if len(section.text) > 1:
            parts.append(listed(section.text[1:]))
        for caption, frame in section.tables:
            parts += [f"<h3>{html.escape(caption)}</h3>", table(frame)]
        parts += [f"<figure>{drawn}</figure>" for drawn in section.pictures]
    return "\n".join([*parts, END])


def _dependence(project: Project, basis: Basis) -> Section:
    found = overview(project, basis)
    shown = found.rename(columns={"material": "key"})[
        ["key", "name", "period", "top_partner", "top_share", "hhi", "imports"]
    ]
    largest = found.sort_values("imports", ascending=False)["material"].head(MOST_MATERIALS)
    years = found.set_index("material")["period"].str.rstrip("*")
    rows = [_headline(project, basis, str(name), years[name]) for name in largest if years[name]]
    tables = [("Latest year of each material", shown)]
    if rows:
        tables.append(("Indicators of that year", pd.concat(rows, ignore_index=True)))
    home = countries.display_name(project, project.home) if project.home else ""
    text = (
        f"Home is {home or 'not set'}; shares of imports by {basis}. A year marked * is"
        " not reported in full. HHI is 1 when one country supplies everything."
    )
    return Section(
        title="On whom do we depend?",
        text=(text,),
        tables=tuple(tables),
        pictures=tuple(picture(block) for block in blocks(project, [])),
    )


def _headline(project: Project, basis: Basis, material: str, year: str) -> pd.DataFrame:
    """Return the chief indicators of a material, on the basis of the study where that can be."""
    found = measure(project, material=material, period=year, keys=_HEADLINE)
    first = found[found["basis"] == basis]
    other = found[(found["basis"] != basis) & (found["status"] == "ok")]
    known = set(first.loc[first["status"] == "ok", "indicator"])
    rows = pd.concat([first, other[~other["indicator"].isin(known)]])
    rows = (
        rows.drop_duplicates("indicator", keep="last").set_index("indicator").loc[list(_HEADLINE)]
    )
    titles = [all_indicators()[key].title for key in _HEADLINE]
    rows = rows.reset_index(drop=True).assign(indicator=titles)
    return rows[["material", "period", "indicator", "value", "unit", "basis", "status", "note"]]


def _warnings(project: Project) -> Section:
    from workbench.core.warning.watch import watch  # noqa: PLC0415 - slow to load

    found = watch(project)
    thin = found.materials[found.materials["status"] != "ok"]
    columns = ["grade", "material", "partner", "rule", "period", "value", "threshold", "sentence"]
    text = f"As things stood at the end of {found.as_of or 'no day: nothing was ever known'}."
    tables = [("Alarms", found.alarms[columns])]
    if len(thin):
        tables.append(("Too thin to judge: no all-clear", thin[["material", "status", "reason"]]))
    return Section("Would we have been warned?", (text,), tuple(tables))


def _scenarios(project: Project) -> Section:
    names = [str(name) for name in project["scenarios"]["scenario"]][:MOST_SCENARIOS]
    if not names:
        return Section("What happens if they stop?", ("The project has no scenarios.",))
    results = run_all(project, names)
    first, last = results[0].window
    tables = [("Shortage and dependence", _summary(results))]
    table = project["scenarios"]
    pairs = zip(table["scenario"], table["name"], strict=True)
    titles = {key: f"{name} ({key})" if name else key for key, name in pairs}
    tables += [(f"Dependence shift: {titles[each.scenario]}", _shift(each)) for each in results]
    left = [f"{titles[each.scenario]}: {one}" for each in results for one in each.left_out]
    text = f"Simulated month by month; sums and shares of {first} to {last}, by quantity."
    every, past = blocks(project, results), blocks(project, [])
    pictures = tuple(picture(block) for block in every[: len(every) - len(past)])
    return Section("What happens if they stop?", (text, *left), tuple(tables), pictures)


def _summary(results: Sequence[Result]) -> pd.DataFrame:
    wanted = ("shortage", "shortage_months", "import_dependence", "hhi_imports")
    parts = []
    for each in results:
        part = each.summary[each.summary["measure"].isin(wanted)]
        meaning = part["measure"].map(MEASURES)
        changed = (part["base"] - part["scenario"]).abs() > 0
        shown = part.assign(run=each.scenario, meaning=meaning)[changed]
        parts.append(shown[["run", "material", "measure", "base", "scenario", "meaning"]])
    return pd.concat(parts, ignore_index=True)


def _shift(result: Result) -> pd.DataFrame:
    rows = result.shift
    rows = rows[rows["change"].abs() > 5e-4]
    return rows[["material", "country", "base_share", "scenario_share", "change"]]


def _exposure(project: Project) -> Section:
    from workbench.core.simulation.exposure.table import exposure  # noqa: PLC0415 - slow to load

    found = exposure(project)
    columns = ["kind", "name", "material", "impact", "time_to_survive", "time_to_recover", "status"]
    rows = found.table.sort_values("time_to_survive", kind="stable")[columns].head(30)
    text = (
        "What the failure of each supplier, source or country would mean: profit lost until it has"
        " recovered, and weeks until demand is no longer served."
    )
    return Section("How exposed are we?", (text,), (("The shortest times to survive", rows),))


def _models(project: Project) -> Section:
    from workbench.core.appraisal import ranking  # noqa: PLC0415 - slow to load
    from workbench.core.appraisal.appraise import appraise, weighed  # noqa: PLC0415

    if not len(project["projects"]):
        return Section("Cooperation models", ("The project has none.",))
    found = appraise(project, weighed(project))
    text = (
        "Each set into the same world without any of them; the base and every scenario equally"
        " likely; 5-95 % bands over schedule, yield and the spreads of shocks."
    )
    tables = (
        ("Money and delivery", ranking.money_table(found)),
        ("What they change", ranking.figures_table(found)),
        ("Share of countries in supply", ranking.shares_table(found)),
    )
    return Section("Cooperation models", (text,), tables)


def _findings(project: Project) -> Section:
    found = list(condensed(check(project)))
    frame = pd.DataFrame(
        [(p.severity, _place(p), str(p.message), p.remedy) for p in found],
        columns=["severity", "place", "finding", "remedy"],
    )
    text = f"{len(found)} findings." if found else "None."
    return Section("Findings about the data", (text,), (("Findings", frame),) if found else ())


def _place(problem: Problem) -> str:
    return " ".join(part for part in (problem.table, problem.column, problem.value) if part)


def _sources(project: Project) -> Section:
    return Section(
        "Where the figures come from",
        ("Every row of the project leads back to one of these.",),
        (("Files and publications", sources(project["origins"])),),
    )
