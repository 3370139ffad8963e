"""What foreign workbooks write for countries, goods, units, figures and periods, and what it means.

Every reading is stated in words; what is not understood is said to be so and never guessed.
"""
