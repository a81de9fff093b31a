"""Tests of archival bags."""
