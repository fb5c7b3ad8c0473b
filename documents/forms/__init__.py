"""The words of each statutory form."""
