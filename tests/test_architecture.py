"""Rules about the source itself; who may import whom is in the import-linter contracts."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "workbench"
TESTS = ROOT / "tests"
SOURCES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE = 400

PLUGIN_FOLDERS = (
    "core/indicators",
    "core/shocks",
    "core/formats",
    "core/warning/rules",
    "ui/charts",
)

FORBIDDEN = {
    "pickle": r"\b(import pickle|from pickle|read_pickle|to_pickle|allow_pickle\s*=\s*True)",
    "running text as code": r"(?<![\w.])(eval|exec|compile)\(",
    "a shell": r"shell\s*=\s*True|os\.system\(|os\.popen\(",
    "unsafe YAML": r"yaml\.(unsafe_)?load\(",
    "print instead of click.echo": r"(?<![\w.])print\(",
    "the network": r"\b(import|from) (urllib\.request|http\.client|requests|socket|QtNetwork)\b",
    "a folder called utils, helpers or common": r"\bworkbench\.[\w.]*\b(utils|helpers|common)\b",
}
ONLY_IN_WIDGETS = {
    # Text from a file must never be read as markup; widgets/labels.py takes care of that.
    "QLabel(": r"\bQLabel\(",
    "setToolTip( without tooltip(": r"\.setToolTip\((?!(\d, )?tooltip\()",
    "QFileDialog, QMessageBox": r"\b(QFileDialog|QMessageBox)\.",
}

WITHOUT_TEST_FILE = {
    "paths.py": "every test that opens the sample or the list of countries goes through it",
    "__main__.py": "chooses window or command; --self-test of a built program goes through it",
    "core/progress.py": "two lines, exercised by every cancelled import, run and save",
}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def code_of(path: Path) -> str:
    """Return a file's source without comments, docstrings and the text inside other strings."""
    return stripped(path.read_text(encoding="utf-8"))


def stripped(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.unparse(tree)


def offenders(pattern: str, sources: list[Path]) -> list[str]:
    return [name_of(path) for path in sources if re.search(pattern, code_of(path))]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_that_the_package_never_uses(what: str) -> None:
    assert offenders(FORBIDDEN[what], SOURCES) == []


@pytest.mark.parametrize("what", ONLY_IN_WIDGETS)
def test_that_only_the_widgets_use(what: str) -> None:
    elsewhere = [path for path in SOURCES if "ui/widgets" not in path.as_posix()]
    assert offenders(ONLY_IN_WIDGETS[what], elsewhere) == []


def test_that_the_rules_above_catch_what_they_name() -> None:
    lines = {
        "pickle": "import pickle",
        "running text as code": "eval('1')",
        "a shell": "run('ls', shell=True)",
        "unsafe YAML": "yaml.load(text)",
        "print instead of click.echo": "print('x')",
        "the network": "import urllib.request",
        "a folder called utils, helpers or common": "import workbench.core.utils",
        "QLabel(": "QtWidgets.QLabel('x')",
        "setToolTip( without tooltip(": "button.setToolTip('x')",
        "QFileDialog, QMessageBox": "QMessageBox.warning(None)",
    }
    assert set(lines) == {*FORBIDDEN, *ONLY_IN_WIDGETS}
    for what, line in lines.items():
        assert re.search({**FORBIDDEN, **ONLY_IN_WIDGETS}[what], stripped(line)), what
    harmless = stripped('"""print(eval(pickle))"""\nre.compile("x")\napp.exec()\nself.print("y")\n')
    harmless += stripped("item.setToolTip(0, tooltip('x'))")
    every = {**FORBIDDEN, **ONLY_IN_WIDGETS}
    assert not any(re.search(pattern, harmless) for pattern in every.values())


def test_that_no_file_is_longer_than_a_room_may_be() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    # The one place that names every table and column is a list, not logic.
    lengths.pop("core/schema.py", None)
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_that_every_file_says_in_its_first_line_what_it_is() -> None:
    silent = [
        name_of(path)
        for path in SOURCES
        if not (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").strip()
    ]
    assert silent == []


@pytest.mark.parametrize("folder", [f for f in PLUGIN_FOLDERS if (PACKAGE / f).is_dir()])
def test_that_every_plug_in_has_a_test_file_of_its_own(folder: str) -> None:
    plugins = {p.stem for p in (PACKAGE / folder).glob("*.py") if not p.stem.startswith("_")}
    tested = {p.stem.removeprefix("test_") for p in (TESTS / folder).glob("test_*.py")}
    assert plugins - tested == set()


@pytest.mark.parametrize("folder", [*PLUGIN_FOLDERS, "ui/panes"])
def test_that_plug_ins_and_panes_do_not_lean_on_each_other(folder: str) -> None:
    """They share by ``__init__.py`` and by files whose name begins with an underscore."""
    package = ".".join(("workbench", *folder.split("/")))
    plugins = {p.stem: p for p in (PACKAGE / folder).glob("*.py") if not p.stem.startswith("_")}
    leaning = {
        f"{key} imports {other}"
        for key, path in plugins.items()
        for other in plugins
        if f"{package}.{other}" in imported_by(path, package)
    }
    assert leaning == set()


def imported_by(path: Path, package: str) -> set[str]:
    """Return the full names a file of ``package`` imports, modules and what it takes from them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            source = f"{package}.{module}".rstrip(".") if node.level else module
            found |= {source} | {f"{source}.{alias.name}" for alias in node.names}
    return found


def test_that_tests_mirror_the_package() -> None:
    """A test of a module that is gone is an orphan; a test may also be named for a whole folder."""
    orphans = [
        test.relative_to(TESTS).as_posix()
        for area in ("core", "ui", "cli")
        for test in (TESTS / area).rglob("test_*.py")
        if not mirrored(test) and test.name not in OF_SEVERAL_MODULES
    ]
    assert orphans == []


OF_SEVERAL_MODULES = {
    "test_localisation.py": "takes published figures through the whole command line",
    "test_audit.py": "rules that every action and control of the window keeps",
    "test_repaint_soak.py": "guards the pinned PySide6 and pyqtgraph, no module of ours",
}


def mirrored(test: Path) -> bool:
    """Return whether the module, the folder, or a part of either that the test is named for is."""
    folder = PACKAGE / test.parent.relative_to(TESTS)
    words = test.stem.removeprefix("test_").split("_")
    heads = ["_".join(words[:count]) for count in range(1, len(words) + 1)]
    return folder.is_dir() and any(
        (folder / f"{head}.py").is_file()
        or (folder / f"_{head}.py").is_file()
        or (folder / head).is_dir()
        or head == folder.name
        for head in heads
    )


def test_that_every_module_is_tested_or_says_why_not() -> None:
    """A test names or imports it, or it is a part of such a module in the same folder."""
    tested = {path for path in SOURCES if is_tested(path)}
    reached: set[Path] = set()
    while tested - reached:
        path = min(tested - reached)
        reached.add(path)
        package = ".".join(("workbench", *path.relative_to(PACKAGE).parent.parts))
        taken = imported_by(path, package)
        tested |= {part for part in path.parent.glob("*.py") if f"{package}.{part.stem}" in taken}
    modules = {path for path in SOURCES if not path.stem.startswith("__")}
    untested = {name_of(path) for path in modules - tested}
    assert untested - set(WITHOUT_TEST_FILE) == set()
    stale = {name for name in WITHOUT_TEST_FILE if not (PACKAGE / name).is_file()}
    assert stale == set()


def is_tested(path: Path) -> bool:
    """Return whether a test file is named for the module, or imports it by its full name."""
    relative = path.relative_to(PACKAGE)
    if any((TESTS / relative.parent).glob(f"test_{path.stem.lstrip('_')}*.py")):
        return True
    dotted = ".".join(("workbench", *relative.with_suffix("").parts)).removesuffix(".__init__")
    return any(dotted in taken for taken in imported_by_tests())


@cache
def imported_by_tests() -> list[set[str]]:
    return [imported_by(test, "tests") for test in sorted(TESTS.rglob("*.py"))]


def test_that_the_core_and_the_command_line_load_no_qt() -> None:
    """Every module of the core is imported in a process of its own, which then has no Qt."""
    program = """
import importlib, pkgutil, sys
import workbench.core, workbench.cli
for info in pkgutil.walk_packages(workbench.core.__path__, "workbench.core."):
    importlib.import_module(info.name)
loaded = [name for name in sys.modules if name.split(".")[0] in {"PySide6", "pyqtgraph"}]
print(loaded)
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
