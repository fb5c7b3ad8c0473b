"""The duties of facilities on the law desk, dated and cited as all rows of the law."""

from facilities.models import ObligationRule
from regulations.kinds import ProposalKind
from regulations.law_tables import Table, add_table

OBLIGATIONS = Table(
    ProposalKind.OBLIGATION,
    "obligation_rules",
    ObligationRule,
    key=("code",),
    words=("kind",),
    figures=("text_vi", "text_en", "facility_kinds", "is_yearly"),
    citation="basis",
    title=lambda row: row.text,
)
add_table(OBLIGATIONS)
