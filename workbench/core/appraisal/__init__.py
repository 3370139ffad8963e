"""What support is worth: cooperation models, the choice under a budget, origin rules."""
