"""What people say beside a record."""
