"""The tools beside the product."""
