"""The blocks of the first page about what other agencies and the public ask."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases.models import InteragencyTask, Participation, Transfer
from cases.querysets import of_agency
from cases.states import TransferState
from inspections.models import TipOff
from web import case_page
from web.desk_rows import Block, Row

if TYPE_CHECKING:
    from agencies.models import Agency, User


class AskedOfUs:
    """A part of the desk: tasks, opinions and hand-overs that wait for the agency."""

    officer: User
    now: datetime
    today: date

    def cases(self) -> Any:
        raise NotImplementedError

    def _block(self, *values: Any, **more: Any) -> Block:
        raise NotImplementedError

    def asked_of_us(self) -> Block:
        """Tasks and opinions that other agencies wait for, what ends first on top."""
        rows = InteragencyTask.objects.open().box_in(self.officer, self.now)
        return self._block(
            "asked",
            _("Asked of our agency"),
            _("Asked of us"),
            rows.for_list().order_by("due_on", "id"),
            lambda task: self._asked(
                task.title,
                reverse("task", args=[task.pk]),
                task.case.number,
                task.from_agency,
                task.due_on,
            ),
            f"{reverse('tasks')}?box=in",
        )

    def offered_to_us(self) -> Block:
        """Referrals and hand-overs that wait for our answer."""
        rows = (
            Transfer.objects.filter(
                of_agency("to_agency", self.officer, self.now),
                state=TransferState.OFFERED,
                case__in=self.cases().values("pk"),
            )
            .select_related("case", "from_agency")
            .order_by(F("answer_due_on").asc(nulls_last=True), "id")
        )
        return self._block(
            "offered",
            _("Hand-overs to answer"),
            _("Hand-overs"),
            rows,
            lambda offer: self._asked(
                str(offer.get_kind_display()),
                reverse("case", args=[offer.case.number]),
                offer.case.number,
                offer.from_agency,
                offer.answer_due_on,
            ),
            reverse("tasks"),
        )

    def invitations(self) -> Block:
        """Cases that the agency is asked to support, and has not answered.

        A task or an offer of the lead says by itself what it asks.
        """
        ours = of_agency("to_agency", self.officer, self.now)
        asked = InteragencyTask.objects.open().filter(ours)
        offered = Transfer.objects.filter(ours, state=TransferState.OFFERED)
        rows = (
            Participation.objects.filter(
                of_agency("agency", self.officer, self.now),
                accepted_at__isnull=True,
                declined_at__isnull=True,
                case__in=self.cases().values("pk"),
            )
            .exclude(case__in=asked.values("case"))
            .exclude(case__in=offered.values("case"))
            .select_related("case__lead_agency")
            .order_by(F("answer_due_on").asc(nulls_last=True), "id")
        )
        return self._block(
            "invitations",
            _("Invitations to answer"),
            _("Invitations"),
            rows,
            lambda part: self._asked(
                part.purpose or part.case.number,
                reverse("case", args=[part.case.number]),
                part.case.number,
                part.case.lead_agency,
                part.answer_due_on,
            ),
            reverse("tasks"),
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

    def _asked(
        self, title: str, address: str, number: str, by: Agency, until: date | None
    ) -> Row:
        if until is None:
            return Row(title, address, number, by)
        end, tone = case_page.time_left(until, today=self.today, in_working_days=True)
        return Row(title, address, number, by, end, f"{until:%d/%m/%Y}", tone)
