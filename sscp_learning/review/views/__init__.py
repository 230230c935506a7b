"""The pages of a review, a file for each reader."""
