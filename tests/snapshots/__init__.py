"""Every screen as it is drawn."""
