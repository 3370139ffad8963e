"""Input-output tables of foreign workbooks: who sells what to whom, with names and findings.

Other than the formats beside it this reads no table of the schema, and is no profile of the import.
"""

from __future__ import annotations

from workbench.core.formats.input_output.reading import Read, read_table

__all__ = ["Read", "read_table"]
