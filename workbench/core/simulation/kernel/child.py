"""The child process that compiles the kernel and keeps the machine code for this program to load.

Compiling takes some ten seconds of Python's own work, beside which a window would stutter.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from workbench.core.network import Levers, build
from workbench.core.progress import Progress
from workbench.core.project import from_records
from workbench.core.simulation.kernel.engine import respond

_ROOT = Path(__file__).resolve().parents[4]
_LOOK_EVERY = 0.05  # seconds


def main() -> int:
    """Compile the kernel, or load it where it is kept; return the exit status."""
    trade = {"period": "2021", "flow": "import", "reporter": "KOR", "partner": "JPN"}
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": "1"}],
            "materials": [{"material": "any"}],
            "trade": [trade | {"material": "any", "quantity": 1.0}],
        }
    )
    network, _ = build(project)
    respond(network, Levers.of(network))
    return 0


def prepare(progress: Progress | None = None) -> bool:
    """Make the kernel ready in this process; return whether that was possible.

    Raises:
        Cancelled: if ``progress`` says so; the child is ended then.
    """
    from workbench.core.simulation.kernel._compiler import is_kept  # noqa: PLC0415 - slow to load

    if not is_kept() and not _in_child(progress or Progress()):
        return False
    return main() == 0


def _in_child(progress: Progress) -> bool:
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}
    try:
        child = subprocess.Popen(  # noqa: S603 - our own program
            _command(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return False
    try:
        while child.poll() is None:
            progress.step(0, 0, "preparing the simulation of large networks")
            time.sleep(_LOOK_EVERY)
    finally:
        child.kill()
        child.wait()
    return child.returncode == 0


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--kernel-worker"]
    return [sys.executable, "-m", "workbench.core.simulation.kernel.child"]


if __name__ == "__main__":
    sys.exit(main())
