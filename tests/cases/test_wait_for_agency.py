"""Every agency sees at once what waits for it, since when, until when."""

import pytest

from cases import services
from cases.models import Case
from cases.services import HandOver
from cases.states import CaseState, TaskKind
from cases.waiting import Waiting, waiting_list
from tests.cases import walk_crime as crime
from tests.cases.test_forward_to_competent import recorded
from tests.cases.walk import CLERK, HANDLER, SIGNER, Walk, at_state
from tests.cases.walk_goods import held
from tests.cases.walk_together import agency, asked, led_by_department
from tests.moments import day, moment


def waits(walk: Walk, username: str, at, kind: str) -> list[Waiting]:
    """What of a kind waits for an officer's agency; the list of cases agrees."""
    rows = [row for row in waiting_list(walk.by(username), at) if row.kind == kind]
    if kind != "seizure":
        listed = Case.objects.visible_to(walk.by(username), at).waiting_for_agency(
            walk.by(username), at
        )
        assert {row.case.pk for row in rows} <= set(listed.values_list("pk", flat=True))
    return rows


@pytest.mark.django_db
class TestWaitingForAgency:
    def test_a_criminal_file_until_it_is_answered_then_its_outcome(self, officer):
        walk = crime.offered(officer)
        at = moment("03/06/2026", "10:00")

        (row,) = waits(walk, crime.POLICE, at, "hand_over")
        assert row.since == moment("03/06/2026", "09:00")
        assert row.until == day("08/06/2026")
        assert row.asked_by.code == "SO_VHTTDL"

        crime.accept(walk)
        at = moment("04/06/2026")
        assert waits(walk, crime.POLICE, at, "hand_over") == []
        (row,) = waits(walk, crime.POLICE, at, "investigation")
        assert row.since == moment("03/06/2026", "15:00")
        assert row.until == day("23/06/2026")
        assert waits(walk, "ca.pa03", at, "investigation") == []

        crime.prosecute(walk)
        assert waits(walk, crime.POLICE, moment("22/06/2026"), "investigation") == []

    def test_a_file_for_the_competent_authority(self, officer):
        walk = recorded(officer)
        walk.step(
            services.forward_to_competent,
            HANDLER,
            moment("06/03/2026", "09:00"),
            content=HandOver("Vượt thẩm quyền."),
            to_agency=agency("UBND_TINH"),
        )

        (row,) = waits(walk, "ubnd.thuly", moment("06/03/2026", "10:00"), "hand_over")

        assert row.until == day("11/03/2026")
        assert row.asked_by == walk.case.lead_agency

    def test_tasks_and_opinions(self, officer):
        walk = led_by_department(officer)
        asked(walk)
        asked(walk, "PA03", kind=TaskKind.OPINION)

        (task,) = waits(walk, "ca.pa05", moment("05/03/2026"), "task")
        (opinion,) = waits(walk, "ca.pa03", moment("05/03/2026"), "opinion")

        assert task.until == opinion.until == day("18/03/2026")

    def test_a_complaint_until_it_is_settled(self, officer):
        walk = at_state(officer, CaseState.EXECUTING)
        walk.step(
            services.register_complaint,
            CLERK,
            moment("20/03/2026", "14:00"),
            complainant="Mạc Thị Thu Cúc",
            content="Mức phạt quá cao.",
        )
        (row,) = waits(walk, SIGNER, moment("23/03/2026"), "complaint")
        assert row.since == moment("20/03/2026", "14:00")
        assert row.until == day("30/03/2026")

        walk.step(
            services.accept_complaint,
            SIGNER,
            moment("24/03/2026"),
            complaint_id=walk.case.complaints.get().pk,
        )
        (row,) = waits(walk, SIGNER, moment("24/03/2026", "15:00"), "complaint")
        assert row.until == day("23/04/2026")

    def test_a_seizure_from_two_working_days_before_its_end_on(self, officer):
        """ "On expiry … the system raises an alarm at T-2 working days." """
        walk = at_state(officer, CaseState.VERIFYING)
        held(walk)

        assert waits(walk, HANDLER, moment("09/03/2026"), "seizure") == []
        (row,) = waits(walk, HANDLER, moment("10/03/2026"), "seizure")
        assert row.until == day("12/03/2026")
        (row,) = waits(walk, SIGNER, moment("16/03/2026"), "seizure")
        assert row.is_overdue_on(day("16/03/2026"))

    def test_nothing_of_a_case_that_is_not_seen(self, officer):
        walk = crime.offered(officer)

        assert waiting_list(walk.by("ca.pa03"), moment("04/06/2026")) == []
