"""What an import is taught on the command line, and knows the next time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workbench.cli import main
from workbench.core.naming import remembered
from workbench.core.project import from_records
from workbench.core.storage import project_file

HEADER = "period,flow,reporter,partner,hs,quantity (t),value (USD)\n"
FLOWS = HEADER + (
    "2022,import,KOR,CHN,854141,1,10\n2022,import,KOR,CHN,854142,2,20\n"
    "2022,import,KOR,Land of Nod,854142,3,30\n"
)
TABLE = "HS2022,HS2017\n" + "".join(f"85414{n},854140\n" for n in (1, 2, 3, 9)) + "010121,010121\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    records = {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "currency", "value": "USD"}],
        "materials": [{"material": "solar cells", "hs": "854140", "unit": "t"}],
    }
    project_file.save(from_records(records), tmp_path / "p.scrw")
    (tmp_path / "flows.csv").write_text(FLOWS, "utf-8")
    (tmp_path / "codes.csv").write_text(TABLE, "utf-8")
    return tmp_path / "p.scrw", tmp_path / "flows.csv"


def test_that_an_unknown_name_is_asked_once_and_known_ever_after(files) -> None:
    refused = run("import", *files, "--json")
    assert refused.exit_code == 3
    (asked,) = json.loads(refused.stdout)["unknown_names"]
    assert (asked["text"], asked["role"], asked["cells"]) == ("Land of Nod", "partner", 1)
    assert '--name "Land of Nod=' in run("import", *files).stderr

    assert run("import", *files, "--name", "Land of Nod=PRK", "--dry-run").exit_code == 0
    assert remembered.load().names == {}
    assert run("import", *files, "--name", "Land of Nod=PRK").exit_code == 0
    again = run("import", files[0].with_name("q.scrw"), files[1], "--json")
    assert again.exit_code == 0
    assert json.loads(again.stdout)["unknown_names"] == []


def test_that_wrong_answers_are_refused_and_nothing_is_kept(files) -> None:
    done = run("import", *files, "--name", "Land of Nod=ZZZ", "--name", "326=CUW", "--json")
    assert done.exit_code == 3
    assert [found["value"] for found in json.loads(done.stdout)["refused"]] == ["ZZZ", "326=CUW"]
    assert remembered.load() == remembered.Remembered()


def test_that_a_table_of_codes_is_loaded_once_and_used_ever_after(files) -> None:
    words = ("--name", "Land of Nod=-", "--concordance", files[0].with_name("codes.csv"))
    assert run("import", *files, *words).exit_code == 0
    trade = project_file.load(files[0])["trade"]
    assert trade["material"].astype(str).tolist() == ["solar cells"]
    assert trade["quantity"].tolist() == [3.0]
    again = run("import", *files, "--dry-run", "--json")
    reasons = " ".join(found["reason"] for found in json.loads(again.stdout)["warnings"])
    assert "HS 854142 of HS2022 is 854140 of HS2017" in reasons
    assert "'Land of Nod', to be left out as was said of it" in reasons


def test_that_a_file_that_is_no_table_of_codes_is_refused(files) -> None:
    done = run("import", *files, "--concordance", files[1])
    assert done.exit_code == 3
    assert "table between two revisions of the HS" in done.stderr
