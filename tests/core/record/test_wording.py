from __future__ import annotations

from workbench.core.project import from_records
from workbench.core.record.check import Check
from workbench.core.record.claim import Claim, Finding, definitions
from workbench.core.record.wording import sentence

PROJECT = from_records({"settings": [{"key": "home", "value": "KOR"}]})
CLAIM = Claim("JPN", ("m",), "graphite", since="2015")
SERIES = (("2020", 0.3), ("2021", 0.2))


def said(verdict) -> str:
    findings = tuple(
        Finding(one, verdict(one), "2021", 0.2, since="2020", series=SERIES)
        for one in definitions(1)
    )
    return sentence(PROJECT, Check(CLAIM, findings))


def test_that_the_sentence_names_what_the_answer_depends_on() -> None:
    text = said(lambda one: "true" if one.basis == "value" else "false")
    assert text.startswith(
        "Dependence of South Korea on Japan for graphite at its lowest since 2015"
    )
    assert "true under 16 of 32" in text
    assert "depends most on the basis: by value always true, by quantity never true" in text


def test_that_all_none_and_unknown_are_said_plainly() -> None:
    assert "true under all 32 definitions" in said(lambda _one: "true")
    assert "false under all 32 definitions" in said(lambda _one: "false")
    assert "cannot be said" in said(lambda _one: "unknown")
    text = said(lambda one: "true" if one.denominator == "imports" else "unknown")
    assert "16 more cannot be tested" in text
