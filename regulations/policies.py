"""Who may change the law's figures: rows of the permission table."""

from agencies import access
from agencies.access import row
from regulations.kinds import SettingKey

EDIT_CALENDAR = "calendar.edit"
EDIT_REFERENCE = "reference.edit"
EDIT_RULE = "deadline_rule.edit"

GRANTS = (
    row("A104", "admin", "*", "own_agency", "-", EDIT_CALENDAR),
    row(
        "A151",
        "legal_officer",
        "*",
        "own_agency",
        "-",
        f"{EDIT_REFERENCE}|{EDIT_RULE}",
    ),
)
access.register(GRANTS)


def action_for_setting(key: str) -> str:
    """The one setting that is a day of the calendar belongs to the administrator."""
    return EDIT_CALENDAR if key == SettingKey.CULTURE_DAY else EDIT_REFERENCE
