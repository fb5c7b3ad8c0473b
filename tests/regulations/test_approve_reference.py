"""The law desk: a second person approves, and the new row counts from its day."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from agencies.kinds import AgencyKind, Role
from agencies.models import Agency, User
from audit.models import Entry
from kernel.errors import NotPermitted, Refused
from regulations import catalogue, proposals, reference
from regulations.authority import ceiling_vnd
from regulations.kinds import Confidence, DayKind, ProposalKind, ProposalState, Reach
from regulations.models import CalendarDay, ReferenceProposal, ViolationBehaviour
from regulations.services import Retroactive
from tests.regulations.agreed import agree
from tests.regulations.conftest import at
from tests.regulations.test_propose_reference import FRAME, TODAY, propose

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("law")


def approve(
    proposal: ReferenceProposal, by: User, at: datetime = TODAY
) -> ReferenceProposal:
    return proposals.approve(proposal=proposal, by=by, at=at)


class TestApprove:
    def test_completes_the_row_that_cases_point_at(
        self, lawyer: User, manager: User
    ) -> None:
        row = ViolationBehaviour.objects.get(code="PRT-NODEC")

        approve(propose(lawyer), manager)

        row.refresh_from_db()
        assert row.confidence == Confidence.CONFIRMED
        frame = catalogue.frame_for(row, "ORGANISATION")
        assert frame == catalogue.Frame(20_000_000, 40_000_000)
        # NĐ 119/2020 states organisations; an individual pays half.
        assert catalogue.frame_for(row, "INDIVIDUAL") == catalogue.Frame(
            10_000_000, 20_000_000
        )

    def test_makes_a_new_row_from_its_day_and_ends_the_old_one(
        self, lawyer: User, manager: User
    ) -> None:
        """The row applies from its date; old cases keep theirs."""
        old = ViolationBehaviour.objects.get(code="DST-29-2A")

        agree(
            kind=ProposalKind.BEHAVIOUR,
            code="DST-29-2A",
            reach=Reach.FROM_DAY,
            values=FRAME | {"valid_from": "2027-01-01"},
            reason="Nghị định mới",
            by=lawyer,
            second=manager,
            at=TODAY,
        )

        before, after = ViolationBehaviour.objects.filter(code="DST-29-2A")
        assert before.pk == old.pk
        assert before.fine_max_organisation_vnd == old.fine_max_organisation_vnd
        assert before.valid_to == date(2026, 12, 31)
        assert (after.valid_from, after.valid_to) == (date(2027, 1, 1), None)
        found = catalogue.search("DST-29-2A", day=date(2026, 12, 31))
        assert [row.pk for row in found] == [before.pk]
        found = catalogue.search("DST-29-2A", day=date(2027, 1, 1))
        assert [row.pk for row in found] == [after.pk]

    def test_gives_a_title_its_ceiling(self, lawyer: User, manager: User) -> None:
        """Five titles come without a confirmed percentage."""
        day = date(2026, 11, 24)
        title, field = "GIAM_DOC_CONG_AN_TINH", "publishing"
        assert ceiling_vnd(title, field, "INDIVIDUAL", day).vnd is None

        agree(
            kind=ProposalKind.CEILING,
            code=f"{title}.{field}",
            reach=Reach.COMPLETES,
            values={
                "valid_from": "2025-07-01",
                "percent": 80,
                "basis": "NĐ 189/2025/NĐ-CP Điều 8.5",
                "confidence": "confirmed",
            },
            reason="Đã có văn bản",
            by=lawyer,
            second=manager,
            at=TODAY,
        )

        assert ceiling_vnd(title, field, "INDIVIDUAL", day).vnd == 80_000_000

    def test_outlives_the_next_loading(self, lawyer: User, manager: User) -> None:
        approve(propose(lawyer), manager)

        counts = reference.load(at=TODAY)

        assert counts["violation_behaviours"][:2] == (0, 0)

    def test_leaves_both_persons_in_the_trail(
        self, lawyer: User, manager: User
    ) -> None:
        approve(propose(lawyer), manager)

        proposed, made, settled = Entry.objects.order_by("pk")[
            Entry.objects.count() - 3 :
        ]
        assert (proposed.action, proposed.actor) == ("reference.propose", lawyer)
        assert (made.action, made.actor) == ("reference.edit", manager)
        assert made.changes["fine_max_organisation_vnd"] == [None, 40_000_000]
        assert (settled.action, settled.actor) == ("reference.approve", manager)

    def test_is_refused_once_its_day_has_come(
        self, lawyer: User, manager: User
    ) -> None:
        proposal = propose(
            lawyer,
            code="DST-29-2A",
            reach=Reach.FROM_DAY,
            values=FRAME | {"valid_from": "2026-11-24"},
        )

        with pytest.raises(Retroactive):
            approve(proposal, manager, at(2026, 11, 24))

        proposal.refresh_from_db()
        assert proposal.is_open
        assert ViolationBehaviour.objects.filter(code="DST-29-2A").count() == 1

    def test_is_refused_when_the_row_changed_meanwhile(
        self, lawyer: User, manager: User
    ) -> None:
        proposal = propose(lawyer)
        ViolationBehaviour.objects.filter(code="PRT-NODEC").update(note="khác")

        with pytest.raises(proposals.RowMovedOn):
            approve(proposal, manager)

    def test_happens_once(self, lawyer: User, manager: User, hire: Any) -> None:
        proposal = propose(lawyer)
        approve(proposal, manager)

        with pytest.raises(proposals.AlreadySettled) as late:
            approve(proposal, hire(Role.MANAGER, 2))

        assert manager.full_name in str(late.value)
        assert "09:00 23/11/2026" in str(late.value)


class TestSecondPerson:
    """A152: legal_officer or manager of SO_VHTTDL or UBND_TINH, not the proposer."""

    def test_is_not_the_proposer(self, lawyer: User) -> None:
        with pytest.raises(NotPermitted):
            approve(propose(lawyer), lawyer)

        assert ReferenceProposal.objects.get().is_open

    def test_may_be_another_legal_officer(
        self, lawyer: User, hire: Callable[..., User]
    ) -> None:
        approve(propose(lawyer), hire(Role.LEGAL_OFFICER, 2))

        assert ReferenceProposal.objects.get().state == ProposalState.APPROVED

    @pytest.mark.parametrize(
        "role", [Role.ADMIN, Role.INSPECTOR, Role.SANCTIONER, Role.AUDITOR]
    )
    def test_is_nobody_else(
        self, lawyer: User, hire: Callable[..., User], role: str
    ) -> None:
        with pytest.raises(NotPermitted):
            approve(propose(lawyer), hire(role))

    def test_is_of_the_department_or_the_province(
        self, lawyer: User, hire: Any
    ) -> None:
        proposal = propose(lawyer)
        for kind, may in (
            (AgencyKind.UBND_XA, False),
            (AgencyKind.CONG_AN, False),
            (AgencyKind.UBND_TINH, True),
        ):
            manager = hire(Role.MANAGER, f"of.{kind}")
            manager.agency = Agency.objects.filter(kind=kind).order_by("code")[0]
            manager.save()
            person = User.objects.with_standing().get(pk=manager.pk)
            if may:
                approve(proposal, person)
            else:
                with pytest.raises(NotPermitted):
                    approve(proposal, person)

        assert ReferenceProposal.objects.get().state == ProposalState.APPROVED

    def test_settles_what_an_officer_of_any_agency_proposed(
        self, hire: Any, manager: User
    ) -> None:
        """A151 names every agency: the law is common to all of them."""
        author = hire(Role.LEGAL_OFFICER, "police")
        author.agency = Agency.objects.filter(kind=AgencyKind.CONG_AN)[0]
        author.save()

        approve(propose(User.objects.with_standing().get(pk=author.pk)), manager)

        assert ReferenceProposal.objects.get().state == ProposalState.APPROVED


class TestRefuse:
    def test_keeps_the_reason_and_the_law(self, lawyer: User, manager: User) -> None:
        proposal = propose(lawyer)

        proposals.refuse(proposal=proposal, reason="Sai khoản", by=manager, at=TODAY)

        proposal.refresh_from_db()
        assert proposal.state == ProposalState.REFUSED
        assert proposal.settled_reason == "Sai khoản"
        row = ViolationBehaviour.objects.get(code="PRT-NODEC")
        assert row.fine_max_organisation_vnd is None
        assert Entry.objects.latest("pk").action == "reference.refuse"

    def test_says_why(self, lawyer: User, manager: User) -> None:
        with pytest.raises(Refused) as refusal:
            proposals.refuse(proposal=propose(lawyer), reason=" ", by=manager, at=TODAY)

        assert "reason" in refusal.value.errors

    def test_is_not_the_proposer_s(self, lawyer: User) -> None:
        with pytest.raises(NotPermitted):
            proposals.refuse(proposal=propose(lawyer), reason="x", by=lawyer, at=TODAY)


class TestWithdraw:
    def test_is_the_proposer_s(self, lawyer: User, manager: User) -> None:
        proposal = propose(lawyer)
        with pytest.raises(NotPermitted):
            proposals.withdraw(proposal=proposal, by=manager, at=TODAY)

        proposals.withdraw(proposal=proposal, by=lawyer, at=TODAY)

        with pytest.raises(proposals.AlreadySettled):
            approve(proposal, manager)


class TestCalendarProposal:
    """A104: the administrator edits the calendar, a second person approves."""

    DAY = date(2027, 2, 11)

    def propose(self, by: User, **changes: Any) -> ReferenceProposal:
        call: dict[str, Any] = {
            "day": self.DAY,
            "kind": DayKind.HOLIDAY,
            "name": "Mùng sáu Tết",
            "decision_no": "Thông báo 999/TB-BNV",
            "confirmed": True,
            "reason": "Thông báo lịch nghỉ Tết 2027",
            "by": by,
            "at": TODAY,
        }
        return proposals.propose_calendar_day(**{**call, **changes})

    def test_changes_the_day_once_approved(
        self, administrator: User, manager: User
    ) -> None:
        proposal = self.propose(administrator)
        assert CalendarDay.objects.get(date=self.DAY).kind == DayKind.WORKING

        approve(proposal, manager)

        assert CalendarDay.objects.get(date=self.DAY).kind == DayKind.HOLIDAY

    def test_is_approved_by_a_second_administrator_or_who_approves_the_law(
        self, administrator: User, lawyer: User, hire: Callable[..., User]
    ) -> None:
        for number, second in enumerate((lawyer, hire(Role.ADMIN, 2))):
            day = date(2027, 3, 1 + number)
            proposal = self.propose(administrator, day=day)

            assert approve(proposal, second).state == ProposalState.APPROVED

    def test_is_not_approved_by_its_proposer(self, administrator: User) -> None:
        with pytest.raises(NotPermitted):
            approve(self.propose(administrator), administrator)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"decision_no": " "}, "decision_no"),
            ({"name": ""}, "name"),
            ({"reason": ""}, "reason"),
            ({"kind": DayKind.SWAP_WORKING}, "kind"),  # a Thursday
            ({"day": date(2026, 11, 22)}, "day"),  # over
        ],
    )
    def test_refuses_what_cannot_be(
        self, administrator: User, change: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Refused) as refusal:
            self.propose(administrator, **change)

        assert field in refusal.value.errors
        assert not ReferenceProposal.objects.exists()

    def test_is_not_approved_once_the_day_is_over(
        self, administrator: User, manager: User
    ) -> None:
        proposal = self.propose(administrator, day=date(2026, 12, 10))

        with pytest.raises(Retroactive):
            approve(proposal, manager, at(2026, 12, 11))

    def test_of_the_administrator_only(self, lawyer: User, manager: User) -> None:
        for officer in (lawyer, manager):
            with pytest.raises(NotPermitted):
                self.propose(officer)
