"""Tests of the document model: no database, no app."""
