"""Early warning on monthly customs figures: published rules, robust statistics, a back-test.

Everything is judged as it stood at a day: only figures and events known by then count.
"""
