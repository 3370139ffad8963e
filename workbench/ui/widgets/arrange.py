"""Sort and filter the rows of a frame column by column; the frame itself stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd


def arranged(
    frame: pd.DataFrame,
    searched: Sequence[str],
    text: str,
    by: str | None,
    *,
    descending: bool = False,
) -> np.ndarray[Any, np.dtype[np.intp]]:
    """Return the positions of the rows to show, in order.

    Args:
        frame: the rows.
        searched: columns whose texts are searched.
        text: what a row must hold somewhere, case-folded; empty: every row.
        by: column to sort by, missing values last; None: the order of the frame.
        descending: largest first; equal ones keep the order of the frame.
    """
    places = np.flatnonzero(_holding(frame, searched, text)) if text else np.arange(len(frame))
    if by is None:
        return places
    series = frame[by]
    rank = series.to_numpy(np.float64) if pd.api.types.is_numeric_dtype(series) else _rank(series)
    rank = rank[places]
    missing = np.isnan(rank)
    order = np.argsort(-rank if descending else rank, kind="stable")  # NaN sorts last
    return places[order] if not missing.all() else places


def _holding(frame: pd.DataFrame, searched: Sequence[str], text: str) -> np.ndarray[Any, Any]:
    found = np.zeros(len(frame), dtype=bool)
    for name in searched:
        series = frame[name]
        if isinstance(series.dtype, pd.CategoricalDtype):
            labels = series.cat.categories.astype(str)
            hits = np.array([text in label.casefold() for label in labels], dtype=bool)
            codes = series.cat.codes.to_numpy()
            if len(hits):
                found |= hits[codes] & (codes >= 0)
        elif not pd.api.types.is_numeric_dtype(series):
            found |= (
                series.astype(str).str.casefold().str.contains(text, regex=False).to_numpy(bool)
            )
    return found


def _rank(series: pd.Series) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the place of every text among the distinct ones; NaN for the empty text."""
    codes, labels = pd.factorize(series.astype("category") if len(series) else series)
    names = [str(label) for label in labels]
    rank = np.full(len(names) + 1, np.nan)
    for place, index in enumerate(sorted(range(len(names)), key=lambda i: names[i].casefold())):
        rank[index] = place if names[index] else np.nan
    return rank[codes]  # a missing value has the code -1 and takes the NaN at the end
