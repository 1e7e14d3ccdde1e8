"""The widgets of Handschlag; each carries its own look."""
