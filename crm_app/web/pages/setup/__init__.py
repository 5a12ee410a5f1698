"""The first visit: making the owner account."""
