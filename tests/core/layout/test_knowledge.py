from __future__ import annotations

from workbench.core.layout import concordances, knowledge
from workbench.core.naming import remembered
from workbench.core.naming.concordance import Concordance
from workbench.core.project import Project

TABLE = Concordance.of_codes([("854141", "854140")], "HS2022", "HS2017")


def test_that_what_is_given_comes_before_what_is_kept_and_is_not_written() -> None:
    remembered.keep({"Nod": "PRK", "Eden": "IRQ"})
    concordances.save(TABLE)
    newer = Concordance.of_codes([("854141", "854149")], "HS2022", "HS2017")
    known = knowledge.load({"nod": "KOR", "326": "CUW"}, "japan_customs", newer)
    answers = known.remembered.for_source("japan_customs", Project())
    assert answers == {"nod": "KOR", "Eden": "IRQ", "326": "CUW"}
    assert known.concordance.map("854141", "HS2022", "HS2017") == ["854149"]
    assert remembered.load().names == {"Nod": "PRK", "Eden": "IRQ"}
    assert concordances.load() == TABLE


def test_that_what_cannot_be_read_is_told() -> None:
    remembered.keep({"Nod": "PRK"}).write_text("{", "utf-8")
    (remembered.folder() / "x.csv").write_text("nothing", "utf-8")
    assert len(knowledge.load().problems) == 2
