"""Copies of an issued paper for those who must not see all of it.

A copy is drawn anew from what was stored at issue, with the words of its level: what is
left out was never in its bytes. Every copy is remembered by its hash and logged.
"""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any

from django.db import transaction

from agencies import access
from agencies.models import User
from audit import trail
from audit.models import AccessAction
from cases.models import Case, ViolationRecord
from cases.services import is_minor, is_under_age
from documents.archive import Description, archived
from documents.figures import moment_in_figures
from documents.forms.pictures import copy_of
from documents.kit.page_marks import PageMarks
from documents.kit.pages import PaperForm
from documents.kit.photos import Photo
from documents.models import IssuedDocument
from documents.models.editions import CopyLevel
from documents.redaction import Secrets, redacted
from documents.render import render
from documents.restoring import restored
from documents.services.printing import PaperFile, may_print, remember_print
from documents.verification import verify_site
from facilities import field_cipher
from facilities.models import FacilityPerson, Party, ProtectedNumber
from facilities.states import NumberKind
from inspections.models import InspectionRecord
from kernel.errors import NotPermitted

_ON_PAPER = {
    CopyLevel.INTERNAL: "NỘI BỘ",
    CopyLevel.SHARED: "CHIA SẺ",
    CopyLevel.PUBLIC: "CÔNG KHAI",
}


def render_copy(
    *, document: IssuedDocument, level: str, by: User | None, at: datetime
) -> PaperFile:
    """A copy of that level, as PDF/A; `by=None` is the system.

    Raises NotPermitted, PaperUnreadable, RedactionFailed.
    """
    wanted = CopyLevel(level)
    if by is not None and not may_copy(document, wanted, by, at):
        raise NotPermitted
    form = redacted(
        restored(document), wanted, _secrets_of(document), on=document.issued_on
    )
    if wanted != CopyLevel.PUBLIC:
        form = _with_photographs(form)
    agency = document.agency.short_name
    marks = PageMarks(
        document.verification_code,
        verify_site(),
        copy=f"BẢN SAO – MỨC {_ON_PAPER[wanted]}; {agency}; {moment_in_figures(at)}",
    )
    printed = render(form, marks, agency=document.agency_id)
    content = archived(
        printed.content,
        Description(form.title, form.author, at, f"Bản sao, mức {_ON_PAPER[wanted]}"),
    )
    printed = dataclasses.replace(printed, content=content)
    with transaction.atomic():
        remember_print(
            printed,
            code=document.verification_code,
            form=document.form,
            level=wanted,
            agency=document.agency,
            by=by,
            at=at,
            document=document,
        )
        trail.record_access(
            action=AccessAction.PRINTED,
            record=document,
            at=at,
            by=by,
            label=document.number_text,
            detail={"form": document.form, "copy": wanted.value},
        )
    name = f"copy-{wanted.value.lower()}-{document.file_name}"
    return PaperFile(name, content, printed.pages)


def may_copy(
    document: IssuedDocument, level: CopyLevel, by: User, at: datetime
) -> bool:
    """Who may print the paper may copy it at any level; a supporting agency's officer,
    whose right is `document.print_shared`, from SHARED on."""
    if may_print(document, by, at):
        return True
    if level == CopyLevel.INTERNAL or document.case is None:
        return False
    return access.can(by, "document.print_shared", document.case, at)


def _with_photographs(form: PaperForm) -> PaperForm:
    """Photographs are not stored with the data: their reduced copies are made again."""
    filled: PaperForm = _filled(form)
    return filled


def _filled(value: Any) -> Any:
    if isinstance(value, Photo):
        return dataclasses.replace(value, copy=copy_of(value.sha256))
    if isinstance(value, tuple):
        return tuple(map(_filled, value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value,
            **{
                field.name: _filled(getattr(value, field.name))
                for field in dataclasses.fields(value)
            },
        )
    return value


def _secrets_of(document: IssuedDocument) -> Secrets:
    """Persons of the case and of its visit, as the records name them."""
    case = document.case
    visit = document.inspection or (case.inspection if case else None)
    cases = Case.objects.none()
    if case is not None:
        cases = Case.objects.filter(pk=case.pk)
    elif visit is not None:
        cases = Case.objects.filter(inspection=visit)
    parties = Party.objects.filter(respondents__case__in=cases)
    facility = case.facility if case else visit.facility if visit else None
    if facility is not None:
        parties = parties | Party.objects.filter(facilities=facility)
    parties = parties.distinct()
    people = FacilityPerson.objects.filter(facility=facility, facility__isnull=False)
    names: set[str] = set()
    minors: set[str] = set()
    numbers: set[str] = set()
    addresses: set[str] = set()
    births = {party.born_on for party in parties if party.born_on}
    for party in parties:
        is_person = party.subject_kind == "INDIVIDUAL"
        own = {party.name} if is_person else set()
        names |= own | {party.legal_representative_name}
        numbers.add(party.tax_code)
        addresses |= {party.address_text, party.legacy_address}
        if party.born_on and is_under_age(party.born_on, on=document.issued_on):
            minors |= own
    for one in cases.prefetch_related("respondents"):
        for respondent in one.respondents.all():
            if respondent.subject_kind == "INDIVIDUAL":
                names.add(respondent.name)
            if is_minor(respondent, on=document.issued_on):
                minors.add(respondent.name)
            facts = respondent.particulars
            names.add(facts.get("legal_representative_name", ""))
            if facts.get("born_on"):
                births.add(date.fromisoformat(facts["born_on"]))
            numbers.add(respondent.tax_code)
            addresses.add(respondent.address)
    for record in ViolationRecord.objects.filter(case__in=cases):
        names.add(record.second_signer_name)
    for minutes in InspectionRecord.objects.filter(
        inspection=visit, inspection__isnull=False
    ):
        names |= {minutes.representative_name, minutes.witness_name}
        addresses.add(minutes.witness_address)
    names |= set(people.values_list("name", flat=True))
    sealed = ProtectedNumber.objects.filter(party__in=parties.values("pk"))
    sealed = sealed | ProtectedNumber.objects.filter(person__in=people.values("pk"))
    papers = {NumberKind.PERSONAL_ID, NumberKind.PASSPORT}
    identities: set[str] = set()
    for row in sealed:
        kept = identities if row.kind in papers else numbers
        kept.add(field_cipher.unseal(row.sealed))
    return Secrets(
        names=frozenset(filter(None, names)),
        minors=frozenset(minors),
        numbers=frozenset(filter(None, numbers)),
        addresses=frozenset(filter(None, addresses)),
        officials=frozenset({document.signed_by.full_name}),
        identities=frozenset(identities),
        births=frozenset(births),
    )
