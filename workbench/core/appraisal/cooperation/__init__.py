"""Cooperation models: the chain of partners, its gates, and the tonnes it delivers when."""
