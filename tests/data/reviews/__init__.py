"""Reviews: alone, together, their outcomes, their rhythm, their scores."""
