"""How published figures were revised: every release of a figure, and what each one changed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.core.project import Project
from workbench.core.reported import home_releases, joined

REVISIONS = (
    "material",
    "flow",
    "period",
    "reporter",
    "partner",
    "release",
    "quantity",
    "value",
    "quantity_change",
    "value_change",
)
"""One row a release: amounts in the unit of the material and the currency of the project, and
their change against the release before; NaN for the first one, and where either is missing."""

_FIGURE = ("material", "flow", "period", "reporter", "partner")


def revisions(project: Project, material: str = "", *, partner: str = "") -> pd.DataFrame:
    """Return every release of the trade figures of home that were published more than once.

    Ordered by figure, then by release, a figure without a release date first; the last row of a
    figure is the one that counts. The index says where each row came from.

    Args:
        project: the project.
        material: only this one; empty for all.
        partner: only this one; empty for all.
    """
    rows = home_releases(project, material)
    if partner:
        rows = rows[(rows["partner"] == partner).to_numpy()]
    key = joined(rows, _FIGURE)
    _, place, count = np.unique(key, return_inverse=True, return_counts=True)
    rows = rows[count[place] > 1]
    rows = rows.assign(**{name: rows[name].astype(str) for name in (*_FIGURE, "release")})
    order = ["material", "flow", "first", "months", "reporter", "partner", "release"]
    rows = rows.sort_values(order, kind="stable")
    same = (rows[list(_FIGURE)] == rows[list(_FIGURE)].shift()).all(axis=1)
    for name in ("quantity", "value"):
        rows[f"{name}_change"] = rows[name].diff().where(same)
    return rows[list(REVISIONS)]
