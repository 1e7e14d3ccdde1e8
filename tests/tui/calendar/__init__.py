"""The calendar and its sessions, by keys: 1 December 2026 is today."""
