from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def _workbench(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "workbench", *words],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_that_the_main_job_is_done_without_a_screen(tmp_path: Path) -> None:
    done = _workbench("demo", str(tmp_path))
    assert done.returncode == 0, done.stderr
    for name in ("graphite.scrw", "graphite-result.xlsx", "shares.png", "shift.png", "balance.png"):
        assert (tmp_path / name).stat().st_size > 1000
        assert name in done.stdout


def test_that_the_program_can_test_itself() -> None:
    done = _workbench("--self-test")
    assert done.returncode == 0, done.stderr
