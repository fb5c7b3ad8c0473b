"""A change of the law approved: running limits follow the calendar, and only it."""

import pytest

from audit.models import Entry
from cases import services
from cases.services.law_changes import approve_law_change
from cases.states import CaseState, Family
from kernel.errors import NotPermitted
from regulations import proposals
from regulations.catalogue import Frame, frame_for
from tests.cases.walk import HANDLER, INSPECTOR, at_state, received, reread
from tests.moments import day, moment

ADMIN, LAWYER, MANAGER = "quantri", "so.phapche", "so.lanhdao"


def s12(officer):
    """A record of 19/11/2026, whose seven working days cross 24/11."""
    walk = received(officer, detected_on=day("18/11/2026"))
    walk.step(services.start_verification, HANDLER, moment("18/11/2026", "15:00"))
    walk.step(services.open_case, HANDLER, moment("18/11/2026", "16:00"))
    content = services.RecordInput(place="Trụ sở")
    walk.step(services.make_record, INSPECTOR, moment("19/11/2026"), content=content)
    return walk


@pytest.mark.django_db
class TestApproveLawChange:
    def test_of_a_day_moves_running_limits_with_a_line_each(self, officer):
        """S12: 01/12/2026 with 24/11 off, Monday 30/11 without."""
        walk = s12(officer)
        proposal = proposals.propose_calendar_day(
            day=day("24/11/2026"),
            kind="WORKING",
            name="Không nghỉ",
            decision_no="Thông báo số 01/TB",
            confirmed=True,
            reason="Chưa có luật",
            by=officer(ADMIN),
            at=moment("20/11/2026"),
        )
        assert reread(walk.case).clock(Family.DECISION).due == day("01/12/2026")

        moved = approve_law_change(
            proposal=proposal, by=officer(MANAGER), at=moment("20/11/2026", "10:00")
        )

        assert moved >= 1
        assert reread(walk.case).clock(Family.DECISION).due == day("30/11/2026")
        entry = Entry.objects.get(
            action="deadline.recomputed", object_label__endswith="D-DEC-7WD"
        )
        assert entry.changes["due"] == ["2026-12-01", "2026-11-30"]
        assert entry.actor == officer(MANAGER)
        assert entry.reason == "Chưa có luật"

    def test_of_the_culture_day_moves_them_too(self, officer):
        """The setting of 24/11 is a day of the calendar."""
        walk = s12(officer)
        proposal = proposals.propose_change(
            kind="SETTING",
            code="vietnam_culture_day_is_holiday",
            reach="FROM_DAY",
            values={
                "value": "off",
                "valid_from": "2026-11-21",
                "basis": "Chưa có luật sửa đổi Điều 112 BLLĐ",
            },
            reason="Theo thông báo",
            by=officer(ADMIN),
            at=moment("20/11/2026"),
        )

        approve_law_change(
            proposal=proposal, by=officer(LAWYER), at=moment("20/11/2026", "10:00")
        )

        assert reread(walk.case).clock(Family.DECISION).due == day("30/11/2026")

    def test_of_a_rule_leaves_running_limits(self, officer):
        """INV-18: a deadline keeps the rule in force when it began."""
        walk = s12(officer)
        proposal = proposals.propose_change(
            kind="DEADLINE_RULE",
            code="D-DEC-7WD",
            reach="FROM_DAY",
            values={"length": "9", "valid_from": "2026-11-21", "basis": "Giả định"},
            reason="Luật mới",
            by=officer(LAWYER),
            at=moment("20/11/2026"),
        )

        moved = approve_law_change(
            proposal=proposal, by=officer(MANAGER), at=moment("20/11/2026", "10:00")
        )

        assert moved == 0
        assert reread(walk.case).clock(Family.DECISION).due == day("01/12/2026")

    def test_gives_an_open_case_the_frame_that_was_missing(self, officer):
        """Illegal printing: the case points at the row, and the row is completed."""
        walk = at_state(officer, CaseState.RECEIVED, behaviour="PRT-NODEC")
        behaviour = reread(walk.case).violations.get().behaviour
        assert frame_for(behaviour, "INDIVIDUAL") is None
        proposal = proposals.propose_change(
            kind="BEHAVIOUR",
            code="PRT-NODEC",
            reach="COMPLETES",
            values={
                "valid_from": behaviour.valid_from.isoformat(),
                "fine_min_organisation_vnd": 20_000_000,
                "fine_max_organisation_vnd": 40_000_000,
                "legal_basis": "NĐ 119/2020/NĐ-CP Điều 27.3.a",
            },
            reason="Nạp khung phạt",
            by=officer(LAWYER),
            at=moment("20/11/2026"),
        )

        approve_law_change(
            proposal=proposal, by=officer(MANAGER), at=moment("20/11/2026", "10:00")
        )

        behaviour = reread(walk.case).violations.get().behaviour
        assert frame_for(behaviour, "INDIVIDUAL") == Frame(10_000_000, 20_000_000)

    def test_of_the_own_proposal_changes_and_moves_nothing(self, officer):
        walk = s12(officer)
        proposal = proposals.propose_calendar_day(
            day=day("24/11/2026"),
            kind="WORKING",
            name="Không nghỉ",
            decision_no="",
            confirmed=False,
            reason="Chưa có luật",
            by=officer(ADMIN),
            at=moment("20/11/2026"),
        )

        with pytest.raises(NotPermitted):
            approve_law_change(
                proposal=proposal, by=officer(ADMIN), at=moment("20/11/2026")
            )

        assert reread(walk.case).clock(Family.DECISION).due == day("01/12/2026")
