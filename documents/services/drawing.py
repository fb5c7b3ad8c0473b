"""A draft as paper: with its mark while it is one, with number and name when signed."""

from __future__ import annotations

from datetime import date, datetime

from agencies.models import Agency, User
from cases.models import Case
from documents import blanks
from documents.catalogue import PaperHead, drafted_form
from documents.form_ids import FormId
from documents.forms.bodies import expanded, letterhead_of, signer_of
from documents.forms.parts import Official
from documents.kit.head import Draft
from documents.kit.pages import PaperForm
from documents.kit.signing import Signer
from documents.models import FormTemplate, IssuedDocument, PaperDraft
from documents.services.drafting import matter_of, revised_by, subject_of
from documents.services.printing import PaperFile, handed_out
from kernel.clock import local_day
from kernel.errors import NotPermitted


def template_of(draft: PaperDraft, on: date) -> FormTemplate:
    """The version in force on a day; raises TemplateMissing."""
    return FormTemplate.objects.current(draft.form, agency=draft.agency, on=on)


def usual_lines(draft: PaperDraft, at: datetime) -> dict[str, tuple[str, ...]]:
    """Bases and recipients as the template has them, for who would change them."""
    template = template_of(draft, local_day(at))
    return {
        "legal_bases": tuple(template.legal_bases),
        "recipients": expanded(template.recipients, _supporting(draft)),
    }


def drawn_as_draft(draft: PaperDraft, *, at: datetime) -> PaperForm:
    """DỰ THẢO: no number, and nobody's name under it."""
    day = local_day(at)
    if draft.is_of_agency:
        matter = f"{draft.agency.short_name}, {draft.number}"
    else:
        word = "Vụ việc" if draft.case_id else "Cuộc kiểm tra"
        matter = f"{word} {draft.record.number}"
    mark = Draft(at, matter, draft.version)
    signer = signer_for(draft, None, day)
    return _built(draft, template_of(draft, day), day, signer, mark=mark)


def drawn_as_signed(
    draft: PaperDraft, *, template: FormTemplate, number_text: str, by: User, on: date
) -> PaperForm:
    signer = signer_for(draft, by, on)
    return _built(draft, template, on, signer, number_text=number_text)


def signer_for(draft: PaperDraft, officer: User | None, on: date) -> Signer:
    """Whose block stands under it: the maker's, the head's, or "KT." the head's.

    Somebody without a title of his own signs by a delegation in force on that day.
    """
    if draft.is_signed_by_maker:
        return Signer(("NGƯỜI LẬP BIÊN BẢN",), officer.full_name if officer else "")
    asked = officer or draft.submitted_to
    is_delegate = (
        asked is not None
        and not asked.authority_title
        and asked.delegations_held.active_on(on).exists()
    )
    return signer_of(draft.agency, officer, is_delegate=is_delegate)


def preview_draft(*, draft: PaperDraft, by: User, at: datetime) -> PaperFile:
    """The draft as a PDF for who sees it; written to the trail before it leaves."""
    if not PaperDraft.objects.visible_to(by, at).filter(pk=draft.pk).exists():
        raise NotPermitted
    return handed_out(
        drawn_as_draft(draft, at=at),
        FormId(draft.form),
        draft.record,
        by,
        at,
        is_draft=True,
        faces_of=draft.agency_id,
    )


def _built(
    draft: PaperDraft,
    template: FormTemplate,
    day: date,
    signer: Signer,
    *,
    number_text: str | None = None,
    mark: Draft | None = None,
) -> PaperForm:
    form = drafted_form(draft.form)
    own_bases, own_recipients = draft.legal_bases, draft.recipients
    if own_bases is None:
        own_bases = template.legal_bases
    if own_recipients is None:
        own_recipients = list(expanded(template.recipients, _supporting(draft)))
    maker = draft.drafted_by
    head = PaperHead(
        letterhead=letterhead_of(draft.agency),
        number_text=number_text,
        number_suffix=template.sign_of(draft.agency, unit=maker.agency),
        day=day,
        legal_bases=tuple(own_bases),
        recipients=tuple(own_recipients),
        signer=signer,
        draft=mark,
        maker=Official(maker.full_name, maker.title, draft.agency.name),
    )
    subject = subject_of(form, matter_of(draft), draft.about, revised_by(draft))
    if isinstance(subject, Case):
        subject = Case.objects.with_file().get(pk=subject.pk)
    elif isinstance(subject, IssuedDocument):
        subject = IssuedDocument.objects.for_list().get(pk=subject.pk)
    return form.build(subject, blanks.given(form.blanks, draft.values), head)


def _supporting(draft: PaperDraft) -> list[Agency]:
    return draft.case.supporting_agencies if draft.case is not None else []
