"""The choice of projects under a budget: a two-stage stochastic mixed-integer programme."""
