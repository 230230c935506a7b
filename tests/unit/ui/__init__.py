"""Tests of how pages look and what templates are given: no database, no app."""
