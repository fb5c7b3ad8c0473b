"""Measurements of the product, each printing one line of JSON for each size."""
