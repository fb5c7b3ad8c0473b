"""Goods of cases: seizures, the custody book, requests to experts, valuations."""
