"""Files a writer owns: reading and writing them without harm. Pure Python, any thread."""
