"""How the other apps write to the trail; call it last in the transaction of the act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from audit.models import AccessAction, AccessEvent, Entry
from kernel import copying
from kernel.request_context import current_request

if TYPE_CHECKING:
    from datetime import datetime

    from django.db import models

    from agencies.models import User

MASK = "•••"
SYSTEM = "system"
# Fields whose values never stand in the trail, wherever in the change they occur:
# identity numbers, phones, texts of notes (read in the note itself), secrets.
MASKED = frozenset(
    {
        "identity_number",
        "id_number",
        "identity_no",
        "citizen_id",
        "passport_number",
        "passport_no",
        "phone",
        "phone_number",
        "note",
        "notes",
        "note_text",
        "body",
        "password",
        "token",
        "secret",
    }
)
_MASKED_ENDINGS = ("_note", "_notes", "_phone", "_password", "_token")


def record(
    *,
    action: str,
    record: models.Model | None,
    at: datetime,
    by: User | None,
    reason: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    relation: str = "",
    label: str = "",
    acting_for: str = "",
    object_hash: str = "",
) -> Entry:
    """Write one act to the trail; `by=None` is the system.

    `before` and `after` are plain values by field; only what differs is kept, and the
    values of MASKED fields are not. `label` is what a person calls the record; without
    it the record's `number` or `code` is taken. Holds the chain until the transaction
    ends, so every other writer waits: call it last.
    """
    return Entry.objects.create(
        **_trace(action, record, at, by, relation, label, acting_for),
        reason=reason,
        changes=changes_between(before or {}, after or {}),
        object_hash=object_hash,
    )


@dataclass(frozen=True, slots=True)
class Act:
    """One act of many that are written together; the fields as `record` has them."""

    action: str
    record: models.Model
    label: str
    after: Mapping[str, Any]
    before: Mapping[str, Any] = field(default_factory=dict)


def record_many(acts: Sequence[Act], *, at: datetime, by: User) -> None:
    """Write acts in their order, as that many calls of `record` would; call it last."""
    copying.insert(
        [
            Entry(
                **_trace(act.action, act.record, at, by, "", act.label, ""),
                changes=changes_between(act.before, act.after),
            )
            for act in acts
        ]
    )


def record_access(
    *,
    action: str,
    record: models.Model | None,
    at: datetime,
    by: User | None,
    label: str = "",
    detail: Mapping[str, Any] | None = None,
    relation: str = "",
    acting_for: str = "",
) -> AccessEvent:
    """Write one look at a record (`audit.models.AccessAction`), before the bytes leave.

    In a transaction that also writes an act, write the act first: the two chains are
    two locks, and one order keeps writers from waiting for each other.
    """
    return AccessEvent.objects.create(
        **_trace(AccessAction(action), record, at, by, relation, label, acting_for),
        detail=_masked(dict(detail or {})),
    )


def changes_between(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, list[Any]]:
    """Field → [before, after] for the fields that differ, masked where they must be."""
    return {
        field: [
            _value(field, before.get(field)),
            _value(field, after.get(field)),
        ]
        for field in sorted(before.keys() | after.keys())
        if before.get(field) != after.get(field)
    }


def _trace(
    action: str,
    record: models.Model | None,
    at: datetime,
    by: User | None,
    relation: str,
    label: str,
    acting_for: str,
) -> dict[str, Any]:
    context = current_request.get()
    return {
        "at": at,
        "actor": by,
        "actor_label": by.full_name if by else SYSTEM,
        "agency_code": by.agency_id if by else "",  # the agency's key is its code
        "acting_for": acting_for,
        "relation": relation,
        "action": action,
        "object_type": record._meta.label_lower if record else "",
        "object_id": str(record.pk) if record else "",
        "object_label": (label or _own_label(record))[:200],
        "request_id": context.request_id[:64],
        "address": context.address[:45],
    }


def _own_label(record: models.Model | None) -> str:
    return str(getattr(record, "number", "") or getattr(record, "code", "") or "")


def _value(field: str, value: Any) -> Any:
    is_masked = field in MASKED or field.endswith(_MASKED_ENDINGS)
    if is_masked and value not in (None, ""):
        return MASK
    return _masked(value)


def _masked(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _value(str(key), inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(inner) for inner in value]
    return value
