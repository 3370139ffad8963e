"""Exposure: what the failure of a source would cost, and how long home would survive it."""

from workbench.core.simulation.exposure.table import EXPOSURE, Exposure, Together, exposure

__all__ = ["EXPOSURE", "Exposure", "Together", "exposure"]
