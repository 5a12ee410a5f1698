"""Taking over an account that somebody else has made: where the link of an invitation leads."""
