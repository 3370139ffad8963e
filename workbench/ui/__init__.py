"""The window: it shows and edits a project and computes nothing of the field."""
