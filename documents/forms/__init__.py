"""The words of each statutory form."""

# Before any form imports ReportLab's parts: the kit sets their default font first.
from documents import kit as kit
