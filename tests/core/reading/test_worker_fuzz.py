"""Workbooks with something wrong at random: read or refused, never a crash, never a hang."""

from __future__ import annotations

import os
import random
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hostile import SHEET, changed_parts, plain_book, read_or_refused
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

Mutation = tuple[str, int, str]
MUTATIONS = st.tuples(
    st.sampled_from([SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", ""]),
    st.integers(0, 1 << 32),
    st.sampled_from(["flip", "cut", "double", "digits"]),
)


def mutated(source: Path, path: Path, mutation: Mutation) -> Path:
    """Copy a workbook with one thing wrong in a part, or (part empty) in the packed bytes."""
    part, seed, how = mutation
    dice = random.Random(seed)
    with zipfile.ZipFile(source) as archive:
        content = bytearray(archive.read(part) if part else source.read_bytes())
    start = dice.randrange(len(content))
    end = min(start + dice.randrange(1, 60), len(content))
    if how == "flip":
        for place in range(start, end, 9):
            content[place] ^= 1 << dice.randrange(8)
    elif how == "cut":
        del content[start:end]
    elif how == "double":
        content[start:start] = content[start:end] * 3
    else:
        content = bytearray(
            re.sub(rb"\d", lambda _: b"%d" % dice.randrange(10**6), content, count=9)
        )
    if part:
        return changed_parts(source, path, {part: bytes(content)})
    path.write_bytes(content)
    return path


EXAMPLES = int(os.environ.get("WORKBENCH_FUZZ", "20"))
"""Batches of ten mutated workbooks; a longer campaign sets WORKBENCH_FUZZ."""


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(mutations=st.lists(MUTATIONS, min_size=10, max_size=10))
def test_that_mutated_workbooks_are_read_or_refused(
    tmp_path: Path, mutations: list[Mutation]
) -> None:
    source = plain_book(tmp_path / "plain.xlsx")
    paths = [
        mutated(source, tmp_path / f"{number}.xlsx", mutation)
        for number, mutation in enumerate(mutations)
    ]
    with ThreadPoolExecutor(2) as pool:
        assert len(list(pool.map(read_or_refused, paths))) == len(paths)
