"""What each command prints and ends with, within the process."""
