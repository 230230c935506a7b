"""The one document model: Markdown in; blocks, clean HTML, marking, checks and PDFs out. No database, no web."""
