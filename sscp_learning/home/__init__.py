"""The front page, search results, statements and the index pages of the desk and of administration."""
