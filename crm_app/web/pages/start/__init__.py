"""The bare address of the app."""
