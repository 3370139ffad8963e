"""Reading workbooks nobody has vouched for: checked first, parsed in a child process with limits.

This package knows cells and sheets; what they mean is the business of ``workbench.core.formats``.
The child imports it, so it must stay free of pandas.
"""
