"""The blocks of the first page about what the field app sent in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from inspections.models import FieldConflict, FieldRecord
from web.desk_rows import Block, Row

if TYPE_CHECKING:
    from agencies.models import User


class FromTheField:
    """A part of the desk: what a team lead has to settle."""

    officer: User
    now: datetime

    def _block(self, *told: Any, **more: Any) -> Block:
        raise NotImplementedError

    def field_records_to_settle(self) -> Block:
        """Of the teams that he leads: supplements, unplanned ones, double answers."""
        rows = (
            FieldRecord.objects.visible_to(self.officer, self.now)
            .of_teams_led_by(self.officer)
            .to_settle()
            .select_related("visit", "sender__agency")
            .order_by("completed_at", "id")
        )
        return self._block(
            "field",
            _("Records from the field to settle"),
            _("Field records"),
            rows,
            lambda record: Row(
                record.place_name,
                reverse("field_record", args=[record.pk]),
                f"{record.code} · {record.sender.full_name}",
                record.sender.agency,
                str(record.get_outcome_display()),
            ),
            reverse("field_records"),
            tone="w",
        )

    def double_answers(self) -> Block:
        rows = (
            FieldConflict.objects.visible_to(self.officer, self.now)
            .open()
            .led_by(self.officer)
            .for_list()
        )
        return self._block(
            "double",
            _("Double answers to choose from"),
            _("Double answers"),
            rows,
            lambda conflict: Row(
                str(conflict.item),
                reverse("field_conflict", args=[conflict.pk]),
                conflict.inspection.number,
                conflict.inspection.agency,
            ),
            reverse("field_records"),
            tone="w",
        )
