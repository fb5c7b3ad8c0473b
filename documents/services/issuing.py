"""A paper leaves the house: its bytes go to the store, its number and hash to a row."""

import dataclasses
import secrets
from datetime import date, datetime
from typing import Any

from django.db import transaction

from agencies.models import Agency, User
from audit import trail
from cases.models import Case
from documents import storage
from documents.kit.pages import PaperForm
from documents.models import FormTemplate, IssuedDocument
from documents.render import render
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
) -> IssuedDocument:
    """Print a signed paper and keep it for ever; one of case and inspection is given.

    The number was taken by the act that is printed. A number that was printed already
    raises IntegrityError: the caller's transaction fails as a whole.
    """
    printed = render(form)
    sha256 = storage.store(printed.content)
    document = IssuedDocument.objects.create(
        form=form_id,
        template=template,
        case=case,
        inspection=inspection,
        agency=agency,
        register=register,
        year=year,
        number=number,
        number_text=number_text,
        issued_on=issued_on,
        issued_at=at,
        signed_by=signed_by,
        sha256=sha256,
        size=len(printed.content),
        pages=printed.pages,
        verification_code=grouped_code(secrets.token_hex(6)),
        signature_places=[
            dataclasses.asdict(place) for place in printed.signature_places
        ],
        data=plain(form),
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


def grouped_code(digits: str) -> str:
    """Twelve hexadecimal digits as people read them out: "7C41-9E2B-50D8"."""
    text = digits.upper()
    return "-".join(text[start : start + 4] for start in range(0, 12, 4))


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
