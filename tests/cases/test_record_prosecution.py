"""What the investigating body decides (BLTTHS 2015, Điều 147)."""

import pytest

from cases import services
from cases.models import SanctionedAct
from cases.querysets import StepNotOpen
from cases.states import CaseState, ClockStatus, Family
from kernel.errors import NotPermitted, Refused
from regulations.models import LegalSetting
from tests.cases.walk import HANDLER, SIGNER, at_state, reread
from tests.cases.walk_crime import (
    FILE,
    POLICE,
    accept,
    at_pending,
    prosecute,
    send,
    transferred,
)
from tests.moments import day, moment

pytestmark = pytest.mark.django_db


def extend(walk, term: str, on: str, **values) -> None:
    walk.step(
        services.extend_investigation,
        POLICE,
        moment(on),
        term=term,
        reason="Vụ việc có nhiều tình tiết phức tạp.",
        **values,
    )


class TestExtendInvestigation:
    def test_gives_two_months_and_four_in_all(self, officer):
        """D-INV-20: "complex: up to 02 months; procuracy may extend once by up to 02
        months"; both from the receipt of the file."""
        walk = transferred(officer)
        extend(walk, "COMPLEX", "22/06/2026")
        clock = reread(walk.case).clock(Family.INVESTIGATION)
        assert (clock.rule.code, clock.due) == ("D-INV-2M", day("03/08/2026"))

        extend(walk, "PROCURACY", "30/07/2026", number="09/QĐ-VKS")
        clock = reread(walk.case).clock(Family.INVESTIGATION)
        assert (clock.rule.code, clock.strict_due, clock.due) == (
            "D-INV-4M",
            day("03/10/2026"),
            day("05/10/2026"),
        )

    def test_gives_each_once_and_in_order(self, officer):
        walk = transferred(officer)
        with pytest.raises(Refused):
            extend(walk, "PROCURACY", "22/06/2026", number="09/QĐ-VKS")
        extend(walk, "COMPLEX", "22/06/2026")
        with pytest.raises(Refused) as refusal:
            extend(walk, "COMPLEX", "23/06/2026")

        assert "term" in refusal.value.errors

    def test_is_the_investigating_bodys(self, officer):
        walk = transferred(officer)
        with pytest.raises(NotPermitted):
            walk.step(
                services.extend_investigation,
                "so.thuly",
                moment("22/06/2026"),
                term="COMPLEX",
                reason="Phức tạp",
            )

    def test_waits_until_the_body_has_received_the_file(self, officer):
        """BLTTHS 2015, Điều 147: the term runs from the receipt of the file."""
        walk = at_state(officer, CaseState.TRANSFERRED)

        with pytest.raises(StepNotOpen) as refusal:
            extend(walk, "COMPLEX", "22/06/2026")

        assert [b.code for b in refusal.value.blockers] == ["transfer_received"]


class TestRecordProsecution:
    def test_needs_a_number(self, officer):
        walk = transferred(officer)
        with pytest.raises(Refused) as refusal:
            walk.step(
                services.record_prosecution,
                POLICE,
                moment("20/06/2026"),
                number=" ",
            )

        assert "number" in refusal.value.errors

    def test_stops_the_administrative_track(self, officer):
        walk = transferred(officer)
        prosecute(walk)
        case = reread(walk.case)

        assert case.state == CaseState.PROSECUTED
        assert case.outcome.number == "31/QĐ-KTVA"
        assert case.clock(Family.INVESTIGATION).status == ClockStatus.MET
        assert case.clock(Family.DECISION) is None

    def test_is_of_the_body_that_holds_the_file(self, officer):
        """A060: "own investigating body; number and date"."""
        walk = transferred(officer)
        with pytest.raises(NotPermitted):
            walk.step(
                services.record_prosecution,
                "ca.pa03",
                moment("20/06/2026"),
                number="31/QĐ-KTVA",
            )

    @pytest.mark.parametrize("value", ["on", "off"])
    def test_annuls_the_decision_where_the_setting_says_so(self, officer, value):
        """ "sanction decision already made is annulled, executed parts passed on
        (`recalled`)" """
        LegalSetting.objects.filter(key="prosecution_annuls_decision").update(
            value=value
        )
        walk = at_state(officer, CaseState.EXECUTED)
        walk.step(
            services.record_sign,
            HANDLER,
            moment("25/03/2026"),
            explanation="Kho còn 9.000 bản.",
        )
        walk.decided_by = SIGNER
        walk.step(
            services.transfer_criminal,
            SIGNER,
            moment("26/03/2026"),
            content=FILE,
            to_agency=officer(POLICE).agency,
        )
        walk.step(services.accept_transfer, POLICE, moment("27/03/2026"))
        prosecute(walk, moment("10/04/2026"))
        case = reread(walk.case)
        event = case.events.get(transition="record_prosecution")

        is_annulled = value == "on"
        assert (case.decision is None) == is_annulled
        assert SanctionedAct.objects.get().is_in_force != is_annulled
        assert ("BL-1" in event.details.get("passed_on", ())) == is_annulled
        assert case.clock(Family.DECISION).status == ClockStatus.MET


class TestCloseOnJudgment:
    def test_ends_the_case(self, officer):
        walk = transferred(officer)
        prosecute(walk)
        walk.step(
            services.close_on_judgment,
            POLICE,
            moment("20/11/2026"),
            number="88/2026/HS-ST",
        )
        case = reread(walk.case)

        assert case.state == CaseState.CLOSED
        assert case.outcome.kind == "JUDGMENT"
        assert case.clock(Family.CRIMINAL_TRANSFER).status == ClockStatus.MET

    def test_starts_no_clock_anew(self, officer):
        """A case that had its record owes no decision after the judgment."""
        walk = at_pending(officer)
        send(walk, moment("10/06/2026"))
        accept(walk, moment("10/06/2026", "15:00"))
        prosecute(walk)
        walk.step(
            services.close_on_judgment,
            POLICE,
            moment("20/11/2026"),
            number="88/2026/HS-ST",
        )
        case = reread(walk.case)

        assert case.clock(Family.DECISION).status == ClockStatus.ENDED
        assert case.due_on is None

    def test_comes_after_the_prosecution_only(self, officer):
        walk = transferred(officer)
        with pytest.raises(StepNotOpen):
            walk.step(
                services.close_on_judgment,
                POLICE,
                moment("20/11/2026"),
                number="88/2026/HS-ST",
            )
