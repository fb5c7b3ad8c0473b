"""The file goes to who may sanction (Điều 52, 66.1.a Luật XLVPHC)."""

import pytest

from agencies.models import Agency
from cases import competence, services
from cases.querysets import StepNotOpen
from cases.services import HandOver, PaperLine, Receipt, RecordInput
from cases.states import CaseState, ClockStatus, Family, TransferState
from documents import services as documents
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER, INSPECTOR, SIGNER, at_state, reread
from tests.moments import day, moment

pytestmark = pytest.mark.django_db
# Individuals 70-100 million: above the ward (50) and the director (80).
ABOVE_THE_WARD = "PUB-24-5"
CONTENT = HandOver(
    reason="Mức phạt tối đa vượt thẩm quyền của Chủ tịch UBND phường.",
    papers=(PaperLine("Biên bản vi phạm hành chính", "01/BB-VPHC", sheets=3),),
)


def recorded(officer):
    return at_state(officer, CaseState.RECORDED, behaviour=ABOVE_THE_WARD)


def forward(walk, to: str = "UBND_TINH", **values) -> None:
    walk.step(
        services.forward_to_competent,
        HANDLER,
        moment("06/03/2026", "08:00"),
        **{"content": CONTENT, "to_agency": Agency.objects.get(pk=to), **values},
    )


class TestForwardToCompetent:
    def test_keeps_the_state_and_changes_who_decides(self, officer):
        """ "the state stays RECORDED and only `competent_authority` changes" """
        walk = recorded(officer)
        forward(walk)
        case = reread(walk.case)

        assert case.state == CaseState.RECORDED
        assert case.competent_authority_id == "UBND_TINH"
        assert case.file_offer.state == TransferState.OFFERED
        assert case.file_offer.papers[0]["number"] == "01/BB-VPHC"

    def test_gives_ten_working_days_from_the_record(self, officer):
        """D-DEC-10WD "from the record date": 05/03 + 10 wd = Thu 19/03."""
        walk = recorded(officer)
        forward(walk)
        clock = reread(walk.case).clock(Family.DECISION)

        assert (clock.rule.code, clock.start_on, clock.due) == (
            "D-DEC-10WD",
            day("05/03/2026"),
            day("19/03/2026"),
        )

    def test_runs_twenty_four_hours_from_the_record(self, officer):
        """D-REC-TRANSFER: record completed, 24 hours."""
        walk = recorded(officer)
        clock = reread(walk.case).clock(Family.FILE_TRANSFER)
        assert (clock.due, clock.status) == (day("06/03/2026"), ClockStatus.RUNNING)

        forward(walk)

        assert reread(walk.case).clock(Family.FILE_TRANSFER).status == ClockStatus.MET

    def test_is_closed_within_the_own_heads_ceiling(self, officer):
        """Guard: "frame maximum above ceiling"; 5 <= 50 million stays."""
        walk = at_state(officer, CaseState.RECORDED)
        with pytest.raises(StepNotOpen) as refusal:
            forward(walk)

        assert [b.code for b in refusal.value.blockers] == ["exceeds_own_head"]
        assert reread(walk.case).clock(Family.FILE_TRANSFER) is None

    def test_proposes_who_is_competent(self, officer):
        """70-100 million for a household: the director has 80, the chairman of the
        province 100 million (agencies, section 2)."""
        case = reread(recorded(officer).case)

        assert [
            (c.agency.pk, c.is_sure)
            for c in competence.proposed(case, on=day("05/03/2026"))
        ] == [("UBND_TINH", True)]

    def test_goes_to_nobody_whose_ceiling_is_too_low(self, officer):
        walk = recorded(officer)
        with pytest.raises(Refused) as refusal:
            forward(walk, "SO_VHTTDL")

        assert "to_agency" in refusal.value.errors

    def test_leaves_the_system_with_a_receipt(self, officer):
        """RECORDED -> FORWARDED: "only when the file leaves the agencies using the
        system" """
        walk = recorded(officer)
        with pytest.raises(Refused):
            forward(walk, to_agency=None, to_body="Cục Bản quyền tác giả")
        forward(
            walk,
            to_agency=None,
            to_body="Cục Bản quyền tác giả",
            receipt=Receipt("15/BQTG", day("06/03/2026")),
        )

        assert walk.case.state == CaseState.FORWARDED

    def test_leaves_nobody_inside_to_decide(self, officer):
        """A003: the authority sees a file "submitted or forwarded" to it, no other."""
        walk = recorded(officer)
        forward(walk)
        walk.step(services.accept_file, "ubnd.thuly", moment("06/03/2026", "10:00"))
        walk.step(
            services.forward_to_competent,
            HANDLER,
            moment("09/03/2026"),
            content=CONTENT,
            to_body="Cục Bản quyền tác giả",
            receipt=Receipt("15/BQTG", day("09/03/2026")),
        )

        assert walk.case.state == CaseState.FORWARDED
        assert walk.case.competent_authority == walk.case.lead_agency

    def test_goes_on_with_its_record_when_it_is_taken_back(self, officer):
        """ "limits go on from their first start"; one record to a case: no dead end."""
        walk = recorded(officer)
        record = walk.case.violation_record
        forward(
            walk,
            to_agency=None,
            to_body="Cục Bản quyền tác giả",
            receipt=Receipt("15/BQTG", day("06/03/2026")),
        )
        walk.step(
            services.take_back, HANDLER, moment("09/03/2026"), reason="Gửi trả hồ sơ."
        )
        walk.step(services.start_verification, HANDLER, moment("09/03/2026", "10:00"))
        walk.step(services.open_case, HANDLER, moment("09/03/2026", "11:00"))
        assert walk.case.state == CaseState.OPENED

        walk.step(
            documents.make_record,
            INSPECTOR,
            moment("09/03/2026", "14:00"),
            content=RecordInput(place=""),
        )

        assert walk.case.state == CaseState.RECORDED
        assert walk.case.violation_record == record
        assert walk.case.violation_records.count() == 1
        event = walk.case.events.filter(transition="make_record").latest("recorded_at")
        assert event.details["number"] == record.number_text
        clock = reread(walk.case).clock(Family.DECISION)
        assert clock.start_on == day("05/03/2026")

    def test_waits_for_the_answer_before_the_draft(self, officer):
        """Until then the duty stays with the giver."""
        walk = recorded(officer)
        forward(walk)
        with pytest.raises(StepNotOpen) as refusal:
            walk.submit(moment("06/03/2026", "09:00"))

        assert [b.code for b in refusal.value.blockers] == ["no_open_file_offer"]


class TestAnswerFile:
    def test_accepts_on_the_receiving_side(self, officer):
        walk = recorded(officer)
        forward(walk)
        walk.step(services.accept_file, "ubnd.thuly", moment("06/03/2026", "10:00"))
        walk.submit(moment("09/03/2026"))

        with pytest.raises(NotPermitted):
            walk.step(services.sign_decision, SIGNER, moment("10/03/2026"))
        walk.step(services.sign_decision, "ubnd.chutich", moment("10/03/2026"))
        assert walk.case.state == CaseState.DECIDED

    def test_gives_it_back_when_refused(self, officer):
        walk = recorded(officer)
        forward(walk)
        walk.step(
            services.refuse_file,
            "ubnd.thuly",
            moment("06/03/2026", "10:00"),
            reason="Thiếu bản kê tang vật.",
        )
        case = reread(walk.case)

        assert case.competent_authority_id == case.lead_agency_id
        assert case.file_offer.state == TransferState.REFUSED
        assert case.clock(Family.DECISION).rule.code == "D-DEC-7WD"
        forward(walk)
        assert reread(walk.case).file_offer.is_open

    def test_needs_a_reason_to_refuse(self, officer):
        walk = recorded(officer)
        forward(walk)
        with pytest.raises(Refused):
            walk.step(
                services.refuse_file,
                "ubnd.thuly",
                moment("06/03/2026", "10:00"),
                reason="",
            )

    def test_is_not_the_givers(self, officer):
        walk = recorded(officer)
        forward(walk)
        with pytest.raises(NotPermitted):
            walk.step(services.accept_file, HANDLER, moment("06/03/2026", "10:00"))
