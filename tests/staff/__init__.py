"""Staff: on a real PostgreSQL."""
