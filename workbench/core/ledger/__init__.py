"""The shift ledger: what changed between two states, in parts that add up exactly."""
