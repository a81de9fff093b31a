"""Pages on paper: fragments laid out apart, numbered, and joined into one tagged PDF."""
