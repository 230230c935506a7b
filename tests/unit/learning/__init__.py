"""The rules of learning, without a database."""
