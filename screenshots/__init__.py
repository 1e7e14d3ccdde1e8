"""Pictures of the real app on the sample data, for the README and for looking at."""
