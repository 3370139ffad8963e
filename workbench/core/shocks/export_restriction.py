"""A country lets less of a material out: licences, a quota or a ban.

At most (1 - size) of the usual volume of each source that is hit may be shipped, whatever its
capacity; so a source that is hit cannot take over from others either. A quota is an amount a year
of each material instead, shared by the sources in proportion to their usual volumes. While licences
are waited for nothing is shipped. Goods already on the way arrive. Size 0 restricts nothing.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network
from workbench.core.problem import Problem
from workbench.core.shocks import HS, Parameter, Shock, ShockKind
from workbench.core.shocks._targets import hit_sources, nobody

FloatArray = npt.NDArray[np.float64]
_YEAR = 12
_SIZE = Parameter(
    name="size",
    label="Share cut",
    meaning="share of the usual volume that may no longer be shipped; 1 is a ban",
    unit="0-1",
    default=1.0,
    only_with=("form", "share"),
)
_FORM = Parameter(
    name="form",
    label="Form",
    meaning="share: the share cut holds; quota: the quota holds instead; ban: nothing is let out",
    choices=("share", "quota", "ban"),
)
_QUOTA = Parameter(
    name="quota",
    label="Quota",
    meaning="amount of each material that may be shipped to home, where the form is quota",
    unit="unit per year",
    high=1e6,
    step=100.0,
    only_with=("form", "quota"),
)
_LICENCE = Parameter(
    name="licence_months",
    label="Wait for licences",
    meaning="first months of the restriction in which nothing is shipped",
    unit="months",
    high=24.0,
    step=1.0,
)
_PHASE_IN = Parameter(
    name="phase_in_months",
    label="Phase-in",
    meaning="months over which the cut grows to its full size",
    unit="months",
    high=60.0,
    step=1.0,
)


def apply(levers: Levers, network: Network, shock: Shock) -> list[Problem]:
    """Limit what the sources that are hit may ship; several restrictions multiply."""
    form = shock.text("form", "share")
    size = shock.number("size", _SIZE.default) if form == "share" else 1.0
    weights = network.weights(shock.start, shock.duration, shock.number("phase_in_months"))
    hit, found = hit_sources(network, shock)
    if found:
        return found
    if not network.usual[hit].sum() > 0:
        return [nobody(shock)]
    if form == "quota" and math.isnan(shock.number("quota", math.nan)):
        text = "no quota is given; the shock is left out"
        return [shock.finding(text, "error", "parameters", "", "Give the parameter quota")]
    if form == "quota":
        _limit(levers, network, hit, shock.number("quota") / _YEAR, weights)
    else:
        _cut(levers, hit, size * weights)
    if wait := shock.number("licence_months"):
        _cut(levers, hit, network.weights(shock.start, min(wait, shock.duration)))
    return []


def _cut(levers: Levers, hit: list[int], cut: FloatArray) -> None:
    """Take a share, by month, off what may be shipped."""
    months = np.flatnonzero(cut > 0)
    if not len(months):
        return
    inside, places = slice(months[0], months[-1] + 1), np.array(hit, dtype=np.int64)
    allowed = levers.allowed[places, inside]
    before = np.where(np.isfinite(allowed), allowed, 1.0)
    levers.allowed[places, inside] = np.where(
        cut[inside] > 0, before * (1.0 - cut[inside]), allowed
    )


def _limit(
    levers: Levers,
    network: Network,
    hit: list[int],
    quota: float,
    weights: FloatArray,
) -> None:
    """Limit the shipments of each material to an amount, shared by usual volumes."""
    usual, material = network.usual[hit], network.material[hit]
    whole = np.bincount(material, usual, len(network.materials))[material]
    part = np.divide(quota * usual, whole, out=np.zeros_like(usual), where=whole > 0)
    most = usual[:, None] * (1.0 - weights) + part[:, None] * weights
    levers.ceiling[hit] = np.minimum(levers.ceiling[hit], np.where(weights > 0, most, np.inf))


SHOCK = ShockKind(
    title="Export restriction",
    meaning="A country lets less of a material out, as with export licences, quotas or bans",
    size=_SIZE,
    required=("country",),
    optional=("material", "supplier"),
    apply=apply,
    parameters=(_FORM, _QUOTA, _LICENCE, _PHASE_IN, HS),
    instead=("quota",),
)
