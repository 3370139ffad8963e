"""Random choices, and what every set of projects reaches, by a way of its own."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from workbench.core.appraisal.choice.instance import Instance, Limits, allowed


@st.composite
def instances(draw, most_projects=6, limited=None):
    """A random instance with few materials, scenarios and months."""
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    projects = draw(st.integers(1, most_projects))
    materials, scenarios, months = rng.integers(1, 4), rng.integers(1, 4), rng.integers(1, 4)
    shape = scenarios, materials, months
    makes = rng.integers(0, materials, projects)
    demand = rng.integers(0, 30, shape).astype(float)
    gap = np.minimum(demand, rng.integers(-10, 20, shape)).clip(0)
    costs = rng.integers(1, 20, (projects, 2)).astype(float)
    inputs, spare = np.zeros((0, 0)), np.zeros((0, 0, 0))
    if materials > 1 and (limited or (limited is None and rng.random() < 0.5)):
        inputs = np.zeros((projects, materials))
        for p in range(projects):  # only from a material to one before it: no loops
            if makes[p] > 0:
                inputs[p, makes[p] - 1] = rng.integers(0, 3) / 2
        spare = rng.integers(0, 15, shape).astype(float)
    pairs = [tuple(map(int, rng.integers(0, projects, 2))) for _ in range(4)]
    pairs = [pair for pair in pairs if pair[0] != pair[1]]
    return Instance(
        projects=tuple(f"p{i}" for i in range(projects)),
        materials=tuple(f"m{i}" for i in range(materials)),
        scenarios=tuple(f"s{i}" for i in range(scenarios)),
        probability=rng.dirichlet(np.ones(scenarios)),
        cost=costs.sum(axis=1),
        makes=makes.astype(np.int64),
        output=rng.integers(0, 15, (projects, months)).astype(float),
        gap=gap,
        imports=(demand - gap) * rng.random(),
        demand=demand,
        weight=rng.integers(1, 9, materials).astype(float),
        inputs=inputs,
        spare=spare,
        kinds=("rnd", "tax"),
        cost_of_kind=costs,
        requires=tuple(pairs[:1]),
        excludes=tuple(pairs[1:2]),
    )


def subsets(instance: Instance, limits: Limits):
    """Every set of projects that is allowed."""
    for picks in itertools.product((False, True), repeat=len(instance.projects)):
        picked = np.array(picks)
        if allowed(instance, limits, picked):
            yield picked


def best(instance, limits, objective, alpha=0.95):
    """The least objective over all sets, one after the other."""
    return min(value(instance, picked, objective, alpha) for picked in subsets(instance, limits))


def value(instance, picked, objective, alpha=0.95):
    """What a set reaches: the second stage of each scenario solved on its own."""
    losses = np.array(
        [_loss(instance, picked, objective, k) for k in range(len(instance.scenarios))]
    )
    if objective == "cvar":
        return _cvar(losses, instance.probability, alpha)
    expected = float(instance.probability @ losses)
    if objective == "shortage":
        return expected
    demand = np.einsum("k,kmt,m->", instance.probability, instance.demand, instance.weight)
    return expected / (demand or 1.0)


def _cvar(losses, probability, alpha):
    """By the definition of Rockafellar and Uryasev, over the points where it may bend."""
    return min(v + float(probability @ np.maximum(losses - v, 0.0)) / (1 - alpha) for v in losses)


def _loss(instance, picked, objective, k):
    amounts = instance.imports if objective == "dependence" else instance.gap
    lost = 0.0
    for t in range(instance.months):
        lost += float(amounts[k, :, t] @ instance.weight)
        lost -= _helped(instance, picked, objective, k, t)
    return lost


def _helped(instance, picked, objective, k, t):
    """The most value that the plants of one month can avoid or displace."""
    plants = [p for p in range(len(picked)) if picked[p] and instance.output[p, t] > 0]
    count, n = len(plants), len(instance.materials)
    # plants' output, shortage avoided, imports displaced, inputs had elsewhere
    bounds = [(0, instance.output[p, t]) for p in plants]
    bounds += [(0, g) for g in instance.gap[k, :, t]]
    bounds += [(0, i if objective == "dependence" else 0) for i in instance.imports[k, :, t]]
    bounds += [(0, instance.room(k, m, t)) for m in range(n)]
    blank = np.zeros(n)
    gains = [blank, instance.weight] if objective == "dependence" else [instance.weight, blank]
    rows, limits = [], []
    for m in range(n):
        made = [-float(instance.makes[p] == m) for p in plants]
        used = [float(instance.uses(p)[m]) for p in plants]
        unit = np.eye(n)[m]
        had = unit if np.isfinite(instance.room(k, m, t)) else blank
        free = used if had.any() else [0.0] * count
        rows += [
            [*(np.add(made, free)), *unit, *unit, *(-had)],
            [*(-np.array(used)), *blank, *blank, *unit],
        ]
        limits += [0.0, 0.0 if had.any() else np.inf]
    solved = linprog(
        -np.concatenate([np.zeros(count), *gains, blank]),
        A_ub=np.array(rows),
        b_ub=np.minimum(limits, 1e9),
        bounds=[(0, min(high, 1e9)) for _, high in bounds],
    )
    assert solved.status == 0, solved.message
    return -float(solved.fun)
