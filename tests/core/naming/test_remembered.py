from __future__ import annotations

import json

import pytest

from workbench.core.naming import remembered
from workbench.core.naming.countries import CountryNames
from workbench.core.problem import DataRefused
from workbench.core.project import Project, from_records

PROJECT = Project()


def test_that_an_answer_is_kept_for_all_files_and_the_last_word_counts() -> None:
    remembered.keep({"Land of Nod": "PRK", "Sum of G7": remembered.LEAVE_OUT})
    path = remembered.keep({"LAND OF NOD": "KOR"})
    known = remembered.load()
    assert known.for_source("", PROJECT) == {"LAND OF NOD": "KOR", "Sum of G7": "-"}
    found = CountryNames(PROJECT, known.for_source("any", PROJECT)).code("land of Nod")
    assert found is not None
    assert found.code == "KOR"
    assert '"LAND OF NOD": "KOR"' in path.read_text("utf-8")
    assert [p.name for p in path.parent.iterdir()] == ["names.json"]


def test_that_numbers_mean_something_for_the_office_that_writes_them_only() -> None:
    remembered.keep({"326": "CUW"}, "japan_customs")
    remembered.keep({"326": "FRA", "Nod": "PRK"}, "other")
    known = remembered.load()
    assert known.for_source("japan_customs", PROJECT) == {"326": "CUW", "Nod": "PRK"}
    assert known.for_source("other", PROJECT)["326"] == "FRA"
    assert "326" not in known.for_source("", PROJECT)


def test_that_a_broken_file_is_a_finding_and_is_not_overwritten() -> None:
    path = remembered.keep({"Nod": "PRK"})
    for text in ("{", "[]", '{"names": {"Nod": 5}}', '{"names": ["Nod"]}', "\xff" * 9):
        path.write_text(text, "latin-1")
        known = remembered.load()
        assert known.names == {}
        assert [(p.severity, p.file) for p in known.problems] == [("warning", str(path))]
        with pytest.raises(DataRefused):
            remembered.keep({"Nod": "KOR"})
        assert path.read_text("latin-1") == text


def test_that_a_code_which_a_project_lacks_is_asked_again_there() -> None:
    own = from_records({"countries": [{"country": "NOD", "name": "Nod", "groups": "EAST"}]})
    remembered.keep(remembered.parse(["Nodland=NOD", "Easterners=EAST"], own))
    assert remembered.load().for_source("", own) == {"Nodland": "NOD", "Easterners": "EAST"}
    assert remembered.load().for_source("", PROJECT) == {}


def test_that_every_wrong_answer_is_named_at_once() -> None:
    with pytest.raises(DataRefused) as refused:
        remembered.parse(["Nod", "Nowhere=", "Nod=Germany", "=KOR", "326=CUW", "a=b=KOR"], PROJECT)
    values = [problem.value for problem in refused.value.problems]
    assert values == ["Nod", "=KOR", "", "Germany", "326=CUW"]
    assert "perhaps DEU" in refused.value.problems[3].expected
    assert remembered.parse(["326=CUW", "a=b=kor"], PROJECT, "japan_customs") == {
        "326": "CUW",
        "a=b": "KOR",
    }


def test_that_the_file_says_what_it_is_about() -> None:
    data = json.loads(remembered.keep({"낯선 나라": "PRK"}).read_text("utf-8"))
    assert data["names"] == {"낯선 나라": "PRK"}
    assert "names in imported files" in data["about"]
