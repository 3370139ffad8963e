"""The record check: under which definitions a claim of a record holds, and under which not."""
