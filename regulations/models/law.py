"""The law as dated rows: every figure with its validity, source and confidence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.folding import fold
from regulations import arithmetic
from regulations.arithmetic import Due
from regulations.calendar import WorkingCalendar
from regulations.kinds import (
    AuthorityField,
    AuthorityTitle,
    Confidence,
    DayKind,
    FrameSubject,
    Owner,
    SettingKey,
    Source,
    Unit,
    ViolationGroup,
)

PUBLISHING_GROUPS = frozenset(
    {
        ViolationGroup.PUBLISHING,
        ViolationGroup.PRINTING,
        ViolationGroup.DISTRIBUTION,
        ViolationGroup.ONLINE,
    }
)
# As the papers write the field, after "trong lĩnh vực".
FIELD_NAMES_VI = {
    AuthorityField.PUBLISHING: "xuất bản",
    AuthorityField.COPYRIGHT: "quyền tác giả, quyền liên quan",
}


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that hold from a day to a day, both included; an empty end is open."""

    def in_force_on(self, day: date) -> Self:
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


class DatedRow(models.Model):
    """What every row of the law carries. Loaded rows are keyed by code and start."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    confidence_note = models.TextField(blank=True)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.OWN)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_period", condition=Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="%(class)s_confidence_known",
                condition=Q(confidence__in=Confidence.values),
            ),
            models.CheckConstraint(
                name="%(class)s_source_known", condition=Q(source__in=Source.values)
            ),
        ]

    def is_in_force_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or self.valid_to >= day
        )


class DeadlineRule(DatedRow):
    """A time limit of the law. `code` is the id of the list, e.g. D-DEC-7WD.

    A changed law is a new row; a limit keeps the row of its starting day.
    """

    code = models.CharField(max_length=30)
    name_vi = models.CharField(max_length=200)
    trigger_event = models.CharField(max_length=200)
    # Negative = before the event; empty = to be configured, or a fixed date.
    length = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=20, choices=Unit.choices)
    owner = models.CharField(max_length=30, choices=Owner.choices)
    extension_rule = models.TextField(blank=True)
    basis = models.TextField()
    consequence = models.TextField(blank=True)

    class Meta(DatedRow.Meta):
        ordering = ["code", F("valid_from").asc(nulls_first=True)]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                name="deadlinerule_once",
                fields=["code", "valid_from"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="deadlinerule_unit_known", condition=Q(unit__in=Unit.values)
            ),
            models.CheckConstraint(
                name="deadlinerule_owner_known", condition=Q(owner__in=Owner.values)
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_countable(self) -> bool:
        """False where the rule gives no date, or its length is not configured."""
        return arithmetic.is_countable(self)

    @property
    def rolls(self) -> bool:
        """Does the rolled end bind? Not for limitation, recidivism, working days."""
        return arithmetic.rolls(self)

    def due_on(self, start: date | datetime, *, calendar: WorkingCalendar) -> Due:
        """`strict_due` and `due`; raises UncountableRule, DateOutOfRange."""
        return arithmetic.due_dates(self, start, calendar)

    def confidence_on(self, day: date) -> Confidence:
        """Unsettled for an event before the first row, which takes that row."""
        if self.valid_from is not None and day < self.valid_from:
            return Confidence.UNSETTLED
        return Confidence(self.confidence)


class CalendarDay(models.Model):
    """A day that differs from the rule of the week, or one whose decision is awaited.

    `depends_on` names a setting: a package's row counts only where it is on.
    """

    date = models.DateField(unique=True)
    kind = models.CharField(max_length=20, choices=DayKind.choices)
    name = models.CharField(max_length=200)
    decision_no = models.CharField(max_length=120, blank=True)
    confirmed = models.BooleanField(default=True)
    note = models.TextField(blank=True)
    depends_on = models.CharField(max_length=60, choices=SettingKey.choices, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                name="calendarday_kind_known", condition=Q(kind__in=DayKind.values)
            ),
            models.CheckConstraint(
                name="calendarday_source_known", condition=Q(source__in=Source.values)
            ),
            models.CheckConstraint(
                name="calendarday_swapped_in_on_a_rest_day",
                condition=~Q(kind=DayKind.SWAP_WORKING) | Q(date__week_day__in=(1, 7)),
            ),
            models.CheckConstraint(
                name="calendarday_ordinary_on_a_weekday",
                condition=~Q(kind=DayKind.WORKING) | ~Q(date__week_day__in=(1, 7)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"


class ViolationBehaviour(DatedRow):
    """An act that a decree describes, with the frames of both kinds of subject.

    Empty frames are not loaded: shown as such, confirmed by the legal officer.
    """

    code = models.CharField(max_length=30)
    group = models.CharField(max_length=20, choices=ViolationGroup.choices)
    title_vi = models.TextField()
    title_en = models.TextField()
    legal_basis = models.TextField()
    frame_subject = models.CharField(max_length=20, choices=FrameSubject.choices)
    fine_min_individual_vnd = models.BigIntegerField(null=True, blank=True)
    fine_max_individual_vnd = models.BigIntegerField(null=True, blank=True)
    fine_min_organisation_vnd = models.BigIntegerField(null=True, blank=True)
    fine_max_organisation_vnd = models.BigIntegerField(null=True, blank=True)
    quantity_rule = models.TextField(blank=True)  # for people, never for code
    additional_sanctions = ArrayField(models.TextField(), default=list, blank=True)
    remedial_measures = ArrayField(models.TextField(), default=list, blank=True)
    note = models.TextField(blank=True)
    folded = models.TextField(editable=False)

    class Meta(DatedRow.Meta):
        ordering = ["code", F("valid_from").asc(nulls_first=True)]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                name="violationbehaviour_once",
                fields=["code", "valid_from"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="violationbehaviour_group_known",
                condition=Q(group__in=ViolationGroup.values),
            ),
            models.CheckConstraint(
                name="violationbehaviour_frame_subject_known",
                condition=Q(frame_subject__in=FrameSubject.values),
            ),
            *(
                models.CheckConstraint(
                    name=f"violationbehaviour_frame_{subject}",
                    condition=Q(
                        **{
                            f"fine_min_{subject}_vnd__isnull": True,
                            f"fine_max_{subject}_vnd__isnull": True,
                        }
                    )
                    | Q(
                        # Said twice: NULL compared is neither true nor false.
                        **{
                            f"fine_min_{subject}_vnd__isnull": False,
                            f"fine_max_{subject}_vnd__isnull": False,
                            f"fine_min_{subject}_vnd__gte": 0,
                            f"fine_max_{subject}_vnd__gte": F(
                                f"fine_min_{subject}_vnd"
                            ),
                        }
                    ),
                )
                for subject in ("individual", "organisation")
            ),
            models.CheckConstraint(
                name="violationbehaviour_criminal_has_no_fine",
                condition=~Q(frame_subject=FrameSubject.CRIMINAL)
                | Q(
                    fine_max_individual_vnd__isnull=True,
                    fine_max_organisation_vnd__isnull=True,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(
            f"{self.code} {self.title_vi} {self.title_en} {self.legal_basis}"
        )
        super().save(*args, **kwargs)

    @property
    def field(self) -> AuthorityField | None:
        """The field whose maximum and ceilings apply; None for criminal thresholds."""
        if self.group == ViolationGroup.COPYRIGHT:
            return AuthorityField.COPYRIGHT
        if self.group in PUBLISHING_GROUPS:
            return AuthorityField.PUBLISHING
        return None

    @property
    def field_name_vi(self) -> str:
        """The field as papers write it after "trong lĩnh vực"; "" when criminal."""
        return FIELD_NAMES_VI[self.field] if self.field else ""

    @property
    def is_criminal_threshold(self) -> bool:
        return self.group == ViolationGroup.CRIMINAL

    @property
    def may_suspend(self) -> bool:
        """Does the decree provide suspension of a licence or of activity (Điều 61)?"""
        return any(
            word in fold(sanction)
            for sanction in self.additional_sanctions
            for word in ("tuoc", "dinh chi")
        )


class AuthorityRule(DatedRow):
    """How much of a field's maximum a title may impose; empty = not settled."""

    title = models.CharField(max_length=40, choices=AuthorityTitle.choices)
    field = models.CharField(max_length=20, choices=AuthorityField.choices)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    decree = models.CharField(max_length=120)
    basis = models.TextField()
    additional_sanctions = ArrayField(models.TextField(), default=list, blank=True)

    class Meta(DatedRow.Meta):
        ordering = ["title", "field", F("valid_from").asc(nulls_first=True)]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                name="authorityrule_once",
                fields=["title", "field", "valid_from"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="authorityrule_title_known",
                condition=Q(title__in=AuthorityTitle.values),
            ),
            models.CheckConstraint(
                name="authorityrule_field_known",
                condition=Q(field__in=AuthorityField.values),
            ),
            models.CheckConstraint(
                name="authorityrule_percent", condition=Q(percent__range=(1, 100))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.field})"


class FieldMaximum(DatedRow):
    """The highest fine of a field, of which ceilings are percentages (Điều 24)."""

    field = models.CharField(max_length=20, choices=AuthorityField.choices)
    individual_vnd = models.BigIntegerField()
    organisation_vnd = models.BigIntegerField()
    decree = models.CharField(max_length=120)
    basis = models.TextField()

    class Meta(DatedRow.Meta):
        ordering = ["field", F("valid_from").asc(nulls_first=True)]
        verbose_name_plural = _("field maxima")
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                name="fieldmaximum_once",
                fields=["field", "valid_from"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="fieldmaximum_field_known",
                condition=Q(field__in=AuthorityField.values),
            ),
            models.CheckConstraint(
                name="fieldmaximum_positive",
                condition=Q(individual_vnd__gt=0, organisation_vnd__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return str(self.field)


class LegalSetting(DatedRow):
    """A point that the sources leave open, decided from a day on."""

    key = models.CharField(max_length=60, choices=SettingKey.choices)
    value = models.CharField(max_length=60)
    basis = models.TextField()

    class Meta(DatedRow.Meta):
        ordering = ["key", F("valid_from").asc(nulls_first=True)]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                name="legalsetting_once",
                fields=["key", "valid_from"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="legalsetting_key_known", condition=Q(key__in=SettingKey.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"
