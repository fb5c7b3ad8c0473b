"""What the database itself refuses: illegal states, changes of what is locked."""

from __future__ import annotations

from collections.abc import Iterable

import pgtrigger

from audit.protection import FirmTrigger

_LOCKED = """
    IF EXISTS (
        SELECT 1 FROM inspections_inspectionrecord AS record
        WHERE record.inspection_id IN ({visits})
    ) THEN
        RAISE EXCEPTION 'the record of this visit is locked: % on % refused',
            TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation',
                  HINT = 'A correction is a supplement.';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
_OF_FINDING = (
    "SELECT finding.inspection_id FROM inspections_finding AS finding"
    " WHERE finding.id IN (OLD.finding_id, NEW.finding_id)"
)
_PUBLISHED = """
    IF EXISTS (
        SELECT 1 FROM inspections_checklistversion AS version
        WHERE version.id IN (OLD.version_id, NEW.version_id)
            AND version.published_on IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a published checklist does not change: % refused', TG_OP
            USING ERRCODE = 'restrict_violation', HINT = 'Make a new version.';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
_CLOSED_REVIEW = """
    IF EXISTS (
        SELECT 1 FROM inspections_remotereview AS review
        WHERE review.id IN (OLD.review_id, NEW.review_id) AND review.state <> 'SENT'
    ) THEN
        RAISE EXCEPTION 'this questionnaire is closed: % on % refused',
            TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
_FROZEN = """
    IF {old_row} THEN
        RAISE EXCEPTION '% is fixed: % refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
_EVERY_WRITE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


def closed_with_record(name: str) -> list[FirmTrigger]:
    """For rows of a visit: nothing is written once its record is locked."""
    return [
        _guarded(name, _LOCKED.format(visits="OLD.inspection_id, NEW.inspection_id"))
    ]


def closed_with_record_of_finding(name: str) -> list[FirmTrigger]:
    """For rows of a finding: nothing is written once its visit's record is locked."""
    return [_guarded(name, _LOCKED.format(visits=_OF_FINDING))]


def closed_with_review(name: str) -> list[FirmTrigger]:
    """For answers and files of a questionnaire: fixed once its result is noted."""
    return [_guarded(name, _CLOSED_REVIEW)]


def closed_when_published(name: str) -> list[FirmTrigger]:
    """For questions: the version they belong to is published as it is."""
    return [
        FirmTrigger(
            name=f"{name}_published",
            when=pgtrigger.Before,
            operation=_EVERY_WRITE,
            func=_PUBLISHED,
        )
    ]


def fixed_while(
    name: str, old_row: str, *, except_fields: Iterable[str]
) -> list[FirmTrigger]:
    """Only the named fields may change while `old_row`, SQL on OLD, is true."""
    func = _FROZEN.format(old_row=old_row)
    return [
        FirmTrigger(
            name=f"{name}_fixed",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.AnyChange(exclude=list(except_fields)),
            func=func,
        ),
        FirmTrigger(
            name=f"{name}_stays",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=func,
        ),
    ]


def legal_edges(name: str, edges: Iterable[tuple[str, str]]) -> list[pgtrigger.Trigger]:
    """The states a row may pass through, held against plain UPDATEs as well."""
    return [
        pgtrigger.FSM(
            name=f"{name}_edges",
            field="state",
            transitions=[(str(source), str(target)) for source, target in edges],
        )
    ]


def _guarded(name: str, func: str) -> FirmTrigger:
    return FirmTrigger(
        name=f"{name}_locked",
        when=pgtrigger.Before,
        operation=_EVERY_WRITE,
        func=func,
    )
