"""The import assistant: what was found in files, painted on them, corrected and then imported."""
