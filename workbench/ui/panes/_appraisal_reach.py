"""What a set of projects reaches, by the programme and by simulation, as rows and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.ui.panes._appraisal_words import OBJECTIVES, money, objective_value, scale_of
from workbench.ui.texts import percent, tr

if TYPE_CHECKING:
    from workbench.core.appraisal.choice.instance import Choice
    from workbench.core.appraisal.portfolio import Simulated
    from workbench.ui.panes._appraising import Answer


def sentence(answer: Answer, choice: Choice) -> str:
    """Say which set it is, how sure, what it costs and what it reaches."""
    assert answer.chosen is not None
    objective, currency = answer.chosen.objective, answer.project.setting("currency")
    names = ", ".join(choice.chosen) or tr("no project")
    sure = (
        tr("proven best")
        if choice.is_proven
        else tr("stopped early, within {gap} of the best", gap=percent(choice.gap, 2))
    )
    return tr(
        "{names} ({sure}): {money} of public money; {objective} {value}, {before} without",
        names=names,
        sure=sure,
        money=money(choice.spent, currency),
        objective=OBJECTIVES[objective],
        value=objective_value(objective, choice.objective, currency),
        before=objective_value(objective, answer.chosen.frontier[0].objective, currency),
    )


def reach(answer: Answer, choice: Choice, simulated: Simulated | None) -> pd.DataFrame:
    """Return one row a measure: without projects, by the programme, simulated.

    What the programme does not say, or the simulation has not said yet, is missing.
    """
    found = answer.chosen
    assert found is not None
    currency = answer.project.setting("currency")
    before = found.without
    rows = []
    for key, name, objective in (
        ("expected_shortage", tr("value of shortage, expected"), "shortage"),
        ("cvar", tr("value of shortage in the worst cases"), "cvar"),
    ):
        without = float(getattr(before, key))
        factor, unit = scale_of(without, "currency", currency)
        after = float(getattr(simulated, key)) if simulated else np.nan
        said = choice.objective if found.objective == objective else np.nan
        rows.append((name, without * factor, said * factor, after * factor, unit))
    for material, share in before.import_dependence.items():
        after = simulated.import_dependence[material] if simulated else np.nan
        name = tr("import dependence, {material}", material=material)
        rows.append((name, share * 100, np.nan, after * 100, "%"))
    if found.objective == "dependence":
        name = tr("imports in demand, by value, expected")
        start = found.frontier[0].objective
        rows.append((name, start * 100, choice.objective * 100, np.nan, "%"))
    return pd.DataFrame(rows, columns=["name", "without", "programme", "simulated", "unit"])


def tail_words(answer: Answer) -> str:
    """Say which scenarios the worst cases are, where a few make up all of them."""
    if not answer.worst:
        return ""
    level = percent(1.0 - answer.appraisal.alpha, 0)
    shown = ", ".join(name or tr("the base") for name in answer.worst)
    return tr("The worst {level} of what may happen: {names}.", level=level, names=shown)
