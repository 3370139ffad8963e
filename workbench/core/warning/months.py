"""The months for which an early warning can be asked."""

from __future__ import annotations

import numpy as np

from workbench.core import periods
from workbench.core.project import Project
from workbench.core.reported import publication_lag


def months_known(project: Project) -> tuple[str, ...]:
    """Return every month from the first to the last in which a figure became known, in order.

    Empty where the project has no monthly figures.
    """
    trade = project["trade"]
    texts = [str(text) for text in trade["period"].unique()]
    spans = [periods.span(text) for text in texts]
    monthly = [first for first, length in spans if length == 1]
    if not monthly:
        return ()
    lag = publication_lag(project)
    released = [str(text) for text in trade["release"].unique() if str(text)]
    last = [periods.last_day(text) for text in released]
    newest = max([max(monthly) + lag, *(12 * day.year + day.month - 1 for day in last)])
    return tuple(
        periods.month_name(int(month)) for month in np.arange(min(monthly) + lag, newest + 1)
    )
