"""Goods and the custody book: what was taken, counted, sealed, moved, given back."""

from __future__ import annotations

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from audit.protection import FirmTrigger, insert_only
from evidence.kinds import CustodyLineKind, GoodsUnit, ItemKind
from evidence.querysets import CustodyLineQuerySet
from kernel.ids import uuid7

# `evidence.custody.held_after`, once more where nobody goes round it.
_MUST_FOLLOW = """
    SELECT * INTO previous FROM evidence_custodyline
        WHERE item_id = NEW.item_id ORDER BY sequence DESC LIMIT 1;
    IF previous.id IS NULL THEN
        IF NEW.sequence <> 1 OR NEW.kind <> 'TAKEN' THEN
            RAISE EXCEPTION 'A custody book begins with what was taken.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        expected := NEW.quantity;
    ELSE
        IF NEW.sequence <> previous.sequence + 1 OR NEW.kind = 'TAKEN' THEN
            RAISE EXCEPTION 'Line % does not follow line %.',
                NEW.sequence, previous.sequence
                USING ERRCODE = 'restrict_violation';
        END IF;
        expected := CASE
            WHEN NEW.kind IN ('HANDED_OVER', 'RETURNED', 'DESTROYED')
                THEN previous.held_after - NEW.quantity
            WHEN NEW.kind = 'TAKEN_BACK' THEN previous.held_after + NEW.quantity
            WHEN NEW.kind = 'COUNTED' AND NEW.confirms_id IS NOT NULL
                THEN NEW.quantity
            ELSE previous.held_after
        END;
    END IF;
    IF NEW.held_after <> expected THEN
        RAISE EXCEPTION 'Held after the line are %, not %.', expected, NEW.held_after
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.confirms_id IS NOT NULL THEN
        SELECT * INTO answered FROM evidence_custodyline WHERE id = NEW.confirms_id;
        IF answered.item_id IS DISTINCT FROM NEW.item_id OR NOT (
            NEW.kind = 'RECEIPT' AND answered.kind IN
                ('MOVED', 'HANDED_OVER', 'RETURNED', 'DESTROYED')
            OR NEW.kind = 'COUNTED' AND answered.kind = 'COUNTED'
        ) THEN
            RAISE EXCEPTION 'The line answers nothing of this item.'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NEW;
"""


class EvidenceItem(models.Model):
    """Tang vật, phương tiện: one line of the list of goods, with what was taken."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=ItemKind.choices)
    description = models.CharField(max_length=300)
    # A title where the goods are publications.
    title = models.CharField(max_length=300, blank=True)
    registration_no = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=10, choices=GoodsUnit.choices)
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    condition = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    # Estimated or valued, in whole dong; None = not known.
    value_vnd = models.BigIntegerField(null=True, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="evidence_items")
    taken_on = models.DateField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "id"]
        verbose_name = _("item of goods")
        verbose_name_plural = _("goods")
        constraints = [
            models.CheckConstraint(
                name="evidence_item_kind_known", condition=Q(kind__in=ItemKind.values)
            ),
            models.CheckConstraint(
                name="evidence_item_unit_known", condition=Q(unit__in=GoodsUnit.values)
            ),
            models.CheckConstraint(
                name="evidence_item_quantity", condition=Q(quantity__gt=0)
            ),
            models.CheckConstraint(
                name="evidence_item_value",
                condition=Q(value_vnd__isnull=True) | Q(value_vnd__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.description

    @property
    def held(self) -> Decimal:
        """What the custody book says is held, in the item's unit."""
        last = max(self.custody_lines.all(), key=lambda line: line.sequence)
        return Decimal(last.held_after)


class CustodyLine(models.Model):
    """One line of the custody book (sổ giao nhận tang vật): append-only, two parties.

    `held_after` is what is held once the line is written; lines of an item follow each
    other without a gap, and the database refuses one that does not follow. A line that
    hands something over is open until a later line (`confirms`) enters the receipt of
    the other side; so is a count that differs, until an agreed count settles it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(EvidenceItem, models.PROTECT, related_name="custody_lines")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=15, choices=CustodyLineKind.choices)
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    held_after = models.DecimalField(max_digits=12, decimal_places=2)
    on = models.DateField()
    from_party = models.CharField(max_length=200)
    to_party = models.CharField(max_length=200)
    place = models.CharField(max_length=300, blank=True)
    seal_no = models.CharField(max_length=80, blank=True)
    receipt_no = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=500, blank=True)
    confirms = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="confirmation"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = CustodyLineQuerySet.as_manager()

    class Meta:
        ordering = ["item", "sequence"]
        verbose_name = _("line of the custody book")
        verbose_name_plural = _("custody book")
        triggers = [
            *insert_only("custody_line"),
            FirmTrigger(
                name="custody_line_follows",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[
                    ("previous", "evidence_custodyline%ROWTYPE"),
                    ("answered", "evidence_custodyline%ROWTYPE"),
                    ("expected", "numeric"),
                ],
                func=_MUST_FOLLOW,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="custody_line_sequence", fields=["item", "sequence"]
            ),
            models.CheckConstraint(
                name="custody_line_kind_known",
                condition=Q(kind__in=CustodyLineKind.values),
            ),
            models.CheckConstraint(
                name="custody_line_quantities",
                condition=Q(quantity__gte=0, held_after__gte=0),
            ),
            models.CheckConstraint(
                name="custody_line_not_of_itself", condition=~Q(confirms=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} #{self.sequence}"
