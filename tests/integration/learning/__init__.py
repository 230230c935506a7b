"""Learning, from HTTP to the database, on both databases."""
