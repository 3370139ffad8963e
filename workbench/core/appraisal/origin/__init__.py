"""Origin rules: a product's bill of materials against dated rules, and the least change to pass."""
