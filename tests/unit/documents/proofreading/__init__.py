"""Tests of each check, at the path of its file."""
