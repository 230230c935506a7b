"""The kinds of block a document is made of: one file each, listed in one table, `registry.py`."""
