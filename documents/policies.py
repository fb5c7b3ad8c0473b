"""May this person print? The rows of the permission table that are about paper.

Those on a lead's and a competent authority's own files stand with the cases.
"""

from agencies.access import register, row
from cases.conditions import has_accepted

register(
    (
        row(
            "A086",
            "case_handler|police_coordinator|manager",
            "*",
            "supporting",
            "*",
            "document.print_shared",
            has_accepted,
        ),
    )
)
