"""The checks of a format, one file for each thing they look at; `documents/checks.py` runs them all."""
