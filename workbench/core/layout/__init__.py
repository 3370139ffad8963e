"""Tables of any layout: found on a sheet, understood by a mapping, applied to the schema.

``finding`` says where the tables are, ``roles`` guesses what their columns mean, ``profiles`` keeps
what was once agreed, and ``applying`` turns a found table and a mapping into rows of the project.
"""
