"""The rows of the permission table about accounts, roles and delegations."""

from agencies import access
from agencies.access import row

GRANTS = (
    row(
        "A102",
        "admin",
        "*",
        "own_agency",
        "-",
        "user.create|user.disable|user.reset_factor|session.end",
    ),
    row("A103", "admin", "*", "own_agency", "-", "role.grant"),
    row(
        "A144",
        "sanctioner",
        "*",
        "own_agency",
        "-",
        "delegation.create|delegation.revoke",
    ),
)
access.register(GRANTS)
