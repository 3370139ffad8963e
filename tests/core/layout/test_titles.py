"""What titles and headings say of the figures below them, and what they do not say."""

from __future__ import annotations

import pytest

from workbench.core.layout import titles


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("HS 3801.10 수입중량 (단위: 톤)", "380110"),
        ("Imports, HS code 3801.10-1000", "3801101000"),
        ("人造黒鉛(380110)の国別輸入額", "380110"),
        ("HS 380110 and HS 250410", ""),
        ("Imports (202111)", ""),
        ("Classification HS 2017", ""),
    ],
)
def test_that_a_title_names_one_whole_code_or_none(text: str, code: str) -> None:
    assert titles.code_in(text) == code


@pytest.mark.parametrize(
    ("text", "period", "template"),
    [
        ("2021년 월별 수입중량", "2021", "{year}년 월별 수입중량"),
        ("Imports, November 2021 (tonnes)", "2021-11", "Imports, {period} (tonnes)"),
        ("Imports of HS 2009.11 in 2021", "2021", "Imports of HS 2009.11 in {year}"),
        ("2021年度 輸入", "2021", "{period} 輸入"),
        ("2021년 1~11월 누계 수입", "", ""),
        ("Imports, January-November 2021", "", ""),
        ("Imports 2019-2021", "", ""),
        ("Imports since 2021", "", ""),
        ("Imports | Last updated: 2024-12-05", "", ""),
        ("수입 | 자료: 관세청, 2022", "", ""),
    ],
)
def test_that_a_period_of_a_title_is_whole_and_also_found_next_year(
    text: str, period: str, template: str
) -> None:
    assert titles.period_template(text) == (period, template)


def test_that_a_profile_of_imports_on_a_sheet_of_exports_is_told() -> None:
    kept = {"flow": "import", "hs": "380110", "period": "November 2021"}
    assert len(titles.disagreements(kept, "Exports of HS 250410, December 2021")) == 3
    assert not titles.disagreements(kept, "Imports of HS 3801, November 2021")
