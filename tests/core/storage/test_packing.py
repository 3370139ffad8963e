from __future__ import annotations

import json
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored_projects import NUMBERS, TEXTS

from workbench.core.storage import packing
from workbench.core.storage.content import DTYPES, Damaged


@given(st.lists(TEXTS, min_size=1) | st.lists(st.sampled_from(["a" * 40, "b" * 50]), min_size=40))
def test_that_texts_come_back_from_their_bytes(texts: list[str]) -> None:
    assert packing.unpack("texts", *packing.pack(texts)) == texts


@given(st.lists(NUMBERS, min_size=1), st.integers(1, 40))
def test_that_numbers_come_back_to_the_last_bit(numbers: list[float], repeat: int) -> None:
    values = np.array(numbers * repeat, dtype=DTYPES["numbers"])
    again = packing.unpack("numbers", *packing.pack(values))
    assert isinstance(again, np.ndarray)
    assert again.tobytes() == values.tobytes()


def test_that_compression_is_used_only_where_it_pays() -> None:
    noise = np.random.default_rng(1).integers(0, 2**62, 5000)
    assert packing.pack(noise)[0] == "raw"
    assert packing.pack(np.arange(5000))[0] == "planes"
    assert packing.pack(["a"])[0] == "raw"


def test_that_chunks_are_short_enough_not_to_hold_up_the_window() -> None:
    numbers = np.arange(2 * packing.ROWS + 1)
    assert [len(chunk) for chunk in packing.chunks(numbers)] == [packing.ROWS, packing.ROWS, 1]
    texts = ["x" * 400_000] * 5 + ["y"] * 20_000
    pieces = list(packing.chunks(texts))
    assert [text for piece in pieces for text in piece] == texts
    assert max(sum(map(len, piece)) for piece in pieces) <= 1_000_000
    assert max(map(len, pieces)) <= 8_192


HOSTILE = {
    "no whole numbers": ("numbers", "raw", b"1234567"),
    "nothing": ("codes", "raw", b""),
    "too many": ("codes", "raw", bytes(4 * (packing.ROWS + 1))),
    "unknown packing": ("codes", "lzma", b"1234"),
    "no zlib": ("codes", "planes", b"12345678"),
    "cut off": ("codes", "planes", zlib.compress(bytes(400))[:-5]),
    "something behind": ("codes", "planes", zlib.compress(bytes(400)) + b"x"),
    "bomb": ("texts", "zlib", zlib.compress(b'["' + b"a" * (17 << 20) + b'"]', 1)),
    "no UTF-8": ("texts", "raw", b'["\xff"]'),
    "half a character": ("texts", "raw", b'["\\ud800"]'),
    "no JSON": ("texts", "raw", b"["),
    "no list": ("texts", "raw", b'{"a": 1}'),
    "no texts": ("texts", "raw", b"[1, null]"),
    "empty list": ("texts", "raw", b"[]"),
    "deep": ("texts", "raw", b"[" * 100_000),
    "a number of a million digits": ("texts", "raw", b"[" + b"9" * 1_000_000 + b"]"),
    "texts as numbers": ("numbers", "zlib", zlib.compress(json.dumps(["a"]).encode())),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_that_bytes_that_are_no_chunk_are_refused(name: str) -> None:
    kind, how, data = HOSTILE[name]
    with pytest.raises(Damaged):
        packing.unpack(kind, how, data)  # type: ignore[arg-type]
