"""The installer's decisions; that a fresh machine ends with a running program is tried by hand."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "installer"))
    return importlib.import_module("bootstrap")


@pytest.fixture
def system(bootstrap: ModuleType) -> ModuleType:
    return bootstrap.system


@pytest.mark.parametrize(
    ("version", "fits"),
    [((3, 10), False), ((3, 11), True), ((3, 14), True), ((3, 15), False), ((2, 7), False)],
)
def test_that_only_pythons_with_locked_packages_fit(
    bootstrap: ModuleType, version: tuple[int, int], fits: bool
) -> None:
    assert bootstrap.is_suitable(version) is fits


def test_that_the_oldest_python_is_the_one_the_project_requires(bootstrap: ModuleType) -> None:
    major, minor = bootstrap.OLDEST
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'requires-python = ">={major}.{minor}"' in text


def test_that_this_interpreter_is_the_first_choice_everywhere(bootstrap: ModuleType) -> None:
    for platform in ("linux", "darwin", "win32"):
        assert bootstrap.candidates(platform)[0] == [sys.executable]
    assert ["py", "-3.13"] in bootstrap.candidates("win32")
    assert ["/opt/homebrew/bin/python3.13"] in bootstrap.candidates("darwin")


def test_that_a_command_that_is_no_python_has_no_version(bootstrap: ModuleType) -> None:
    assert bootstrap.version_of(["no-such-program-at-all"]) is None
    assert bootstrap.version_of(["false"]) is None
    assert bootstrap.version_of([sys.executable]) == sys.version_info[:2]


def test_that_a_python_without_venv_is_named_with_the_package_it_lacks(
    bootstrap: ModuleType, system: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "candidates", lambda _: [["old"], ["bare"]])
    versions = {"old": (3, 9), "bare": (3, 12)}
    monkeypatch.setattr(bootstrap, "version_of", lambda command: versions[command[0]])
    monkeypatch.setattr(bootstrap, "output", lambda _: "")
    monkeypatch.setattr(system, "is_debian", lambda: True)
    assert bootstrap.find_python() == (["bare"], ["python3.12-venv"])

    versions["bare"] = (3, 10)
    with pytest.raises(system.Stop, match=r"Python 3\.11 to 3\.14 is needed"):
        bootstrap.find_python()


def test_that_a_changed_lock_or_a_moved_folder_calls_for_a_new_installation(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in (*bootstrap.LOCKS.values(), "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    here = bootstrap.fingerprint("run")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    moved = bootstrap.fingerprint("run")
    assert moved != here
    assert bootstrap.fingerprint("run") == moved
    (tmp_path / "requirements.lock").write_text("click==1.0\n")
    assert bootstrap.fingerprint("run") != moved


def test_that_a_developers_installation_also_serves_for_running(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "installed.txt")

    def installed(kind: str) -> tuple[bool, bool]:
        text = f"{kind} {bootstrap.fingerprint(kind)}\n"
        bootstrap.STAMP.write_text(text, encoding="utf-8")
        return bootstrap.is_installed("run"), bootstrap.is_installed("dev")

    assert installed("dev") == (True, True)
    assert installed("run") == (True, False)
    bootstrap.STAMP.unlink()
    assert not bootstrap.is_installed("run")


def test_that_the_developers_lock_contains_every_locked_package_of_the_program(
    bootstrap: ModuleType,
) -> None:
    pins = {
        kind: set(re.findall(r"^[\w.-]+==\S+", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for kind, name in bootstrap.LOCKS.items()
    }
    assert pins["run"]
    assert pins["run"] <= pins["dev"]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_that_a_lock_names_a_hash_for_every_package_and_no_place_to_fetch_it_from(
    name: str,
) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 15
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"https?://|--index|--find", text) == []


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ('ID=debian\nVERSION_ID="12"\n', True),
        ("ID=ubuntu\nID_LIKE=debian\n", True),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', True),
        ("ID='pop'\nID_LIKE='ubuntu debian'\n", True),
        ('ID=fedora\nID_LIKE="rhel centos"\n', False),
        ("", False),
    ],
)
def test_that_debian_and_its_descendants_are_recognised(
    system: ModuleType, release: str, expected: bool
) -> None:
    assert system.is_debian_release(release) is expected


def test_that_a_linux_session_without_display_variables_has_no_display(
    system: ModuleType,
) -> None:
    assert not system.names_a_display({}, "linux")
    assert not system.names_a_display({"DISPLAY": ""}, "linux")
    assert system.names_a_display({"DISPLAY": ":0"}, "linux")
    assert system.names_a_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert system.names_a_display({}, "win32")
    assert system.names_a_display({}, "darwin")


def test_that_without_rights_one_line_is_named_and_nothing_is_run(
    system: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system, "is_debian", lambda: True)
    monkeypatch.setattr(system, "is_root", lambda: False)
    monkeypatch.setattr(system, "shows_korean", lambda: True)
    monkeypatch.setattr(system, "loads", lambda name: name == "libGL.so.1")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("nothing may be run"))
    with pytest.raises(system.Stop) as stopped:
        system.prepare(["python3.12-venv"], screen=False, tests=False)
    line = next(line for line in str(stopped.value).splitlines() if "sudo" in line)
    assert line.split()[:4] == ["sudo", "apt-get", "install", "--yes"]
    wanted = line.split()[4:]
    assert wanted == sorted(set(wanted)), "each package once"
    assert {"libegl1", "libglib2.0-0", "python3.12-venv"} <= set(wanted)
    assert not {"libgl1", "libxcb-cursor0", "xvfb"} & set(wanted)


def test_that_another_pythons_settings_do_not_reach_what_is_started(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PIP_INDEX_URL", "kept")
    handed = bootstrap.environment()
    assert "PYTHONPATH" not in handed
    assert handed["PIP_INDEX_URL"] == "kept"


def test_that_the_virtual_environments_programs_lie_where_the_system_puts_them(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert bootstrap.tool("ruff").parts[-2:] == ("Scripts", "ruff.exe")
    monkeypatch.setattr(sys, "platform", "linux")
    assert bootstrap.tool("ruff").parts[-2:] == ("bin", "ruff")


def test_that_pytests_options_are_handed_on_in_their_order(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "prepare", lambda *_, **__: None)
    monkeypatch.setattr(bootstrap, "checks", list)
    commands: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "call", lambda command: commands.append(command) or 0)
    assert bootstrap.main(["test", "-k", "hhi", "tests/core", "--maxfail=1"]) == 0
    assert commands[0][-4:] == ["-k", "hhi", "tests/core", "--maxfail=1"]


def test_that_the_first_check_that_fails_ends_the_run_with_its_status(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "prepare", lambda *_, **__: None)
    monkeypatch.setattr(bootstrap, "checks", lambda: [("one", ["1"]), ("two", ["2"]), ("3", ["3"])])
    commands: list[str] = []

    def call(command: list[str]) -> int:
        commands.append(command[0])
        return 7 if command == ["2"] else 0

    monkeypatch.setattr(bootstrap, "call", call)
    assert bootstrap.main(["test"]) == 7
    assert commands == ["1", "2"]


def test_that_without_a_display_the_main_job_runs_and_no_window(
    bootstrap: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(bootstrap, "prepare", lambda *_, **__: None)
    monkeypatch.setattr(bootstrap.system, "names_a_display", lambda _: True)
    monkeypatch.setattr(bootstrap, "opens_display", lambda: False)
    calls: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(bootstrap, "call", lambda *given: calls.append(given) or 0)
    assert bootstrap.main(["run"]) == 0
    ((command, more),) = calls
    assert command[1:4] == ["-m", "workbench", "demo"]
    assert more == {"QT_QPA_PLATFORM": "offscreen"}
    assert "no display" in capsys.readouterr().out
