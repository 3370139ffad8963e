"""From a fresh clone to a running program: ``python3 bootstrap.py run``, ``test`` or ``setup``.

Standard library only. It starts under any Python from 3.8 on, to find a newer one or say which one
to install. Everything goes into ``.venv`` beside it, from the locked and hashed requirements; pip
keeps the package index it is configured with.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import system

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.txt"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
OLDEST, NEWEST = (3, 11), (3, 14)
"""Versions of Python the locked packages exist for."""
PREFERRED = ("3.12", "3.13", "3.11", "3.14")
PARALLEL = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")
"""One worker a processor, each test file in one of them; ``-n 0`` among the options undoes it."""
WINDOWLESS = ("offscreen", "minimal", "vnc")
OPEN_DISPLAY = """
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except ImportError:
    pass
from PySide6.QtGui import QGuiApplication
QGuiApplication([])
"""
SAMPLE = "from workbench.paths import sample_workbook; print(sample_workbook())"


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands and return its exit status."""
    parser = argparse.ArgumentParser(prog="bootstrap.py", description=__doc__)
    parser.add_argument("command", choices=("run", "test", "setup"))
    parser.add_argument(
        "more", nargs=argparse.REMAINDER, help="handed on: a project to open, or pytest's options"
    )
    given = parser.parse_args(arguments)
    try:
        if given.command == "run":
            return run(given.more)
        if given.command == "test":
            return test(given.more)
        prepare("dev", screen=False)
    except system.Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return 130
    return 0


def run(files: list[str]) -> int:
    """Set up, then open the window on the sample or on ``files``; without a display, the demo."""
    wanted = system.names_a_display(os.environ)
    prepare("run", screen=wanted)
    if wanted and opens_display():
        print("Opening the window.", flush=True)
        shown = [str(Path(name).resolve()) for name in files] or [
            output([str(tool("python")), "-c", SAMPLE]).strip()
        ]
        return call([str(tool("python")), "-m", "workbench", *shown])
    print(
        "There is no display to open a window on; the main job runs without one.\n"
        "On a computer with a screen, the same command opens the window.",
        flush=True,
    )
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    return call([str(tool("python")), "-m", "workbench", "demo", str(ROOT / "out")], offscreen)


def test(options: list[str]) -> int:
    """Set up, then run every check, and pytest last so that its summary ends the output."""
    began = time.monotonic()
    prepare("dev", screen=True, tests=True)
    for name, command in checks():
        print(f"\n== {name}", flush=True)
        started = time.monotonic()
        status = call(command)
        if status:
            print(f"\nThe check '{name}' failed (exit status {status}).", file=sys.stderr)
            return status
        print(f"   {time.monotonic() - started:.1f} s", flush=True)
    print(f"\n== pytest (set-up and checks took {time.monotonic() - began:.1f} s)", flush=True)
    # Tests that start an X server of their own cannot do so on Windows and macOS.
    marked = [] if sys.platform.startswith("linux") else ["-m", "not screen"]
    return call([str(tool("python")), "-m", "pytest", *PARALLEL, *marked, *options])


def checks() -> list[tuple[str, list[str]]]:
    """Return name and command of every check that runs before the tests, in order."""
    return [
        ("ruff check", [str(tool("ruff")), "check", "."]),
        ("ruff format --check", [str(tool("ruff")), "format", "--check", "."]),
        ("mypy", [str(tool("mypy"))]),
        ("lint-imports", [str(tool("lint-imports"))]),
    ]


def prepare(kind: str, *, screen: bool, tests: bool = False) -> None:
    """Make the machine and ``.venv`` ready; quick when they are.

    Args:
        kind: which lock to install, a key of ``LOCKS``.
        screen: whether a real window will be opened.
        tests: whether the test programs (a virtual X server) are needed too.
    """
    ready = is_usable()
    # A working .venv stays, whichever Python started us.
    python, packages = ([], []) if ready else find_python()
    system.prepare(packages, screen=screen, tests=tests)
    if ready and is_installed(kind):
        return
    system.prepare_fonts()
    STAMP.unlink(missing_ok=True)
    if not ready:
        print(f"Making a virtual environment in {VENV}", flush=True)
        if call([*python, "-m", "venv", "--clear", str(VENV)]):
            raise system.Stop("The virtual environment could not be made; the reason is above.")
    install(LOCKS[kind])
    STAMP.write_text(f"{kind} {fingerprint(kind)}\n", encoding="utf-8")


def install(lock: str) -> None:
    """Install the locked packages, each checked against its hash, and then the project itself.

    Raises:
        Stop: if pip fails.
    """
    print(f"Installing from {lock}; the first time takes a few minutes", flush=True)
    pip = [str(tool("python")), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    # The build tools are in the lock, so nothing unlocked is fetched to build the project.
    project = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    if call([*pip, "--require-hashes", "--requirement", str(ROOT / lock)]) or call(pip + project):
        raise system.Stop(
            "Installing failed; pip's reason is above. If it could not reach its package index,\n"
            "check the network, or the proxy and index in pip's own configuration; then try again."
        )


def is_installed(kind: str) -> bool:
    """Return whether ``.venv`` holds what is wanted: a developer's set also serves for running."""
    if not STAMP.is_file():
        return False
    present = STAMP.read_text(encoding="utf-8").split()
    serving = ("dev",) if kind == "dev" else ("run", "dev")
    return any(present == [one, fingerprint(one)] for one in serving)


def fingerprint(kind: str) -> str:
    """Return a hash of everything that calls for a new installation when it changes."""
    parts = [str(ROOT).encode()]
    parts += [(ROOT / name).read_bytes() for name in (LOCKS[kind], "pyproject.toml")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def find_python() -> tuple[list[str], list[str]]:
    """Return the command of a suitable Python, and Debian packages it still needs.

    It is this interpreter, or the first other one that works.

    Raises:
        Stop: if there is none; the message says what to install.
    """
    lacking: list[tuple[list[str], list[str]]] = []
    for command in candidates(sys.platform):
        found = version_of(command)
        if found is None or not is_suitable(found):
            continue
        if output([*command, "-c", "import venv, ensurepip; print(True)"]):
            return command, []
        lacking.append((command, [f"python{found[0]}.{found[1]}-venv"]))
    if lacking and system.is_debian():
        return lacking[0]
    raise system.Stop(system.how_to_get_python(sys.platform, OLDEST, NEWEST))


def candidates(platform: str) -> list[list[str]]:
    """Return commands that may start a suitable Python, this interpreter first."""
    found = [[sys.executable]] if sys.executable else []
    if platform == "win32":
        return found + [["py", f"-{version}"] for version in PREFERRED]
    found += [[f"python{version}"] for version in PREFERRED]
    if platform == "darwin":  # not on the path of programs started from the Finder
        for folder in ("/opt/homebrew/bin", "/usr/local/bin"):
            found += [[f"{folder}/python{version}"] for version in PREFERRED]
    return [*found, ["python3"], ["/usr/bin/python3"]]


def is_suitable(version: tuple[int, int]) -> bool:
    """Return whether the locked packages exist for this version of Python."""
    return OLDEST <= version <= NEWEST


def version_of(command: list[str]) -> tuple[int, int] | None:
    """Return the version of the Python that ``command`` starts; None when it starts none."""
    words = output([*command, "-c", "import sys; print(*sys.version_info[:2])"]).split()
    return (int(words[0]), int(words[1])) if len(words) == 2 else None


def is_usable() -> bool:
    """Return whether ``.venv`` starts a suitable Python that has pip."""
    python = [str(tool("python"))]
    found = version_of(python)
    return found is not None and is_suitable(found) and bool(output([*python, "-m", "pip", "-V"]))


def opens_display() -> bool:
    """Return whether a window can be opened: asks Qt itself, in a process that may abort."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in WINDOWLESS:
        return False
    command = [str(tool("python")), "-c", OPEN_DISPLAY]
    try:
        done = subprocess.run(
            command, env=environment(), capture_output=True, timeout=60, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def tool(name: str) -> Path:
    """Return the path of a program of the virtual environment."""
    if sys.platform == "win32":
        return VENV / "Scripts" / f"{name}.exe"
    return VENV / "bin" / name


def environment() -> dict[str, str]:
    """Return the environment for what is started: without another Python's settings, in UTF-8."""
    strange = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
    handed = {name: value for name, value in os.environ.items() if name not in strange}
    if sys.platform.startswith("linux") and handed.get("LC_ALL") in ("C", "POSIX"):
        handed["LC_ALL"] = "C.UTF-8"  # Qt would switch to it as well, with a warning at every start
    return handed


def call(command: list[str], more: dict[str, str] | None = None) -> int:
    """Run a command in the repository, its output going where ours goes; return its status."""
    try:
        done = subprocess.run(command, cwd=ROOT, env={**environment(), **(more or {})}, check=False)
    except OSError as error:
        print(f"{command[0]} cannot be started: {error}", file=sys.stderr)
        return 127
    return done.returncode if done.returncode >= 0 else 128 - done.returncode


def output(command: list[str]) -> str:
    """Return what a command prints; empty when it fails or does not exist."""
    try:
        done = subprocess.run(
            command, env=environment(), capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


if __name__ == "__main__":
    sys.exit(main())
