"""The browser of these tests."""

from tests.reading.fixtures import desk, reading_systems

__all__ = ["desk", "reading_systems"]
