"""The user's file on disk: written beside, checked, moved into place; read with suspicion."""
