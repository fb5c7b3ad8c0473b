"""The print kit: faces, styles, blocks and pages that every form is made of."""

# First of all: ReportLab reads its default font while its tables, styles and graphics
# are imported, and Helvetica would slip in, not embedded.
from documents.kit import typefaces as typefaces
