"""Paper: versions of the forms, and the documents that were issued."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import get_language

from agencies import access
from agencies.kinds import AgencyKind
from agencies.models import Agency, Delegation, User
from audit.protection import insert_only
from cases.models import Case
from cases.own_rows import of_agency
from cases.searching import READING_VIEWS
from documents.form_ids import FormId
from documents.policies import OwnPapers
from facilities import search
from facilities.identity_keys import Folded
from facilities.name_order import ViPlain
from facilities.search import words_of
from inspections.models import Inspection
from kernel.errors import NotReady
from kernel.ids import uuid7
from regulations.models import DatedQuerySet, DatedRow

__all__ = [
    "FormTemplate",
    "IssuedDocument",
    "TemplateMissing",
]

# What is looked through for a paper: "12/QĐ-XPHC", with and without its signs.
DOCUMENT_WORDS = (Folded("number_text"), ViPlain("number_text"))


class TemplateMissing(NotReady):
    code = "form_template_missing"


class FormTemplateQuerySet(DatedQuerySet):
    def current(self, form: str, *, agency: Agency, on: date) -> FormTemplate:
        """The version of a form for an agency on a day; one of its kind goes first.

        A paper older than the first version takes that one. Raises TemplateMissing
        when the form is not loaded.
        """
        rows = list(self.filter(form=form, agency_kind__in=["", agency.kind]))
        if not rows:
            raise TemplateMissing(f"{form}: load_reference")
        own = [row for row in rows if row.agency_kind] or rows
        in_force = [row for row in own if row.is_in_force_on(on)]
        return in_force[-1] if in_force else own[0]


class FormTemplate(DatedRow):
    """One version of a form: its code, the sign of its numbers, its fixed words.

    The words between the values stand in `documents.forms`, verbatim from the annex
    of the decree; `form_code` is empty where the agency has yet to fill it in.
    """

    form = models.CharField(max_length=40)
    agency_kind = models.CharField(
        max_length=20, choices=AgencyKind.choices, blank=True
    )
    title_vi = models.CharField(max_length=200)
    form_code = models.CharField(max_length=20, blank=True)
    decree = models.CharField(max_length=120)
    number_suffix = models.CharField(max_length=40, blank=True)
    legal_bases = models.JSONField(default=list, blank=True)
    # Lines of "Nơi nhận"; "{supporting}" stands for each supporting agency.
    recipients = models.JSONField(default=list, blank=True)

    objects = FormTemplateQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        ordering = ["form", "agency_kind", F("valid_from").asc(nulls_first=True)]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                name="formtemplate_once",
                fields=["form", "agency_kind", "valid_from"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} ({self.valid_from or '-'})"

    def sign_of(self, agency: Agency, *, unit: Agency | None = None) -> str:
        """What stands behind the number on the papers of an agency: "TB-SVHTTDL".

        `unit`: the agency of the drafter, where that is a division of it. A letter of
        an agency without a short name bears "CV".
        """
        is_division = unit is not None and unit.parent_id == agency.pk
        drafting = unit.number_sign if unit and is_division else agency.unit_sign
        sign = self.number_suffix.format(agency=agency.number_sign, unit=drafting)
        return sign.strip("-") or "CV"


def own_papers(user: User, at: datetime, **also: None) -> Q:
    """Papers of no case and no visit that the officer reads: of his own agency.

    `also` names columns that are empty in them besides.
    """
    if not access.can(user, "document.print", OwnPapers(user.agency), at):
        return Q(pk__in=[])
    return of_agency("agency", user, at) & Q(case=None, inspection=None, **also)


class IssuedDocumentQuerySet(models.QuerySet["IssuedDocument"]):
    def of_case(self, case: Case) -> Self:
        """Papers of the case, and of the visit from which it grew."""
        mine = Q(case=case)
        if case.inspection_id is not None:
            mine |= Q(inspection=case.inspection_id)
        return self.filter(mine)

    def visible_to(self, user: User, at: datetime) -> Self:
        """The same as one question, for a list that an agency narrows down."""
        cases = Case.objects.visible_as(READING_VIEWS, user, at).order_by()
        visits = Inspection.objects.visible_to(user, at).order_by()
        return self.filter(
            Q(case__in=cases.values("pk"))
            | Q(inspection__in=visits.values("pk"))
            | own_papers(user, at, delegation=None)
        )

    def for_list(self) -> Self:
        return self.select_related(
            "template", "agency", "signed_by", "case", "inspection", "drafted_as"
        )

    def seen_by(self, user: User, at: datetime) -> list[Self]:
        """Papers that cases list for the officer, and those that visits do.

        Four questions, each of which an index answers; with "or" none would.
        """
        cases = Case.objects.visible_as(READING_VIEWS, user, at).order_by()
        visits = Inspection.objects.visible_to(user, at).order_by()
        return [
            self.filter(case__in=cases.values("pk")),
            self.filter(inspection__in=visits.values("pk")),
            self.filter(inspection__cases__in=cases.values("pk")),
            self.filter(own_papers(user, at, delegation=None)),
        ]

    def tiers(
        self, query: search.Query, typed: str, user: User, at: datetime
    ) -> list[Self]:
        """What `search.best` is given: the number or the code itself, then the like."""
        like = search.having(self, query.or_joined, *DOCUMENT_WORDS)
        tiers = [self.filter(verification_code=typed.strip()), like]
        # What was typed is the whole number where the number is no longer than it.
        order = (Length("number_text"), "-issued_at", "-id")
        return [
            seen.order_by(*order) for tier in tiers for seen in tier.seen_by(user, at)
        ]

    def newest(self, form: str, *, record: Case | Inspection) -> Self:
        """Of one form about one record, the newest first."""
        mine = Q(case=record) if isinstance(record, Case) else Q(inspection=record)
        return self.filter(mine, form=form).order_by("-issued_at", "-id")


class IssuedDocument(models.Model):
    """A paper that left the house: its number, its hash, and what was printed.

    Of a case, a visit or a delegation; of none, it is a paper of the agency itself.
    The file lies in the store under its hash and is never drawn again. Identity
    numbers stand in the file only, `data` has them masked.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    form = models.CharField(max_length=40, choices=FormId.choices)
    template = models.ForeignKey(FormTemplate, models.PROTECT, related_name="issued")
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    # Of an agency rather than of a matter: the power to sign, lent for a time.
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="documents")
    register = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    number_text = models.CharField(max_length=60)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    verification_code = models.CharField(max_length=20, unique=True)
    # Where hands or certificates sign: page and box in points, as they were drawn.
    signature_places = models.JSONField(default=list, blank=True)
    data = models.JSONField()

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-id"]
        indexes = [
            GinIndex(words_of(*DOCUMENT_WORDS), name="document_search"),
            models.Index(
                fields=["agency", "-issued_at", "-id"], name="document_newest"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="issueddocument_number_once",
                fields=["agency", "register", "year", "number"],
            ),
            models.CheckConstraint(
                name="issueddocument_of_one_record",
                condition=Q(case__isnull=True, inspection__isnull=True)
                | Q(case__isnull=True, delegation__isnull=True)
                | Q(inspection__isnull=True, delegation__isnull=True),
            ),
            models.CheckConstraint(
                name="issueddocument_form_known",
                condition=Q(form__in=FormId.values),
            ),
        ]
        triggers = insert_only("issueddocument")

    def __str__(self) -> str:
        return self.number_text

    @property
    def is_of_agency(self) -> bool:
        """Of no case, no visit, no delegation: such a paper was drafted."""
        return not (self.case_id or self.inspection_id or self.delegation_id)

    @property
    def record(self) -> Any:
        """What it is about: a case, a visit, else the draft that it was; None for
        the paper of a delegation."""
        if self.is_of_agency:
            return self.drafted_as
        return self.case or self.inspection

    @property
    def title(self) -> str:
        """What a list calls it, in the language of the page."""
        if (get_language() or "vi").startswith("vi"):
            return f"{self.template.title_vi} số {self.number_text}"
        return f"{self.get_form_display()} {self.number_text}"

    @property
    def file_name(self) -> str:
        """For downloads: ASCII, without anything personal."""
        number = self.number_text.replace("/", "-").replace("Đ", "D")
        return f"{self.form}-{number}.pdf"
