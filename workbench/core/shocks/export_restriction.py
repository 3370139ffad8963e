"""A country lets less of a material out: a licence, a quota or, with size 1, a ban.

At most (1 - size) of the usual volume of each source that is hit may be shipped, whatever its
capacity; so a source that is hit cannot take over from others either. Goods already on the way
arrive. Size 0 restricts nothing.
"""

from __future__ import annotations

import numpy as np

from workbench.core.network import Levers, Network
from workbench.core.problem import Problem
from workbench.core.shocks import Parameter, Shock, ShockKind

_SIZE = Parameter(
    name="size",
    label="Share cut",
    meaning="share of the usual volume that may no longer be shipped; 1 is a ban",
    unit="0-1",
    default=1.0,
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
    size = min(max(shock.number("size", _SIZE.default), 0.0), 1.0)
    weights = network.weights(shock.start, shock.duration, shock.number("phase_in_months"))
    hit_countries = network.countries_of(shock.country)
    hit = [
        s
        for s, country in enumerate(network.country)
        if country in hit_countries
        and not network.is_home[s]
        and shock.material in ("", network.materials[network.material[s]])
        and shock.supplier in ("", network.sources[s])
    ]
    if not network.usual[hit].sum() > 0:
        what = shock.supplier or shock.material or "any material"
        message = f"home imports nothing of {what} from {shock.country}; the shock changes nothing"
        return [shock.finding(message, column="country", value=shock.country)]
    cut = size * weights
    for s in hit:
        before = np.where(np.isfinite(levers.allowed[s]), levers.allowed[s], 1.0)
        levers.allowed[s] = np.where(cut > 0, before * (1.0 - cut), levers.allowed[s])
    return []


SHOCK = ShockKind(
    title="Export restriction",
    meaning="A country lets less of a material out, as with export licences, quotas or bans",
    size=_SIZE,
    required=("country",),
    optional=("material", "supplier"),
    apply=apply,
    parameters=(_PHASE_IN,),
)
