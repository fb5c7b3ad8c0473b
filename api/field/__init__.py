"""The door of the field app: visits out, records and files in, each harmless twice."""
