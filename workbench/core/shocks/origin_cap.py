"""No more than a share of a material may come from a country or group.

Buyers hold what they order from it to the share and ask the others for the rest; what these cannot
deliver does not raise the share of the group, so a cap may leave a shortage. It holds on what is
shipped in a month; what was shipped before still arrives.
"""

from __future__ import annotations

import numpy as np

from workbench.core.network import Levers, Network, OriginCap
from workbench.core.network.levers import Basis
from workbench.core.problem import Problem
from workbench.core.shocks import HS, RAMP, Parameter, Shock, ShockKind
from workbench.core.shocks._targets import hit_sources, no_figures

_SIZE = Parameter(
    name="size",
    label="No more than",
    meaning="largest share that may come from there",
    unit="0-1",
    default=0.65,
)
_OF = Parameter(
    name="of",
    label="Share of",
    meaning="imports: of what is imported; supply: of imports and home production not exported",
    choices=("imports", "supply"),
)


def apply(levers: Levers, network: Network, shock: Shock) -> list[Problem]:
    """Cap the share of the sources that are hit."""
    m = network.index(shock.material)
    if m < 0:
        return [no_figures(shock)]
    hit, found = hit_sources(network, shock)
    if not hit:
        return found
    weights = network.weights(shock.start, shock.duration, shock.number("ramp_months"))
    size = shock.number("size", _SIZE.default)
    share = np.where(weights > 0, 1.0 - (1.0 - size) * weights, np.inf)
    basis: Basis = "supply" if shock.text("of", "imports") == "supply" else "imports"
    levers.caps.append(OriginCap(m, np.array(hit, dtype=np.int64), share, basis))
    all_foreign = [s for s in network.sources_of(m) if not network.is_home[s]]
    if size < 1 and basis == "imports" and set(all_foreign) <= set(hit):
        text = f"nobody else is known to supply {shock.material}; all of its imports end"
        found.append(shock.finding(text, column="country", value=shock.country))
    return found


SHOCK = ShockKind(
    title="Cap on an origin",
    meaning="No more than a share of a material may come from a country or group",
    size=_SIZE,
    required=("country", "material"),
    optional=(),
    apply=apply,
    parameters=(_OF, RAMP, HS),
)
