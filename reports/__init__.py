"""Questions across the domain; nothing here changes a record."""
