"""A drafted paper is signed, numbered, printed and issued in one act, or not at all."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agencies import numbers
from agencies.models import User
from documents.catalogue import drafted_form
from documents.figures import document_number
from documents.models import IssuedDocument, PaperDraft, PaperRevision
from documents.services.drafting import (
    StepNotOpen,
    held,
    require_ready,
    save,
    take,
    trace,
)
from documents.services.drawing import drawn_as_draft, drawn_as_signed, template_of
from documents.services.issuing import issue
from documents.services.revising import is_ended
from kernel.clock import local_day


@transaction.atomic
def sign_draft(
    *, draft: PaperDraft, version: int, by: User, at: datetime
) -> IssuedDocument:
    """Sign on the day of `at`, take the next number of the register, and issue.

    Minutes are signed by their maker, all else by the officer it was submitted to, who
    is never its drafter. A signature is not back-dated: numbers rise in the order of
    signing (INV-2). Raises NotPermitted, StepNotOpen, DraftMovedOn, TemplateMissing,
    Refused (a blank that must be filled in).
    """
    draft = held(draft, version=version)
    take(draft.sign, by=by, at=at)
    form, on = drafted_form(draft.form), local_day(at)
    require_ready(draft)
    template = template_of(draft, on)
    drawn_as_draft(draft, at=at)  # what cannot be built takes no number
    _require_unended(draft)
    number = numbers.take(owner=draft.agency_id, register=form.register, year=on.year)
    sign_text = template.sign_of(draft.agency, unit=draft.drafted_by.agency)
    number_text = document_number(number, sign_text)
    document = issue(
        form=drawn_as_signed(
            draft, template=template, number_text=number_text, by=by, on=on
        ),
        form_id=draft.form,
        template=template,
        agency=draft.agency,
        register=form.register,
        year=on.year,
        number=number,
        number_text=number_text,
        issued_on=on,
        signed_by=by,
        by=by,
        at=at,
        case=draft.case,
        inspection=draft.inspection,
    )
    draft.issued = document
    save(draft, at=at)
    _revise(draft, document, by=by, at=at)
    trace("document.sign", draft, by=by, at=at, after={"number": number_text})
    return document


def _require_unended(draft: PaperDraft) -> None:
    """A paper that was replaced or annulled meanwhile is not revised once more."""
    if draft.revises is None:
        return
    if is_ended(draft.revises):
        raise StepNotOpen(_("That paper was replaced or annulled already."))


def _revise(
    draft: PaperDraft, document: IssuedDocument, *, by: User, at: datetime
) -> None:
    if draft.revises is None:
        return
    try:
        with transaction.atomic():
            PaperRevision.objects.create(
                kind=draft.revision_kind,
                old=draft.revises,
                new=document,
                reason=draft.revision_reason,
                by=by,
                at=at,
            )
    except IntegrityError as doubled:  # two drafts signed at once
        raise StepNotOpen(
            _("That paper was replaced or annulled already.")
        ) from doubled
