"""Figures with all that indicators need besides: other years, the world, countries, inputs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import countries
from workbench.core.counting import Wanted
from workbench.core.figures import Basis, CountryFacts, Facts, Figures, MaterialFacts
from workbench.core.grouping import group_of, merged
from workbench.core.history import figures_of, wanted_of
from workbench.core.periods import Grain
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.reported import home_codes, home_production, home_trade
from workbench.core.schema import BY_NAME
from workbench.core.screens import screens
from workbench.core.worldwide import Worldwide

Need = Literal["other", "years", "world", "exporters", "inner", "inputs"]
NEEDS: tuple[Need, ...] = ("other", "years", "world", "exporters", "inner", "inputs")
"""``other``: the other basis; ``years``: earlier years; ``world``: production of all countries;
``exporters``: exports of all countries; ``inner``: trade inside a group as home; ``inputs``:
the figures of what the material is made from."""

Ints = npt.NDArray[np.int64]
_STAGES = BY_NAME["materials"].column("stage").choices


@dataclass(frozen=True)
class _Rows:
    """What every figure of a call is made from."""

    project: Project
    trade: pd.DataFrame
    made: pd.DataFrame
    common: Facts
    materials: dict[str, MaterialFacts]
    into: dict[str, str]
    needs: frozenset[str]
    worldwide: Worldwide


def figures_with_facts(
    project: Project,
    *,
    basis: Basis,
    needs: Collection[Need] = NEEDS,
    material: str = "",
    period: str = "",
    grain: Grain | None = None,
    groups: Sequence[str] = (),
    as_of: str = "",
    progress: Progress | None = None,
) -> Iterator[Figures]:
    """Yield figures as :func:`workbench.core.history.figures` does, with the facts that are needed.

    Args:
        project: the project.
        basis: by value or by quantity.
        needs: which facts to gather; see :data:`NEEDS`. Facts about countries and the material
            and the thresholds of screens are always there.
        material: only this one.
        period: only this one.
        grain: one length for all periods.
        groups: country groups, each merged into one partner.
        as_of: as things stood at the end of this day or period; empty for the newest figures.
        progress: told how far it is.

    Raises:
        ValueError: if ``period`` or ``as_of`` is no period, or a group is unknown.
        Cancelled: if ``progress`` says so.
    """
    names = (material,) if material else tuple(map(str, project["materials"]["material"]))
    wants_inputs = "inputs" in needs
    inputs = inputs_of(project, names) if wants_inputs else {}
    others = tuple(dict.fromkeys(name for part in inputs.values() for name in part))
    rows = _gathered(project, material, others, groups, as_of, frozenset(needs))
    wanted = wanted_of(names, (rows.trade, rows.made), period, grain)
    before = _inputs(rows, wanted, others) if others else {}
    for figure in _stream(rows, wanted, basis, progress or Progress()):
        made_from = inputs.get(figure.material, ())
        found = [before[name, figure.period] for name in made_from]
        if found:
            figure = _given_inputs(figure, tuple(found))  # noqa: PLW2901
        yield figure


def inputs_of(project: Project, names: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return what each material is made from at an earlier stage of the chain, by its recipes.

    An input counts where the stages of both are given and its own comes first: raw, refined,
    intermediate, component, product.
    """
    materials, recipes = project["materials"], project["recipes"]
    stages = zip(materials["material"].tolist(), materials["stage"].tolist(), strict=True)
    rank = {name: _STAGES.index(stage) for name, stage in stages if stage in _STAGES}
    found: dict[str, list[str]] = {}
    for output, used in zip(recipes["output"].tolist(), recipes["input"].tolist(), strict=True):
        fits = output in rank and used in rank and rank[used] < rank[output]
        if fits and output in names and used not in found.setdefault(output, []):
            found[output].append(used)
    return {name: tuple(used) for name, used in found.items() if used}


def _gathered(
    project: Project,
    material: str,
    others: tuple[str, ...],
    groups: Sequence[str],
    as_of: str,
    needs: frozenset[str],
) -> _Rows:
    chosen = (material, *(name for name in others if name != material)) if material else ("",)
    trade = [home_trade(project, name, as_of=as_of) for name in chosen]
    made = [home_production(project, name, as_of=as_of) for name in chosen]
    common = Facts(
        countries=country_facts(project),
        currency=project.setting("currency"),
        screens=screens(project),
    )
    return _Rows(
        project=project,
        trade=trade[0] if len(trade) == 1 else pd.concat(trade),
        made=made[0] if len(made) == 1 else pd.concat(made),
        common=common,
        materials=material_facts(project),
        into=group_of(project, groups),
        needs=needs,
        worldwide=Worldwide.gathered(project, chosen, as_of, needs),
    )


def country_facts(project: Project) -> CountryFacts:
    """Return what is known about countries: the project's rows before the built-in ones."""
    table = countries.known(project)
    codes = table["country"].astype(str).tolist()

    def known(column: str) -> dict[str, float]:
        values = zip(codes, table[column].tolist(), strict=True)
        return {code: value for code, value in values if np.isfinite(value)}

    return CountryFacts(
        home=project.home,
        inside=home_codes(project),
        governance=known("governance"),
        stability=known("political_stability"),
        trade_parameter=known("trade_parameter"),
        own=frozenset(project["countries"]["country"].astype(str)),
    )


def material_facts(project: Project) -> dict[str, MaterialFacts]:
    """Return what the table ``materials`` says about every material."""
    table = project["materials"]
    columns = ("unit", "stage", "substitution_index", "recycling_rate", "economic_importance")
    rows = zip(*(table[name].tolist() for name in ("material", *columns)), strict=True)
    return {str(name): MaterialFacts(*told) for name, *told in rows}


def _stream(rows: _Rows, asked: Wanted, basis: Basis, progress: Progress) -> Iterator[Figures]:
    """Yield the asked figures, each linked to the other basis and to the years before."""
    years = _window(rows.common) if "years" in rows.needs else 1
    wanted, shown = _with_earlier(asked, years)
    other: Basis = "quantity" if basis == "value" else "value"
    bases = (basis, other) if "other" in rows.needs else (basis,)
    quiet = Progress()
    streams = [
        figures_of(wanted, rows.trade, rows.made, side, progress if side == basis else quiet)
        for side in bases
    ]
    facts = rows.worldwide.about(wanted, bases)
    past: dict[tuple[int, int], tuple[Figures, ...]] = {}
    last = -1
    for slot, sides in enumerate(zip(*streams, strict=True)):
        material, first = int(wanted.material[slot]), int(wanted.first[slot])
        months = int(wanted.months[slot])
        if material != last:
            past, last = {}, material
        about = rows.materials.get(sides[0].material, MaterialFacts())
        found = []
        for place, side in enumerate(sides):
            common = replace(rows.common, material=about, **facts(slot, side.basis))
            spans = [(first - 12 * back, months) for back in range(1, years)]
            earlier = tuple(past[span][place] for span in spans if span in past)
            given = merged(side, rows.into) if rows.into else side
            found.append(replace(given, facts=common, earlier=earlier))
        if len(found) == 2:
            one, two = found
            found = [replace(one, other=two), replace(two, other=one)]
        past[first, months] = tuple(found)
        if shown[slot]:
            yield found[0]


def _window(common: Facts) -> int:
    """Return over how many years the longest screen looks."""
    return int(max(screen.get("years") or 1 for screen in common.screens.values()))


def _with_earlier(asked: Wanted, years: int) -> tuple[Wanted, npt.NDArray[np.bool_]]:
    """Return the asked periods and the same ones of the years before, and which were asked.

    Sorted by material and first month, so that a period comes after those that it looks back at.
    """
    keys = [
        _sorting(asked.material, np.maximum(asked.first - 12 * back, 0), asked.months)
        for back in range(years)
    ]
    found = np.unique(np.concatenate(keys))
    shown = np.isin(found, keys[0])
    return Wanted(asked.names, found >> 22, (found >> 4) & 0x3FFFF, 15 - (found & 15)), shown


def _sorting(material: Ints, first: Ints, months: Ints) -> Ints:
    key: Ints = (material << 22) | (first << 4) | (15 - months)
    return key


def _inputs(rows: _Rows, wanted: Wanted, others: tuple[str, ...]) -> dict[tuple[str, str], Figures]:
    """Return the figures of all inputs in all periods that are wanted of anything."""
    spans = np.unique(wanted.first << 4 | (15 - wanted.months))
    place = np.repeat(np.arange(len(others)), len(spans))
    every = np.tile(spans, len(others))
    asked = Wanted(others, place, every >> 4, 15 - (every & 15))
    plain = replace(rows, needs=rows.needs - {"years", "other"})
    found = _stream(plain, asked, "quantity", Progress())
    return {(figure.material, figure.period): figure for figure in found}


def _given_inputs(figure: Figures, inputs: tuple[Figures, ...]) -> Figures:
    facts = replace(figure.facts, inputs=inputs)
    other = figure.other
    if other is not None:
        other = replace(other, facts=replace(other.facts, inputs=inputs))
    return replace(figure, facts=facts, other=other)
