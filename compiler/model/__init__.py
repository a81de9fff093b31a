"""The typed, immutable model that readers make, passes map and layouts show."""
