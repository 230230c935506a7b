"""Who must learn what by when, and who has."""
