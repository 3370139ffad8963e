"""Widgets that know values only, never the session."""
