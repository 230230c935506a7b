"""The files under content/, in and out."""
