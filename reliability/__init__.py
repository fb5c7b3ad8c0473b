"""Long programmes: races, random lives, crashes. Each ends by checking the invariants.

One JSON line per result; see `python -m reliability --help`.
"""
