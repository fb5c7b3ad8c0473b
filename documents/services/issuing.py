"""A paper leaves the house: its bytes go to the store, its number and hash to a row."""

import dataclasses
from datetime import date, datetime
from typing import Any

from django.db import transaction

from agencies.models import Agency, Delegation, User
from audit import trail
from cases.models import Case
from documents import storage
from documents.archive import Description, archived
from documents.kit.page_marks import PageMarks
from documents.kit.pages import PaperForm
from documents.models import FormTemplate, IssuedDocument
from documents.render import render
from documents.verification import new_code, verify_site
from inspections.models import Inspection

# Never in clear outside the file itself (privacy rules).
_MASKED = frozenset({"id_number"})


@transaction.atomic
def issue(
    *,
    form: PaperForm,
    form_id: str,
    template: FormTemplate,
    agency: Agency,
    register: str,
    year: int,
    number: int,
    number_text: str,
    issued_on: date,
    signed_by: User,
    by: User,
    at: datetime,
    case: Case | None = None,
    inspection: Inspection | None = None,
    delegation: Delegation | None = None,
) -> IssuedDocument:
    """Print a signed paper and keep it for ever.

    It is of one record: a case, an inspection or a delegation; of none, it is a paper
    of the agency itself. The number was taken by
    the act that is printed. A number that was printed already raises IntegrityError:
    the caller's transaction fails as a whole.
    """
    code = new_code()
    marks = PageMarks(code, verify_site())
    printed = render(form, marks, agency=agency.pk)
    data = {"paper": paper_name(form), **plain(form)}
    content = archived(
        printed.content, Description(form.title, form.author, at), data=data
    )
    sha256 = storage.store(content)
    document = IssuedDocument.objects.create(
        form=form_id,
        template=template,
        case=case,
        inspection=inspection,
        delegation=delegation,
        agency=agency,
        register=register,
        year=year,
        number=number,
        number_text=number_text,
        issued_on=issued_on,
        issued_at=at,
        signed_by=signed_by,
        sha256=sha256,
        size=len(content),
        pages=printed.pages,
        verification_code=code,
        signature_places=[
            dataclasses.asdict(place) for place in printed.signature_places
        ],
        data=data,
    )
    trail.record(
        action="document.issue",
        record=document,
        at=at,
        by=by,
        label=number_text,
        after={"form": form_id, "number": number_text, "pages": printed.pages},
        object_hash=sha256,
    )
    return document


def paper_name(form: PaperForm) -> str:
    """What `documents.restoring` finds the class of a stored paper by."""
    return f"{type(form).__module__.rpartition('.')[2]}.{type(form).__name__}"


def plain(value: Any) -> Any:
    """A form as values that JSON holds; pictures and identity numbers are left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _masked(getattr(value, field.name))
            if field.name in _MASKED
            else plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if not isinstance(getattr(value, field.name), bytes)
        }
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return value


def _masked(number: str) -> str:
    return f"•••• {number[-4:]}" if number else ""
