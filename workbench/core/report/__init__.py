"""What leaves the program: the workbook with native charts, and the empty template."""
