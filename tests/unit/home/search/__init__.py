"""Unit tests of search."""
