"""Tests of Handschlag."""
