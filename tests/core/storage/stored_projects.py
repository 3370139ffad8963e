"""Projects for the tests of the project file: generated ones, and what equal means here."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from workbench.core import provenance, schema
from workbench.core.project import Project
from workbench.core.storage import content

TEXTS = st.one_of(
    st.sampled_from(
        ["", "인조흑연", "黒鉛 (天然)", "🔋🇰🇷", 'it\'s "a" \\ \n\t;', "=1+1", "0250410"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12),
)
NUMBERS = st.one_of(
    st.floats(allow_infinity=False), st.sampled_from([0.0, -0.0, 5e-324, 1.7e308, 2.0**53])
)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Return a project with some rows in some tables, from anywhere, in any order."""
    tables = {}
    for table in draw(st.lists(st.sampled_from(schema.TABLES), max_size=4, unique=True)):
        count = draw(st.integers(1, 6))
        columns = {
            column.name: draw(
                st.lists(NUMBERS if column.is_number else TEXTS, min_size=count, max_size=count)
            )
            for column in table.columns
            if draw(st.booleans())
        }
        places = st.builds(provenance.pack, st.integers(0, 9), st.integers(1, 9), st.integers(0, 9))
        index = draw(st.lists(places.map(int), min_size=count, max_size=count, unique=True))
        tables[table.name] = pd.DataFrame(columns, index=pd.Index(index, dtype=np.int64))
    return Project().replace(tables)


def example(rows: int = 30, price: float = 1.5) -> Project:
    """Return a small project with numbers, texts, gaps and provenance."""
    numbers = np.arange(rows)
    trade = pd.DataFrame(
        {
            "period": [f"{2017 + n // 12 % 8}-{n % 12 + 1:02d}" for n in numbers],
            "flow": "import",
            "reporter": "KOR",
            "partner": np.array(["CHN", "JPN", "USA"])[numbers % 3],
            "material": "인조흑연",
            "quantity": np.where(numbers % 5 == 0, np.nan, numbers * 1.25),
            "value": numbers * price,
        },
        index=provenance.pack(1, numbers[::-1] + 2),
    )
    materials = pd.DataFrame({"material": ["인조흑연", "コールタール"], "price": [price, np.nan]})
    origins = pd.DataFrame({"origin": [1.0], "table": ["trade"], "file": ["세관.xlsx"]})
    return Project().replace({"trade": trade, "materials": materials, "origins": origins})


def assert_same(first: Project, second: Project) -> None:
    """Hold that both have the same rows in the same order, types, provenance and bits."""
    for table in schema.TABLES:
        pd.testing.assert_frame_equal(
            first[table.name],
            second[table.name],
            check_exact=True,
            check_freq=False,
            obj=table.name,
        )
    assert content.digest(content.contents(first)) == content.digest(content.contents(second))
