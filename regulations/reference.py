"""The law's tables from the packaged data, loaded again and again to the same end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction

from regulations import packaged
from regulations.kinds import Source
from regulations.models import (
    AuthorityRule,
    CalendarDay,
    CriminalIndicator,
    DeadlineRule,
    FieldMaximum,
    LegalSetting,
    ViolationBehaviour,
)

Counts = dict[str, tuple[int, int, int]]


@transaction.atomic
def load(*, at: datetime) -> Counts:
    """Load the law; per table: created, updated, unchanged.

    Rows that an officer edited stay as they are and count as unchanged; rows that the
    files no longer hold stay too, since cases point at them.
    """
    return {
        "deadline_rules": sync(
            DeadlineRule, ("code", "valid_from"), packaged.deadline_rules()
        ),
        "calendar_days": sync(CalendarDay, ("date",), packaged.calendar_days()),
        "violation_behaviours": sync(
            ViolationBehaviour, ("code", "valid_from"), packaged.violation_behaviours()
        ),
        "field_maxima": sync(
            FieldMaximum, ("field", "valid_from"), packaged.field_maxima()
        ),
        "authority_rules": sync(
            AuthorityRule, ("title", "field", "valid_from"), packaged.authority_rules()
        ),
        "criminal_indicators": sync(
            CriminalIndicator,
            ("code", "measure", "valid_from"),
            packaged.criminal_indicators(),
        ),
        "legal_settings": sync(
            LegalSetting, ("key", "valid_from"), packaged.legal_settings()
        ),
    }


def sync(
    model: type[models.Model],
    key: tuple[str, ...],
    rows: Iterable[packaged.Values],
) -> tuple[int, int, int]:
    known = {
        tuple(getattr(row, name) for name in key): row
        for row in model._default_manager.select_for_update()
    }
    created = updated = unchanged = 0
    for values in rows:
        found = known.get(tuple(values[name] for name in key))
        if found is None:
            model._default_manager.create(**values)
            created += 1
        elif getattr(found, "source", "") == Source.EDITED or all(
            getattr(found, name) == value for name, value in values.items()
        ):
            unchanged += 1
        else:
            for name, value in values.items():
                setattr(found, name, value)
            found.save()
            updated += 1
    return created, updated, unchanged
