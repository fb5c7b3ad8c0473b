"""Year plans: their list of facilities and their way to publication."""
