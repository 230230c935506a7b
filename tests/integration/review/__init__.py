"""Review: HTTP to database, a file for each reader."""
