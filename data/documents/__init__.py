"""What leaves the app, and reading it back."""
