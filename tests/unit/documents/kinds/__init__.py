"""Tests of each kind of block, at the path of the kind."""
