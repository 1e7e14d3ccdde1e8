"""What a key costs: the app beside Textual's own text area, measured from outside."""
