"""The text of a row that is hashed, as SQL that the trigger and the check share.

The columns are named one by one and in UTC, so that the text depends on the row alone:
not on the session's time zone or settings, nor on columns added later. A later version
of a row must get a function of its own beside this one.
"""

from django.db import migrations

_SHARED = """
    'seq', row.seq,
    'at', row.at AT TIME ZONE 'UTC',
    'actor', row.actor_id,
    'actor_label', row.actor_label,
    'acting_for', row.acting_for,
    'agency_code', row.agency_code,
    'relation', row.relation,
    'action', row.action,
    'object_type', row.object_type,
    'object_id', row.object_id,
    'object_label', row.object_label,
    'request_id', row.request_id,
    'address', row.address,
"""


def _function(table: str, own: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION audit_canonical("row" {table}) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT jsonb_build_object({_SHARED} {own})::text
        $$
        """,
        f"DROP FUNCTION audit_canonical({table})",
    )


FUNCTIONS = [
    _function(
        "audit_entry",
        "'reason', row.reason, 'changes', row.changes, 'object_hash', row.object_hash",
    ),
    _function("audit_accessevent", "'detail', row.detail"),
]
