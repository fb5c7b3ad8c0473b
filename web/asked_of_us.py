"""The blocks of the first page about what other agencies and the public ask."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases import waiting
from cases.models import Case
from inspections.models import TipOff
from kernel.clock import local_day
from web import case_page
from web.desk_rows import MOST_COUNTED, MOST_ROWS, Block, Row

if TYPE_CHECKING:
    from agencies.models import User

_BOX = "?box=waiting"


class AskedOfUs:
    """A part of the desk: what waits for the agency, since when, until when."""

    officer: User
    now: datetime
    today: date

    def _block(self, *told: Any, **more: Any) -> Block:
        raise NotImplementedError

    def asked_of_us(self) -> Block:
        """Tasks, opinions, complaints, files of proceedings, seizures that end."""
        return self._asked(
            "asked", _("Asked of our agency"), _("Asked of us"), waiting.ASKED
        )

    def offered_to_us(self) -> Block:
        """Referrals, hand-overs and invitations that wait for our answer."""
        return self._asked(
            "offered", _("Hand-overs to answer"), _("Hand-overs"), waiting.OFFERED
        )

    def tip_offs_to_triage(self) -> Block:
        """Reports of the public that the agency has to triage, the oldest on top."""
        rows = TipOff.objects.waiting_for(self.officer, self.now)
        return self._block(
            "tip_offs",
            _("Tip-offs to triage"),
            _("Tip-offs"),
            rows.select_related("taken_by_agency").order_by("taken_at", "id"),
            lambda tip_off: Row(
                Truncator(tip_off.text).chars(90),
                reverse("tip_off", args=[tip_off.number]),
                tip_off.number,
                tip_off.taken_by_agency,
                f"{tip_off.taken_on:%d/%m/%Y}",
            ),
            f"{reverse('tip_offs')}?view=waiting",
        )

    def waits_for_us(self) -> Block:
        """Both in one, for those who do other things besides."""
        return self._asked(
            "waits",
            _("Waits for our agency"),
            _("Waits for us"),
            waiting.OFFERED | waiting.ASKED,
        )

    def _asked(self, name: str, title: str, short: str, about: frozenset[str]) -> Block:
        rows = waiting.asked_of(self.officer, self.now, about)
        found = list(rows[: MOST_ROWS + 1])
        count = len(found)
        if count > MOST_ROWS:
            count = rows[: MOST_COUNTED + 1].count()
        shown = [
            self._row(row)
            for row in waiting.shown(found[:MOST_ROWS], self.officer, self.now)
        ]
        return Block(name, title, short, shown, count, reverse("tasks") + _BOX)

    def _row(self, row: waiting.Waiting) -> Row:
        sub = _("%(number)s · since %(day)s") % {
            "number": row.case.number,
            "day": f"{local_day(row.since):%d/%m/%Y}",
        }
        title = f"{row.label}: {row.title}" if row.title else row.label
        address = place_of(row.kind, row.about, row.case)
        if row.until is None:
            return Row(title, address, sub, row.asked_by)
        end, tone = case_page.time_left(
            row.until, today=self.today, in_working_days=True
        )
        return Row(
            title, address, sub, row.asked_by, end, f"{row.until:%d/%m/%Y}", tone
        )


def place_of(kind: str, about: str, case: Case) -> str:
    """Where what waits is answered."""
    match kind:
        case "task" | "opinion":
            return reverse("task", args=[about])
        case "referral" | "hand_over" | "investigation":
            return reverse("hand_over", args=[case.number, about])
        case "seizure":
            return reverse("case_goods", args=[case.number])
        case "supplement":
            return reverse("field_record", args=[about])
        case "link":
            return reverse("facility_link", args=[about])
        case "complaint":
            return reverse("case_execution", args=[case.number])
    return reverse("case", args=[case.number])
