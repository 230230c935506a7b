"""Publications, their formats, revisions and publishing."""
