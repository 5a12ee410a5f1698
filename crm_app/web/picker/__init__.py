"""Choosing files that are there already, and adding some on the way: one dialog for every screen."""
