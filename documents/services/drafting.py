"""Drafting a paper: begun, changed, submitted, returned, withdrawn.

The flow is the same for every form of `documents.catalogue`; signing stands in
`documents.services.signing`. Lock order: record, draft, counter, trail.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import django_fsm as fsm
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies import access
from agencies.kinds import Role
from agencies.models import Agency, Delegation, User
from audit import trail
from cases.conditions import PartInCase
from cases.models import Case
from cases.states import CaseState
from documents import blanks
from documents.catalogue import DraftedForm, SignedBy, drafted_form, drafted_forms
from documents.form_ids import FormId
from documents.models import IssuedDocument, PaperDraft
from documents.states import RevisionKind
from inspections.models import Inspection
from kernel import reasons
from kernel.clock import local_day
from kernel.errors import MovedOn, NotPermitted, NotReady, Refused

# A paper of no case and no visit is of the agency itself.
Record = Case | Inspection | Agency


class DraftMovedOn(MovedOn):
    @classmethod
    def of(cls, draft: PaperDraft) -> DraftMovedOn:
        return cls(current={"version": draft.version, "state": str(draft.state)})


class StepNotOpen(NotReady):
    code = "step_not_open"


@dataclass(frozen=True, slots=True)
class DraftInput:
    """What a drafter types. Bases and recipients None: those of the template."""

    values: Mapping[str, Any]
    legal_bases: Sequence[str] | str | None = None
    recipients: Sequence[str] | str | None = None


@dataclass(frozen=True, slots=True)
class Revises:
    """The issued paper that a draft is to correct, replace or annul."""

    document: IssuedDocument
    kind: RevisionKind
    reason: str


@transaction.atomic
def begin_draft(
    *,
    form: str,
    record: Record,
    about: str | UUID,
    content: DraftInput,
    by: User,
    at: datetime,
    revises: Revises | None = None,
) -> PaperDraft:
    """Begin a draft of a registered form about `about`: the record, or a part of it.

    Raises NotPermitted, StepNotOpen (not in this state of the record; a paper of the
    agency that is begun already) and Refused (`form`, `about`, or a blank by its name).
    """
    if isinstance(record, Agency):
        agency = record
        _permit("document.draft", PaperDraft(agency=agency), by=by, at=at)
    else:
        record = _locked(record)
        _permit("document.draft", record, by=by, at=at)
    known = form_named(form)
    subject = subject_of(known, record, about, revises)
    if not isinstance(record, Agency):
        agency = house_of(known, by, at)
    draft: PaperDraft = PaperDraft(
        form=known.form,
        case=record if isinstance(record, Case) else None,
        inspection=record if isinstance(record, Inspection) else None,
        about=str(subject.pk),
        agency=agency,
        is_signed_by_maker=known.signed_by == SignedBy.MAKER,
        drafted_by=by,
        created_at=at,
    )
    if revises is not None:
        draft.revises = revises.document
        draft.revision_kind, draft.revision_reason = revises.kind, revises.reason
    _fill(draft, known, content, subject=subject, at=at)
    draft.updated_at = at
    _insert(draft)
    trace("document.draft", draft, by=by, at=at, after={"form": str(known.form)})
    return draft


@transaction.atomic
def edit_draft(
    *, draft: PaperDraft, version: int, content: DraftInput, by: User, at: datetime
) -> PaperDraft:
    """Keep what was typed, finished or not. Raises what the funnel raises, Refused."""
    draft = held(draft, version=version)
    take(draft.edit, by=by, at=at)
    _require_drafter(draft, by)
    form = drafted_form(draft.form)
    subject = subject_of(form, matter_of(draft), draft.about, revised_by(draft))
    _fill(draft, form, content, subject=subject, at=at)
    return _kept("document.edit_draft", draft, by=by, at=at)


@transaction.atomic
def submit_draft(
    *, draft: PaperDraft, version: int, to: User, by: User, at: datetime
) -> PaperDraft:
    """Ask a person for the signature: one who may sign for the agency on that day.

    Raises Refused (`to`, or a blank that must be filled in).
    """
    draft = held(draft, version=version)
    take(draft.submit, by=by, at=at)
    _require_drafter(draft, by)
    if draft.is_signed_by_maker:
        raise StepNotOpen(_("Minutes are signed by the officer who made them."))
    require_ready(draft)
    if to not in signers_of(draft.agency, at, besides=draft.drafted_by):
        raise Refused(errors={"to": [_("This officer does not sign for the agency.")]})
    draft.submitted_to, draft.submitted_at = to, at
    draft.return_reason, draft.returned_by = "", None
    return _kept(
        "document.submit", draft, by=by, at=at, after={"submitted_to": to.username}
    )


@transaction.atomic
def return_to_drafter(
    *, draft: PaperDraft, version: int, reason: str, by: User, at: datetime
) -> PaperDraft:
    """The signer sends it back, and says what is to be changed. Raises Refused."""
    draft = held(draft, version=version)
    take(draft.return_to_drafter, by=by, at=at)
    draft.return_reason = reasons.given(reason)
    draft.returned_by = by
    return _kept("document.return", draft, by=by, at=at, reason=draft.return_reason)


@transaction.atomic
def withdraw_draft(
    *, draft: PaperDraft, version: int, reason: str, by: User, at: datetime
) -> PaperDraft:
    """It will not be issued; any officer who may draft here may say so."""
    draft = held(draft, version=version)
    take(draft.withdraw, by=by, at=at)
    draft.withdraw_reason = reasons.given(reason)
    return _kept("document.withdraw", draft, by=by, at=at, reason=draft.withdraw_reason)


# --- What can be drafted, and who signs it


@dataclass(frozen=True, slots=True)
class Offer:
    """A form that may be drafted about a record now, and what it may be about."""

    form: DraftedForm
    subjects: tuple[Any, ...]


def offers_of(record: Case | Inspection, by: User, at: datetime) -> list[Offer]:
    """The forms whose subject the record has; none for who may not draft here.

    In a closed case only a paper that was issued is still corrected.
    """
    if record.state == CaseState.CLOSED or not access.can(
        by, "document.draft", record, at
    ):
        return []
    found: dict[Callable[[Any], Any], tuple[Any, ...]] = {}
    offers = []
    for form in drafted_forms().values():
        if form.is_of_agency:
            continue
        if form.subjects is None:
            subjects: tuple[Any, ...] = (record,)
            if not isinstance(record, form.subject):
                continue
        elif not isinstance(record, Case):
            continue
        else:
            if form.subjects not in found:
                found[form.subjects] = tuple(form.subjects(record))
            subjects = found[form.subjects]
        if subjects:
            offers.append(Offer(form, subjects))
    return offers


def form_named(form: str) -> DraftedForm:
    try:
        return drafted_form(form)
    except (KeyError, ValueError) as unknown:
        raise Refused(errors={"form": [_("Choose a form.")]}) from unknown


def subject_of(
    form: DraftedForm, record: Record, about: str | UUID, revises: Revises | None = None
) -> Any:
    """What the paper is about, found in its own record only; raises Refused."""
    if revises is not None and form.subject is IssuedDocument:
        return revises.document
    candidates: Sequence[Any] = ()
    if form.subjects is None:
        candidates = (record,) if isinstance(record, form.subject) else ()
    elif isinstance(record, Agency if form.is_of_agency else Case):
        candidates = tuple(form.subjects(record))
    found = next((row for row in candidates if str(row.pk) == str(about)), None)
    if found is None:
        raise Refused(errors={"about": [_("Choose what the paper is about.")]})
    return found


def signers_of(
    agency: Agency, at: datetime, *, besides: User | None = None
) -> list[User]:
    """Officers who sign for the agency on that day, its head or by a delegation."""
    day = local_day(at)
    lent = Delegation.objects.active_on(day).order_by().values("delegate")
    rows = User.objects.with_standing().filter(
        ~Q(authority_title="") | Q(pk__in=lent),
        agency=agency,
        is_active=True,
        role_grants__role=Role.SANCTIONER,
        role_grants__valid_from__lte=day,
        role_grants__valid_to__gte=day,
    )
    if besides is not None:
        rows = rows.exclude(pk=besides.pk)
    return list(rows.distinct().order_by("username"))


def house_of(form: DraftedForm, by: User, at: datetime) -> Agency:
    """Whose letterhead it bears: a division that has no signer writes as its parent."""
    own = by.agency
    if form.signed_by == SignedBy.HEAD and own.parent is not None:
        return own if signers_of(own, at) else own.parent
    return own


# --- The one way a draft changes


def matter_of(draft: PaperDraft) -> Record:
    """The case, the visit, or the agency where it is a paper of its own."""
    found: Record = draft.case or draft.inspection or draft.agency
    return found


def revised_by(draft: PaperDraft) -> Revises | None:
    """What it is to do to a paper that was issued."""
    if draft.revises is None:
        return None
    kind = RevisionKind(draft.revision_kind)
    return Revises(draft.revises, kind, draft.revision_reason)


def held(draft: PaperDraft, *, version: int | None) -> PaperDraft:
    """The draft with its record, both locked; raises DraftMovedOn for a stale one."""
    record = None if draft.is_of_agency else _locked(draft.record)
    PaperDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    fresh: PaperDraft = PaperDraft.objects.for_act().get(pk=draft.pk)
    if version is not None and fresh.version != version:
        raise DraftMovedOn.of(fresh)
    if isinstance(record, Case):
        fresh.case = record
    elif record is not None:
        fresh.inspection = record
    return fresh


def take(step: Callable[[], None], *, by: User, at: datetime) -> None:
    """Take a step for a person: the right first, then the state of draft and record."""
    draft: PaperDraft = step.__self__  # type: ignore[attr-defined]
    transition = next(iter(step._django_fsm.transitions.values()))  # type: ignore[attr-defined]
    action = transition.permission.action
    if not access.could(by, action, draft.in_case, at):
        raise NotPermitted
    if not fsm.can_proceed(step):
        raise StepNotOpen(
            _("This is not possible while it stands at “%(state)s”.")
            % {"state": draft.get_state_display()},
            code="wrong_state",
            current=DraftMovedOn.of(draft).current,
        )
    if not access.can(by, action, draft.in_case, at):
        raise StepNotOpen(
            _("This is not possible while the case is “%(state)s”.")
            % {"state": draft.record.get_state_display()},
            code="wrong_state",
        )
    draft.step_at, draft.step_on = at, local_day(at)
    step()


def require_ready(draft: PaperDraft) -> None:
    """Raises Refused, naming each blank that keeps the paper from being signed.

    A letter corrects by the words that stand in the place of others, and annuls
    without any: what it says is what its draft is to do.
    """
    blanks.require_filled(drafted_form(draft.form).blanks, draft.values)
    if draft.form != FormId.REVISION_LETTER:
        return
    corrects = draft.revision_kind == RevisionKind.CORRECTION
    text = _("This must be filled in.") if corrects else _("This stays empty here.")
    wrong = [n for n in ("wrong", "right") if bool(draft.values.get(n)) != corrects]
    if wrong:
        raise Refused(errors={name: [text] for name in wrong})


def save(draft: PaperDraft, *, at: datetime) -> None:
    draft.version += 1
    draft.updated_at = at
    draft.save()


def trace(
    action: str,
    draft: PaperDraft,
    *,
    by: User,
    at: datetime,
    reason: str = "",
    after: Mapping[str, Any] | None = None,
) -> None:
    """A line in the journal of the record that the paper is about; call it last."""
    record: Any = draft.record
    trail.record(
        action=action,
        record=record,
        at=at,
        by=by,
        reason=reason,
        after={"paper": str(draft.get_form_display()), **(after or {})},
        label=record.number,
    )


def _kept(
    action: str,
    draft: PaperDraft,
    *,
    by: User,
    at: datetime,
    reason: str = "",
    after: Mapping[str, Any] | None = None,
) -> PaperDraft:
    save(draft, at=at)
    trace(action, draft, by=by, at=at, reason=reason, after=after)
    return draft


def _require_drafter(draft: PaperDraft, by: User) -> None:
    if draft.drafted_by_id != by.pk:
        raise NotPermitted(_("Only its drafter changes and submits a draft."))


def _insert(draft: PaperDraft) -> None:
    """Two officers do not draft the same paper of the agency side by side."""
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError as doubled:
        if not draft.is_of_agency:
            raise
        raise StepNotOpen(_("A draft of this paper is begun already.")) from doubled


def _fill(
    draft: PaperDraft,
    form: DraftedForm,
    content: DraftInput,
    *,
    subject: Any,
    at: datetime,
) -> None:
    draft.values = blanks.stored(form.blanks, content.values)
    if form.check is not None:
        form.check(subject, blanks.given(form.blanks, draft.values), local_day(at))
    for name in ("legal_bases", "recipients"):
        typed = getattr(content, name)
        try:
            setattr(draft, name, None if typed is None else blanks.lines_of(typed))
        except ValueError as wrong:
            raise Refused(errors={name: [str(wrong)]}) from wrong
    if draft.recipients and _is_too_long(draft.recipients):
        text = _("Too long: 40 lines of 40 letters stand beside the signature.")
        raise Refused(errors={"recipients": [text]})


def _is_too_long(recipients: Sequence[str]) -> bool:
    """They are not parted from the signature: no page would take more."""
    return sum(1 + len(name) // 40 for name in recipients) > 40


def _locked(record: Any) -> Any:
    if isinstance(record, Case):
        return Case.objects.locked(record.pk, version=None)
    return Inspection.objects.locked(record.pk)


def _permit(action: str, record: Any, *, by: User, at: datetime) -> None:
    asked = PartInCase(record, None)
    if not access.could(by, action, asked, at):
        raise NotPermitted
    if not access.can(by, action, asked, at):
        raise StepNotOpen(
            _("This is not possible while the case is “%(state)s”.")
            % {"state": record.get_state_display()},
            code="wrong_state",
        )
