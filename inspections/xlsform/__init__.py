"""Checklists as XLSForm, the common format of field forms: out and in.

`book` opens a workbook with care, `reading` makes questions of its rows and names what
is not supported, `writing` makes rows of questions, `checking` asks the format's own
library.
"""
