"""Themes, contacts, glossary and section links shared by guidance, modules and courses."""
