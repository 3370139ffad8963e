"""What a newer vintage changes, told before it is taken."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core import provenance
from workbench.core.changes import brought, changes
from workbench.core.project import Project, from_records, merge


def trade(*rows: tuple[str, str, str, float]) -> Project:
    """Return a project with imports of graphite: period, partner, release, quantity."""
    names = ("period", "partner", "release", "quantity")
    fixed = {"flow": "import", "reporter": "KOR", "material": "graphite"}
    return from_records({"trade": [fixed | dict(zip(names, row, strict=True)) for row in rows]})


BASE = trade(
    ("2024-01", "CHN", "2024-02-15", 100.0),
    ("2024-01", "JPN", "2024-02-15", 50.0),
    ("2024-01", "USA", "2024-02-15", 5.0),
    ("2023-12", "CHN", "2024-01-15", 80.0),
)


def test_that_a_later_release_revises_the_newest_older_one() -> None:
    newer = trade(
        ("2024-01", "CHN", "2024-03-15", 110.0),
        ("2024-01", "JPN", "2024-03-15", 50.0),
        ("2024-01", "DEU", "2024-03-15", 1.0),
        ("2024-02", "CHN", "2024-03-15", 90.0),
    )
    found = changes(BASE, newer)["trade"]
    assert found.counts == {"added": 2, "removed": 1, "revised": 1, "unchanged": 1}
    line = found.revised.iloc[0]
    assert (line["partner"], line["column"], line["old"], line["new"]) == (
        "CHN", "quantity", 100.0, 110.0,
    )  # fmt: skip
    assert line["relative"] == 0.1
    # Japan and China of another month are not missed: only the USA is absent from 2024-01.
    assert found.removed["partner"].astype(str).tolist() == ["USA"]
    assert found.added["partner"].astype(str).tolist() == ["DEU", "CHN"]


def test_that_the_same_release_is_compared_with_itself_and_an_older_one_is_new() -> None:
    base = trade(("2024-01", "CHN", "2024-02-15", 1.0), ("2024-01", "CHN", "2024-03-15", 2.0))
    for release, old in (("2024-02-15", 1.0), ("2024-03-01", 1.0), ("2024-04-01", 2.0)):
        found = changes(base, trade(("2024-01", "CHN", release, 9.0)))["trade"]
        assert found.revised["old"].tolist() == [old], release
    found = changes(base, trade(("2024-01", "CHN", "2023-01-01", 9.0)))["trade"]
    assert found.counts == {"added": 1, "removed": 0, "revised": 0, "unchanged": 0}


def test_that_missing_is_not_zero_and_stays_equal_to_missing() -> None:
    nan = float("nan")
    base = trade(("2024-01", "CHN", "", nan), ("2024-01", "JPN", "", 0.0))
    newer = trade(("2024-01", "CHN", "", 0.0), ("2024-01", "JPN", "", 3.0))
    found = changes(base, newer)["trade"]
    assert found.counts["revised"] == 2
    assert np.isnan(found.revised["relative"]).all()
    assert changes(base, base)["trade"].counts["unchanged"] == 2


def test_that_text_is_revised_too_and_other_suppliers_are_not_missed() -> None:
    base = from_records(
        {
            "suppliers": [
                {"supplier": "A", "country": "KOR", "material": "pitch", "note": "old"},
                {"supplier": "B", "country": "JPN", "material": "pitch"},
            ]
        }
    )
    newer = from_records(
        {"suppliers": [{"supplier": "A", "country": "KOR", "material": "pitch", "note": "new"}]}
    )
    found = changes(base, newer)["suppliers"]
    assert found.revised[["supplier", "column", "old", "new"]].to_numpy().tolist() == [
        ["A", "note", "old", "new"]
    ]
    assert found.removed.empty


def test_that_only_what_an_import_brought_is_compared() -> None:
    base = BASE.replace(
        {"origins": pd.DataFrame({"origin": [1.0], "table": "trade"}), "trade": moved(BASE, 1)}
    )
    file = moved(trade(("2024-01", "CHN", "2024-02-15", 7.0)), 2)
    after, _ = merge(base, {"trade": file})
    incoming = brought(base, after)
    assert len(incoming["trade"]) == 1
    assert changes(base, incoming)["trade"].counts["revised"] == 1
    assert set(changes(base, incoming)) == {"trade"}


def moved(project: Project, origin: int) -> pd.DataFrame:
    frame = project["trade"]
    return frame.set_axis(
        pd.Index(provenance.pack(origin, np.arange(2, 2 + len(frame)))), axis="index"
    )


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2023-12", "2024-01"]),
        st.sampled_from(["CHN", "JPN", "USA"]),
        st.sampled_from(["", "2024-02", "2024-03"]),
        st.sampled_from([0.0, 1.0, 2.0, float("nan")]),
    ),
    max_size=8,
    unique_by=lambda row: row[:3],
)


@settings(max_examples=80)
@given(old=ROWS, new=ROWS)
def test_that_it_agrees_with_looking_up_row_by_row(
    old: list[tuple[str, str, str, float]], new: list[tuple[str, str, str, float]]
) -> None:
    found = changes(trade(*old), trade(*new)).get("trade")
    expected = {"added": 0, "removed": 0, "revised": 0, "unchanged": 0}
    for period, partner, release, amount in new:
        before = [row for row in old if row[:2] == (period, partner) and row[2] <= release]
        if not before:
            expected["added"] += 1
        else:
            same = repr(max(before, key=lambda row: row[2])[3]) == repr(amount)
            expected["unchanged" if same else "revised"] += 1
    said = {row[0] for row in new}
    expected["removed"] = len({row[:2] for row in old if row[0] in said} - {row[:2] for row in new})
    assert (found.counts if found else dict.fromkeys(expected, 0)) == expected
