"""Screening of many materials at once: how concentrated the imports of each one are, every year.

Sums are made in one pass over the codes of the table ``trade``. Materials whose rows need the rules
about releases, totals and mixed lengths of periods are added up by those rules.
"""
