"""Search: what somebody asks, the index of each machine, and the results by publication (DECISIONS 8)."""
