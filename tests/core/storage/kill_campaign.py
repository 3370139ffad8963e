"""Kill processes at random points while they save; the file must load as old or new each time.

``python tests/core/storage/kill_campaign.py --kills 500 [--seed 1]`` ends with status 1 if a
project was lost, is neither of the two, or if anything but one file remains at the end.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from workbench.core.problem import DataRefused
from workbench.core.project import Project, from_records
from workbench.core.storage import content, project_file

ROWS = 6_000


def state(price: float) -> Project:
    """Return one of the two projects that are saved in turn."""
    rows = [
        {"material": f"흑연 {number}", "price": price * number, "note": f"{price} {number}"}
        for number in range(ROWS)
    ]
    return from_records({"materials": rows})


def keep_saving(path: Path, states: list[Project], ready: Connection) -> None:
    """Save the two projects in turn until killed."""
    ready.send("ready")
    while True:
        for project in states:
            project_file.save(project, path)


def main() -> int:
    """Run the campaign and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    start = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    machine = multiprocessing.get_context(start)
    states = [state(1.25), state(7.5)]
    good = {content.digest(content.contents(project)) for project in states}
    lost = inside = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "프로젝트.scrw"
        begin = time.perf_counter()
        project_file.save(states[0], path)
        duration = time.perf_counter() - begin
        for _ in range(options.kills):
            here, there = machine.Pipe(duplex=False)
            child = machine.Process(target=keep_saving, args=(path, states, there))  # type: ignore[attr-defined]
            child.start()
            here.recv()
            time.sleep(dice.uniform(0, 3 * duration))
            child.kill()
            child.join()
            inside += len(list(path.parent.iterdir())) > 1
            lost += not survived(path, good)
        project_file.save(states[0], path)
        left = len(list(path.parent.iterdir())) - 1
    print(f"kills {options.kills}, inside a save {inside}, lost {lost}, left over {left}")
    return int(lost > 0 or left > 0)


def survived(path: Path, good: set[str]) -> bool:
    """Return whether the file loads as one of the two projects."""
    try:
        return content.digest(content.contents(project_file.load(path))) in good
    except DataRefused as refused:
        print(refused)
        return False


if __name__ == "__main__":
    sys.exit(main())
