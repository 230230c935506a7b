"""Review: rules, words and names."""
