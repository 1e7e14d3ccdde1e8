"""The store: everything that reads and writes SQLite, one module per part of the model."""
