"""Who acts: wards, agencies, officers with dated roles, delegations, registers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind, Role
from kernel.folding import fold
from kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Iterable


class WardQuerySet(models.QuerySet["Ward"]):
    def in_force_on(self, day: date) -> Self:
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


class Ward(models.Model):
    """A commune-level unit; the code is the key, names repeat across the country."""

    code = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=120)
    division_type = models.CharField(max_length=20)
    codename = models.CharField(max_length=120)
    province_code = models.CharField(max_length=2)
    province_name = models.CharField(max_length=60)
    folded = models.CharField(max_length=120, editable=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = WardQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def place_name(self) -> str:
        """The bare name, as a commune dates its papers: "Buôn Ma Thuột"."""
        return self.name.removeprefix("Phường ").removeprefix("Xã ")


class Agency(models.Model):
    """A body that leads, supports, decides or is written to."""

    code = models.CharField(max_length=30, primary_key=True)
    kind = models.CharField(max_length=20, choices=AgencyKind.choices)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="divisions"
    )
    ward = models.ForeignKey(
        Ward, models.PROTECT, null=True, blank=True, related_name="agencies"
    )
    # Letterhead, line by line as the paper shows it.
    superior_name_lines = models.JSONField(default=list, blank=True)
    paper_name_lines = models.JSONField(default=list, blank=True)
    place_name = models.CharField(max_length=60, blank=True)
    head_title = models.CharField(max_length=80, blank=True)
    decision_authority_line = models.CharField(max_length=200, blank=True)
    payment_instructions = models.CharField(max_length=300, blank=True)
    # Short names in the numbers of papers: its own, and of the unit that drafts letters
    # in this field of work (NĐ 30/2020/NĐ-CP, Phụ lục I.II.3): "812/SVHTTDL-QLBCXB".
    number_sign = models.CharField(max_length=20, blank=True)
    unit_sign = models.CharField(max_length=20, blank=True)
    # An agency may ask that the record's maker does not also sign the decision.
    maker_may_sign = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "agencies"
        constraints = [
            models.CheckConstraint(
                name="agency_kind_known",
                condition=Q(kind__in=AgencyKind.values),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def group_code(self) -> str:
        """The parent's code for a division, its own otherwise (lists, colours)."""
        return self.parent_id or self.code


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)

    def with_standing(self) -> models.QuerySet[User]:
        """Users with agency and grants loaded, as every permission question needs."""
        return self.select_related("agency__ward").prefetch_related("role_grants")


class User(AbstractBaseUser):
    """An officer. Rights come from dated role grants, never from flags."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    title = models.CharField(_("position"), max_length=120, blank=True)
    # The code under which the ceilings of fines are looked up, e.g. CHU_TICH_UBND_XA.
    authority_title = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="officers")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="vi")
    shortcut_keys = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def roles_on(self, day: date) -> frozenset[str]:
        """Roles granted to the officer on a day; empty for a disabled account."""
        if not self.is_active:
            return frozenset()
        return frozenset(g.role for g in self.role_grants.all() if g.is_valid_on(day))

    def has_recording_power(self, day: date) -> bool:
        """May make violation records on that day (Điều 58 Luật XLVPHC)."""
        return self.is_active and any(
            g.may_record and g.is_valid_on(day) for g in self.role_grants.all()
        )

    @property
    def initials(self) -> str:
        """Of the two last words, as marks beside the name show them."""
        return "".join(word[0] for word in self.full_name.split()[-2:]).upper()


class RoleGrant(models.Model):
    """A role for at most 12 months; ended early by `valid_to`, never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=30, choices=Role.choices)
    may_record = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        ordering = ["user", "role", "valid_from"]
        constraints = [
            models.CheckConstraint(
                name="role_grant_role_known", condition=Q(role__in=Role.values)
            ),
            models.CheckConstraint(
                name="role_grant_period", condition=Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="role_grant_at_most_a_year",
                condition=Q(valid_to__lte=F("valid_from") + timedelta(days=366)),
            ),
            models.UniqueConstraint(
                name="role_grant_once", fields=["user", "role", "valid_from"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_to


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def active_on(self, day: date) -> Self:
        return self.filter(valid_from__lte=day, valid_to__gte=day).filter(
            Q(revoked_on__isnull=True) | Q(revoked_on__gt=day)
        )


class Delegation(models.Model):
    """Giao quyền: a head lets a deputy sign for a time (Điều 54 Luật XLVPHC).

    `fields` lists the fields of law it covers; empty means all of the head's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delegator = models.ForeignKey(
        User, models.PROTECT, related_name="delegations_given"
    )
    delegate = models.ForeignKey(User, models.PROTECT, related_name="delegations_held")
    fields = models.JSONField(default=list, blank=True)
    document_no = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_to = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                name="delegation_period", condition=Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="delegation_to_another", condition=~Q(delegator=F("delegate"))
            ),
        ]

    def __str__(self) -> str:
        return self.document_no

    def has_ended_on(self, day: date) -> bool:
        is_revoked = self.revoked_on is not None and self.revoked_on <= day
        return is_revoked or self.valid_to < day

    def covers(self, fields: Iterable[str]) -> bool:
        return not self.fields or set(fields) <= set(self.fields)


class NumberRegister(models.Model):
    """The last number taken in one register of one year; the row is the lock.

    `owner` is an agency's code, or the installation's prefix for registers of all.
    """

    owner = models.CharField(max_length=30)
    register = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="number_register_once", fields=["owner", "register", "year"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.register} {self.year}"
