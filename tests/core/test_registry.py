"""Plug-ins are found by scanning a folder, and a folder that yields none is an error."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from workbench.core.registry import discover


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """Return an empty package on the path, named for the test so that none shares another's."""
    package = tmp_path / f"plugins_of_{abs(hash(request.node.name))}"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    return package


def found_in(folder: Path) -> dict[str, object]:
    return discover(importlib.import_module(folder.name), "THING")


def test_that_the_file_name_is_the_key_and_the_order_is_alphabetical(folder: Path) -> None:
    (folder / "second.py").write_text("THING = 2")
    (folder / "first.py").write_text("THING = 1")
    (folder / "_shared.py").write_text("raise AssertionError('is no plug-in')")
    (folder / "inner").mkdir()
    (folder / "inner" / "__init__.py").write_text("raise AssertionError('is no plug-in')")
    assert list(found_in(folder).items()) == [("first", 1), ("second", 2)]


def test_that_an_empty_folder_is_an_incomplete_installation(folder: Path) -> None:
    with pytest.raises(LookupError, match="installation is incomplete"):
        found_in(folder)


def test_that_a_file_without_its_declaration_is_named(folder: Path) -> None:
    (folder / "forgetful.py").write_text("OTHER = 1")
    with pytest.raises(LookupError, match=r"\.forgetful defines no THING"):
        found_in(folder)
