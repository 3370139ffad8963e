from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.provenance import Place, next_by_hand, origins_of, pack, unpack


@given(st.integers(0, 2**23), st.integers(0, 2**24 - 1), st.integers(0, 16_384))
def test_that_a_packed_place_comes_back(origin: int, row: int, column: int) -> None:
    index = pack(origin, [row], column)
    assert unpack(int(index[0])) == Place(origin, row, column)
    assert origins_of(pd.Index(index))[0] == origin


def test_that_a_row_beyond_the_largest_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="sheet row"):
        pack(1, [1 << 24])


def test_that_rows_typed_by_hand_are_numbered_on() -> None:
    index = pd.Index([*pack(0, [1, 4]), *pack(7, [900])])
    assert unpack(next_by_hand(index)) == Place(0, 5, 0)
    assert unpack(next_by_hand(pd.Index([], dtype="int64"))) == Place(0, 1, 0)
