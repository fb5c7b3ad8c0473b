"""What anybody may learn of a paper by the code printed on it: never what it says."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from django.conf import settings

from agencies.models import Agency
from cases.models import SanctionDecision
from documents.form_ids import FormId
from documents.models import IssuedDocument
from documents.models.editions import CodedPrint, SignedEdition
from documents.states import RevisionKind

DIGITS: Final = 12
_DECISIONS = frozenset({FormId.SANCTION_DECISION, FormId.SANCTION_ON_SPOT})
_CODE = re.compile(r"[0-9A-F]{12}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Standing(StrEnum):
    """As far as the database knows."""

    IN_FORCE = "in_force"
    CHANGED = "changed"  # corrected or amended by a later act
    REPLACED = "replaced"  # by a later paper of the same form
    ANNULLED = "annulled"


class Match(StrEnum):
    """What a file is, by its bytes alone."""

    ISSUED = "issued"
    SIGNED = "signed"
    COPY = "copy"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Change:
    """An act that corrected, amended or annulled the paper."""

    number_text: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class Verified:
    """An issued paper, or (`document` None) a print for internal use, which has
    neither number nor force."""

    code: str
    printed_at: datetime
    agency: Agency
    document: IssuedDocument | None = None
    standing: Standing = Standing.IN_FORCE
    changes: tuple[Change, ...] = ()
    annulled_on: date | None = None
    editions: tuple[SignedEdition, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    sha256: str
    match: Match
    edition: SignedEdition | None = None
    copy: CodedPrint | None = None


def new_code() -> str:
    """A code that nobody can guess: 48 random bits."""
    return grouped_code(secrets.token_hex(DIGITS // 2))


def grouped_code(digits: str) -> str:
    """Twelve hexadecimal digits as people read them out: "7C41-9E2B-50D8"."""
    text = digits.upper()
    return "-".join(text[start : start + 4] for start in range(0, DIGITS, 4))


def code_typed(text: str) -> str:
    """The code as it is stored, however a person typed it; "" for what is none."""
    digits = re.sub(r"[\s\u2010-\u2015.-]", "", text).upper()
    return grouped_code(digits) if _CODE.fullmatch(digits) else ""


def hash_typed(text: str) -> str:
    digits = text.strip().lower()
    return digits if _SHA256.fullmatch(digits) else ""


def verify_site() -> str:
    """The address before the code, as it is printed."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}/verify/"


def verify_address(code: str) -> str:
    return f"{verify_site()}{code}/"


def verified(code: str) -> Verified | None:
    """The paper of a code, as typed; None where nobody was given that code."""
    stored = code_typed(code)
    if not stored:
        return None
    document = (
        IssuedDocument.objects.select_related("agency", "template")
        .prefetch_related("signed_editions")
        .filter(verification_code=stored)
        .first()
    )
    if document is not None:
        return _issued(document)
    printed = (
        CodedPrint.objects.select_related("agency")
        .filter(code=stored, document=None)
        .first()
    )
    if printed is None:
        return None
    return Verified(stored, printed.printed_at, printed.agency)


def compared(found: Verified, sha256: str) -> Comparison:
    """What a file of this hash is to the paper: one byte more or less is another."""
    if found.document is None:
        copy = CodedPrint.objects.filter(code=found.code, sha256=sha256).first()
        return Comparison(sha256, Match.COPY if copy else Match.OTHER, copy=copy)
    if found.document.sha256 == sha256:
        return Comparison(sha256, Match.ISSUED)
    for edition in found.editions:
        if edition.sha256 == sha256:
            return Comparison(sha256, Match.SIGNED, edition=edition)
    copy = found.document.copies.filter(sha256=sha256).first()
    return Comparison(sha256, Match.COPY if copy else Match.OTHER, copy=copy)


def _issued(document: IssuedDocument) -> Verified:
    """By acts on the decision, and by later papers that correct, replace or annul."""
    annulled_on, changes = _fate(document)
    standing = Standing.IN_FORCE if annulled_on is None else Standing.ANNULLED
    for revision in document.revised_by.select_related("new").order_by("at", "id"):
        new = revision.new
        changes = (*changes, Change(new.number_text, new.issued_on))
        if revision.kind == RevisionKind.REPLACEMENT:
            standing = Standing.REPLACED
        elif revision.kind == RevisionKind.ANNULMENT:
            standing, annulled_on = Standing.ANNULLED, new.issued_on
    if standing == Standing.IN_FORCE and changes:
        standing = Standing.CHANGED
    return Verified(
        document.verification_code,
        document.issued_at,
        document.agency,
        document,
        standing,
        changes,
        annulled_on,
        tuple(document.signed_editions.all()),
    )


def _fate(document: IssuedDocument) -> tuple[date | None, tuple[Change, ...]]:
    """When a decision was annulled, and which acts changed it."""
    if document.form not in _DECISIONS or document.case_id is None:
        return None, ()
    decision = (
        SanctionDecision.objects.filter(
            case=document.case_id,
            agency=document.agency_id,
            year=document.year,
            number=document.number,
        )
        .prefetch_related("revisions")
        .first()
    )
    if decision is None:
        return None, ()
    changes = tuple(
        Change(row.number_text, row.signed_on) for row in decision.revisions.all()
    )
    return decision.annulled_on, changes
