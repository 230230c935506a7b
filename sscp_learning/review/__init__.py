"""Drafts read by young people: rounds, comments, moderation and answers."""
