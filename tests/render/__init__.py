"""Tests of the layouts and of what they make of a book."""
