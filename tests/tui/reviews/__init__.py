"""The review by keys: alone, together, its outcomes."""
