"""Forms that an officer drafts: what he fills in, and what prints the rest.

Papers of an act (a decision that is signed, a record that is made) are printed with
the act and are not here. The others - minutes, letters, notices - begin as a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from documents.form_ids import FormId
from documents.forms.parts import Official
from documents.kit.head import Draft, Letterhead
from documents.kit.pages import PaperForm
from documents.kit.signing import Signer

if TYPE_CHECKING:
    from django.db import models
    from django.utils.functional import Promise


class BlankKind(StrEnum):
    LINE = "line"
    TEXT = "text"
    LINES = "lines"  # one entry a line: questions, recipients, persons present
    DAY = "day"
    HOUR = "hour"
    NUMBER = "number"


class SignedBy(StrEnum):
    """Who signs: the officer who made the minutes, or the head of the agency."""

    MAKER = "maker"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing that only the drafter knows; `name` is its key in the draft."""

    name: str
    label: str | Promise
    kind: BlankKind = BlankKind.LINE
    is_required: bool = False
    hint: str | Promise = ""


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What the flow gives every drafted paper; no number and no name on a draft.

    `day` is the day of signing, or of the draft. Bases and recipients are those of the
    template unless the drafter changed them. `maker` is the officer who drafts: minutes
    name him in their text, on a draft too.
    """

    letterhead: Letterhead
    number_text: str | None
    number_suffix: str
    day: date
    legal_bases: tuple[str, ...]
    recipients: tuple[str, ...]
    signer: Signer
    draft: Draft | None = None
    maker: Official | None = None


@dataclass(frozen=True, slots=True)
class DraftedForm:
    """`build` makes the paper of `subject` (a row of that model, or the case itself)
    from the drafter's values: text, lines as tuples, days as dates, numbers as int."""

    form: FormId
    subject: type[models.Model]
    register: str
    blanks: tuple[Blank, ...]
    build: Callable[[Any, Mapping[str, Any], PaperHead], PaperForm]
    signed_by: SignedBy = SignedBy.HEAD
    # The subjects of a case: what of it this form may be about.
    subjects: Callable[[Any], Any] | None = None
    # A paper of the agency itself, of no case and no visit: `subjects` are then those
    # of the agency, and `subject` is unused.
    is_of_agency: bool = False
    # What the blanks say of their subject on a day; raises Refused by their names.
    check: Callable[[Any, Mapping[str, Any], date], None] | None = None


_FORMS: dict[FormId, DraftedForm] = {}


def register(form: DraftedForm) -> DraftedForm:
    """Make a form known; each once, by the module that has its words."""
    if form.form in _FORMS:
        raise ValueError(form.form)
    _FORMS[form.form] = form
    return form


def drafted_form(form: str) -> DraftedForm:
    """Raises KeyError for a form that is not drafted."""
    return _FORMS[FormId(form)]


def drafted_forms() -> Mapping[FormId, DraftedForm]:
    return _FORMS
