"""Interactions: what was said with whom, with its files."""
