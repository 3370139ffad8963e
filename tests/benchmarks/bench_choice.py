"""The choice among 40 projects in 20 scenarios, 36 months, 12 materials with inputs.

The peer is ``scipy.optimize.milp`` on the same extensive form: the arrays of our own programme.
``python tests/benchmarks/bench_choice.py [PROJECTS] [SCENARIOS]``
"""

from __future__ import annotations

import sys
import time

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from workbench.core.appraisal.choice.frontier import frontier
from workbench.core.appraisal.choice.instance import Instance, Limits
from workbench.core.appraisal.choice.programme import Objective, build
from workbench.core.appraisal.choice.solve import choose

MONTHS, MATERIALS = 36, 12
LIMIT = 60.0
ALPHA = 0.9
OBJECTIVES: tuple[Objective, ...] = ("shortage", "cvar", "dependence")
KINDS = ("rnd", "tax", "finance")


def instance(projects: int, scenarios: int) -> Instance:
    """Return chains of materials in which every third project needs what another makes."""
    random = np.random.default_rng(11)
    shape = (scenarios, MATERIALS, MONTHS)
    demand = random.uniform(500, 1500, (1, MATERIALS, 1)) * np.ones(shape)
    hit = random.uniform(0, 0.6, (scenarios, MATERIALS, 1)) * (random.random(shape) < 0.5)
    makes = random.integers(0, MATERIALS, projects)
    inputs = np.zeros((projects, MATERIALS))
    for place in range(0, projects, 3):
        inputs[place, (makes[place] + 1) % MATERIALS] = random.uniform(0.3, 1.2)
    start = random.integers(0, 18, projects)
    months = np.arange(MONTHS)[None, :]
    output = random.uniform(40, 250, (projects, 1)) * (months >= start[:, None])
    kinds = random.uniform(0, 10, (projects, len(KINDS)))
    return Instance(
        projects=tuple(f"p{place}" for place in range(projects)),
        materials=tuple(f"m{place}" for place in range(MATERIALS)),
        scenarios=tuple(f"s{place}" for place in range(scenarios)),
        probability=np.full(scenarios, 1 / scenarios),
        cost=kinds.sum(axis=1),
        makes=makes,
        output=output,
        gap=demand * hit,
        imports=demand * (1 - hit) * 0.8,
        demand=demand,
        weight=random.uniform(1, 20, MATERIALS),
        inputs=inputs,
        spare=random.uniform(0, 150, shape),
        kinds=KINDS,
        cost_of_kind=kinds,
        requires=((1, 2), (4, 5)),
        excludes=((7, 8), (10, 11), (13, 14)),
    )


def peer(case: Instance, limits: Limits, objective: Objective) -> tuple[float, float, float]:
    """Return seconds, optimum and gap of SciPy's milp on the same arrays."""
    made = build(case, limits, objective, ALPHA)
    rows = csr_matrix(
        (made.value, made.index, made.start), shape=(len(made.row_low), len(made.cost))
    )
    whole = np.zeros(len(made.cost))
    whole[: made.binaries] = 1
    began = time.perf_counter()
    found = milp(
        np.array(made.cost),
        constraints=LinearConstraint(rows, np.array(made.row_low), np.array(made.row_high)),
        bounds=Bounds(np.array(made.low), np.array(made.high)),
        integrality=whole,
        options={"time_limit": LIMIT, "mip_rel_gap": 1e-9},
    )
    seconds = time.perf_counter() - began
    if found.x is None:
        return seconds, float("nan"), float("nan")
    return seconds, float(found.fun) + made.offset, float(found.mip_gap)


def main(projects: int, scenarios: int) -> None:
    """Print the measures."""
    case = instance(projects, scenarios)
    limits = Limits(
        float(case.cost.sum() / 3), (("rnd", float(case.cost_of_kind[:, 0].sum() / 4)),)
    )
    print(f"{projects} projects, {scenarios} scenarios, {MONTHS} months, {MATERIALS} materials")
    for objective in OBJECTIVES:
        began = time.perf_counter()
        made = build(case, limits, objective, ALPHA)
        size = f"{len(made.cost)} columns, {len(made.row_low)} rows, built in"
        print(f"{objective}: {size} {time.perf_counter() - began:.1f} s")
        began = time.perf_counter()
        choice = choose(case, limits, objective, alpha=ALPHA, seconds=LIMIT)
        ours = time.perf_counter() - began
        theirs, optimum, gap = peer(case, limits, objective)
        told = f"{len(choice.chosen)} chosen, value {choice.objective:.6g}, gap {choice.gap:.2%}"
        print(f"  ours          {ours:7.1f} s  to reach {LIMIT:g} s   {told}")
        ratio = f"{theirs / ours:.2f} x ours"
        print(f"  SciPy milp    {theirs:7.1f} s  {ratio}   {optimum:.6g}, gap {gap:.2%}")
    began = time.perf_counter()
    line = frontier(case, limits, seconds=LIMIT)
    print(f"frontier of {len(line)} points {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    sizes = [int(word) for word in sys.argv[1:] if not word.startswith("--")]
    main(*(sizes or [40, 20]))
