"""Tables to arrays: the supply network of home, and the levers that shocks pull."""

from workbench.core.network.levers import Levers, OriginCap, Substitution
from workbench.core.network.model import Network
from workbench.core.network.start import build

__all__ = ["Levers", "Network", "OriginCap", "Substitution", "build"]
