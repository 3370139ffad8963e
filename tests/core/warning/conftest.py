"""Small trades that the tests of the early warning judge."""

from __future__ import annotations

import pytest

from workbench.core import periods
from workbench.core.project import from_records

SETTINGS = ({"key": "home", "value": "KOR"}, {"key": "publication_lag", "value": "1"})


def months(first, count):
    start = periods.span(first)[0]
    return [periods.month_name(start + number) for number in range(count)]


def rows_of(partner, amounts, first="2018-01", price=2.0, **cells):
    """Return monthly import rows; None leaves a month out."""
    return [
        {
            "period": period,
            "flow": "import",
            "reporter": "KOR",
            "partner": partner,
            "material": "urea",
            "quantity": amount,
            "value": amount * price,
            **cells,
        }
        for period, amount in zip(months(first, len(amounts)), amounts, strict=True)
        if amount is not None
    ]


def project_of(*rows, events=(), settings=(), materials=("urea",)):
    return from_records(
        {
            "settings": [*SETTINGS, *settings],
            "materials": [{"material": name, "unit": "t"} for name in materials],
            "trade": [row for part in rows for row in part],
            "events": list(events),
        }
    )


@pytest.fixture
def rows():
    return rows_of


@pytest.fixture
def make():
    return project_of
