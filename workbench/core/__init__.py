"""The numbers: tables, indicators, simulation, files. Knows no user interface."""
