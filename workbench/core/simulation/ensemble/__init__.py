"""Uncertainty: many draws of a scenario's shocks, and what they say together."""
