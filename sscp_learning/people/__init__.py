"""Who someone is, where they work and what they may do."""
