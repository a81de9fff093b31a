"""Tests of the comparison of editions."""
