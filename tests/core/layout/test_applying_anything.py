"""Whatever stands on a sheet, finding, guessing and applying end in rows or in findings."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from made_sheets import sheet_of

from workbench.core.layout import roles
from workbench.core.layout.applying import apply
from workbench.core.layout.finding import find_tables
from workbench.core.project import Project, from_records, merge
from workbench.core.schema import BY_NAME
from workbench.core.validate import check_keys, check_values

WORDS = """
    China,중국,World,합계,380110,2021,2021-05,수입,Year,Partner,Country,HS,kg,US$,W,-,1월,value
    quantity,flow,Imports (t),Other countries,12%,<0.1,1.234,1 234,FY2021,2024
"""
CELLS = st.one_of(
    st.none(),
    st.text(max_size=6),
    st.floats(),
    st.integers(1900, 2100).map(float),
    st.booleans(),
    st.dates(),
    st.sampled_from(WORDS.replace("\n", ",").split(",")),
)
ROWS = st.lists(st.lists(CELLS, max_size=7), max_size=12)
HOMES = st.sampled_from([Project(), from_records({"settings": [{"key": "home", "value": "KOR"}]})])


@settings(max_examples=300)
@given(ROWS, HOMES)
def test_that_any_sheet_ends_in_rows_that_fit_the_schema_or_in_findings(
    rows: list[list[object]], project: Project
) -> None:
    for found in find_tables(sheet_of(rows)):
        assert 1 <= found.first_row <= found.last_row <= len(rows)
        guessed = roles.guess(found, project, "file.csv")
        assert guessed.reasons is not None
        extract = apply(guessed.mapping, found, project, "file.csv")
        for part in extract.parts:
            table = BY_NAME[part.table]
            assert len(part.rows) == len(part.frame)
            assert check_keys(table, part.frame) == []
            assert check_values(table, part.frame) == []
            project, _ = merge(project, {part.table: part.frame})
