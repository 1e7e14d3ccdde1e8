"""The model: frozen dataclasses and pure rules. No I/O, no clock, no store."""
