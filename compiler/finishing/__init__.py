"""Rendered pages made ready for a file: read again, judged, style sheets understood, fonts cut down to what they print."""
