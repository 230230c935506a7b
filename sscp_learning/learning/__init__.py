"""Modules, attempts, completions and certificates."""
