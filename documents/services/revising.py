"""Correcting, replacing and annulling an issued, drafted paper: by a new paper.

The old one stays as it was printed; what came of it stands beside it. Decisions that
are acts of a case (sanction, seizure …) are corrected by the case's own acts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies import access
from agencies.models import User
from cases.conditions import PartInCase
from documents.form_ids import FormId
from documents.models import IssuedDocument, PaperDraft
from documents.services.drafting import (
    DraftInput,
    Revises,
    StepNotOpen,
    begin_draft,
    matter_of,
)
from documents.states import RevisionKind
from kernel import reasons
from kernel.errors import Refused


def is_drafted(document: IssuedDocument) -> bool:
    return bool(PaperDraft.objects.filter(issued=document).exists())


def is_ended(document: IssuedDocument) -> bool:
    """Replaced or annulled: nothing more is done to it."""
    return bool(document.revised_by.exclude(kind=RevisionKind.CORRECTION).exists())


def may_revise(document: IssuedDocument, by: User, at: datetime) -> bool:
    """The right to draft in its record, for the agency that issued it."""
    record: Any = document.record
    return access.could(by, "document.draft", PartInCase(record, document), at)


@transaction.atomic
def begin_revision(
    *,
    document: IssuedDocument,
    kind: str,
    reason: str,
    by: User,
    at: datetime,
) -> PaperDraft:
    """Begin the paper that corrects, replaces or annuls an issued one.

    A replacement is of the same form and begins with the old one's words; the others
    are letters that name it (Điều 17 NĐ 30/2020/NĐ-CP). Raises NotPermitted,
    StepNotOpen, Refused (`kind`, `reason`).
    """
    source = PaperDraft.objects.filter(issued=document).first()
    if source is None:
        raise StepNotOpen(
            _("Decisions and records of a case are corrected by its own steps.")
        )
    if kind not in RevisionKind.values:
        raise Refused(errors={"kind": [_("Choose what is to be done with it.")]})
    reason = reasons.given(reason)
    record = matter_of(source)
    # Asked again at the signature, under the record's lock.
    if is_ended(document):
        raise StepNotOpen(_("That paper was replaced or annulled already."))
    revises = Revises(document, RevisionKind(kind), reason)
    if kind == RevisionKind.REPLACEMENT:
        content = DraftInput(source.values, source.legal_bases, source.recipients)
        return begin_draft(
            form=source.form,
            record=record,
            about=source.about,
            content=content,
            by=by,
            at=at,
            revises=revises,
        )
    values: Mapping[str, Any] = {"reason": reason, "addressees": _addressees(source)}
    return begin_draft(
        form=FormId.REVISION_LETTER,
        record=record,
        about=document.pk,
        content=DraftInput(values),
        by=by,
        at=at,
        revises=revises,
    )


def _addressees(source: PaperDraft) -> list[str]:
    """To whom the old one went, where its form says so."""
    for name in ("addressees", "to"):
        kept = source.values.get(name)
        if isinstance(kept, list) and kept:
            return kept
    return []
