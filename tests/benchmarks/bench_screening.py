"""Concentration of 5,000 products x 20 years x 50 partners (5 M rows), beside pandas and DuckDB.

Every way gives, for every product and year, total, number of partners, HHI (plain, normalised,
effective suppliers), CR1, CR3, Shannon and the largest partner. pandas and DuckDB get the rows of
one flow as they need them; ours begins with the project and chooses the rows that count as well.
Leaner queries, which give less, stand beside them. Rows are in random order unless
``--sorted`` is asked for.
"""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable

import numpy as np
import pandas as pd
from _measure import in_place

from workbench.core.project import Project, from_records
from workbench.core.screening.concentration import concentration
from workbench.core.screening.rules import rules_met
from workbench.core.screening.screen import screen

PRODUCTS, YEARS, PARTNERS = 5_000, 20, 50
RUNS = 3

SUMMED = "select material, period, partner, sum(value) v from trade group by all"
UNSPLIT = "select material, period, partner, value v from trade"
ALL_FIGURES = """
    select material, period, sum(v) total, count(*) n, sum(v * v) / sum(v) ** 2 hhi,
        max(v) / sum(v) cr1, list_sum(max(v, 3)) / sum(v) cr3, arg_max(partner, v) top,
        ln(sum(v)) - sum(v * ln(v)) / sum(v) shannon
    from ({rows}) group by material, period
"""
HHI_ONLY = "select material, period, sum(value * value) / sum(value) ** 2 from trade group by all"


def project(*, ordered: bool) -> Project:
    """Return a project with that many rows of imports."""
    random = np.random.default_rng(1)
    size = PRODUCTS * YEARS * PARTNERS
    places = np.arange(size) if ordered else random.permutation(size)
    product, year, partner = np.unravel_index(places, (PRODUCTS, YEARS, PARTNERS))
    codes = {
        "material": (product, [f"{number:06d}" for number in range(PRODUCTS)]),
        "period": (year, [str(2001 + number) for number in range(YEARS)]),
        "partner": (partner, [f"A{number:02d}" for number in range(PARTNERS)]),
        "reporter": (np.zeros(size, dtype=np.int8), ["KOR"]),
        "flow": (np.zeros(size, dtype=np.int8), ["import"]),
        "release": (np.zeros(size, dtype=np.int8), [""]),
    }
    columns: dict[str, object] = {
        name: pd.Categorical.from_codes(code, categories=labels)
        for name, (code, labels) in codes.items()
    }
    columns["value"] = random.lognormal(3.0, 2.0, size)
    base = from_records({"settings": [{"key": "home", "value": "KOR"}]})
    materials = pd.DataFrame({"material": codes["material"][1]})
    return base.replace({"trade": pd.DataFrame(columns), "materials": materials})


def by_pandas(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the figures in the obvious way."""
    keys = ["material", "period"]
    summed = rows.groupby([*keys, "partner"], observed=True)["value"].sum().reset_index()
    groups = summed.groupby(keys, observed=True)["value"]
    total = groups.transform("sum")
    summed["share"] = summed["value"] / total
    summed["square"] = summed["share"] ** 2
    summed["entropy"] = -summed["share"] * np.log(summed["share"])
    ranked = summed.sort_values("share", ascending=False)
    by = summed.groupby(keys, observed=True)
    found = by.agg(
        total=("value", "sum"), n=("value", "size"), hhi=("square", "sum"), cr1=("share", "max")
    )
    found["shannon"] = by["entropy"].sum()
    found["cr3"] = (
        ranked.groupby(keys, observed=True).head(3).groupby(keys, observed=True)["share"].sum()
    )
    found["top"] = ranked.groupby(keys, observed=True)["partner"].first()
    least = 1.0 / found["n"]
    found["normalised"] = (found["hhi"] - least) / (1.0 - least)
    found["effective"] = 1.0 / found["hhi"]
    return found


def lean_by_pandas(rows: pd.DataFrame) -> pd.DataFrame:
    """Return all but CR3 and Shannon, of rows that are one a partner: no sum, no sorting."""
    keys = [rows["material"], rows["period"]]
    total = rows["value"].groupby(keys, observed=True).transform("sum")
    share = rows["value"] / total
    groups = share.groupby(keys, observed=True)
    found = pd.DataFrame({"cr1": groups.max(), "n": groups.size()})
    found["hhi"] = (share**2).groupby(keys, observed=True).sum()
    found["top"] = rows["partner"].array[rows.index.get_indexer(groups.idxmax())]
    least = 1.0 / found["n"]
    found["normalised"] = (found["hhi"] - least) / (1.0 - least)
    found["effective"] = 1.0 / found["hhi"]
    return found


def hhi_by_pandas(rows: pd.DataFrame) -> pd.Series:
    """Return the HHI alone, of rows that are one a partner."""
    keys = ["material", "period"]
    total = rows.groupby(keys, observed=True)["value"].transform("sum")
    squares = (rows["value"] / total) ** 2
    return squares.groupby([rows["material"], rows["period"]], observed=True).sum()


def main() -> None:
    """Print our time, theirs and the ratios, and check that all agree."""
    made = project(ordered="--sorted" in sys.argv)
    rows = made["trade"]
    print(f"{len(rows):,} rows, {'sorted' if '--sorted' in sys.argv else 'in random order'}")
    columns = [rows[name] for name in ("material", "period", "partner", "value")]
    ours = in_place(lambda: screen(made, basis="value"), RUNS).seconds
    plain = in_place(lambda: concentration(*columns), RUNS).seconds
    print(f"{'ours, from the project':44} {ours:7.3f} s")
    print(f"{'ours, concentration() to a table':44} {plain:7.3f} s")
    found = screen(made, basis="value")
    rules = in_place(lambda: rules_met(made, found), RUNS).seconds
    print(f"{'ours, rules of KIET, KITA and MOTIE beside it':44} {rules:7.3f} s")
    peers: list[tuple[str, Callable[[], object], str]] = [
        ("pandas groupby, the same figures", lambda: by_pandas(rows), ">= 5"),
        ("pandas groupby, no CR3, Shannon, splits", lambda: lean_by_pandas(rows), ">= 5"),
        ("pandas groupby, HHI alone", lambda: hhi_by_pandas(rows), ""),
    ]
    peers += duckdb_peers(rows)
    for name, work, limit in peers:
        seconds = in_place(work, RUNS).seconds
        told = f"to reach {limit}" if limit else "gives less"
        print(f"{name:44} {seconds:7.3f} s  {seconds / ours:6.1f} x ours  ({told})")
    agree(made, rows)
    for name, work in (
        ("ours", lambda: screen(made, basis="value")),
        ("pandas", lambda: by_pandas(rows)),
    ):
        tracemalloc.start()
        work()
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        print(f"peak memory beside the rows, {name:15} {peak:7.0f} MB")


def duckdb_peers(rows: pd.DataFrame) -> list[tuple[str, Callable[[], object], str]]:
    """Return DuckDB's ways over a table of its own; none, with a word, where it is missing."""
    try:
        import duckdb
    except ImportError:
        print("DuckDB is not installed (the extra 'bench'): not measured")
        return []
    connection = duckdb.connect()
    given = rows[["material", "period", "partner", "value"]]
    connection.execute("create table trade as select * from given")
    del given

    def asked(query: str) -> Callable[[], object]:
        return lambda: connection.execute(query).fetchnumpy()

    return [
        ("DuckDB, the same figures", asked(ALL_FIGURES.format(rows=SUMMED)), ">= 1"),
        ("DuckDB, without adding up split rows", asked(ALL_FIGURES.format(rows=UNSPLIT)), ">= 1"),
        ("DuckDB, HHI alone", asked(HHI_ONLY), ""),
    ]


def agree(made: Project, rows: pd.DataFrame) -> None:
    """Stop with an error where the figures differ from those of pandas."""
    found = screen(made, basis="value").frame().set_index(["material", "period"]).sort_index()
    theirs = by_pandas(rows).sort_index()
    names = {
        "imports": "total",
        "hhi": "hhi",
        "cr1": "cr1",
        "cr3": "cr3",
        "shannon": "shannon",
        "hhi_normalised": "normalised",
        "effective_suppliers": "effective",
        "suppliers": "n",
    }
    for ours, name in names.items():
        np.testing.assert_allclose(found[ours].to_numpy(), theirs[name].to_numpy(), rtol=1e-9)
    if (found["top_partner"].to_numpy() != theirs["top"].astype(str).to_numpy()).any():
        raise SystemExit("the largest partners differ")
    print("all figures agree with pandas to 1e-9")


if __name__ == "__main__":
    main()
