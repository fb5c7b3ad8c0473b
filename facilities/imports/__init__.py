"""Registers of the offices, taken in as they are: XLSX, ODS and CSV.

`reading` opens a file, `columns` knows its headers, `cells` and `places` clean what
stands in a cell, `drafts` makes of a row what the services take; `batches` keeps the
rows of a file, takes them into the register and takes them out again.
"""
