"""Visits over HTTP: opened, decided, made, recorded, concluded."""
