"""Lists that many rows of the table share."""

OFFICERS = (
    "inspector|team_lead|case_handler|sanctioner|clerk|manager|police_coordinator"
)
UNTIL_ANNULLED = "|".join(
    (
        "RECEIVED|VERIFYING|OPENED|RECORDED|EXPLAINING|PENDING_DECISION|DECIDED",
        "EXECUTING|EXECUTION_SUSPENDED|ENFORCING|NO_SANCTION|RETURNED|EXECUTED|ANNULLED",
    )
)
# Of a case that was submitted or forwarded to the authority.
SUBMITTED = "|".join(
    (
        "PENDING_DECISION|DECIDED|EXECUTING|EXECUTION_SUSPENDED|ENFORCING|NO_SANCTION",
        "EXECUTED|ANNULLED|CLOSED|RECORDED|EXPLAINING|RETURNED|TRANSFERRED|PROSECUTED",
    )
)
