"""The pages of oversight, one file a reader."""
