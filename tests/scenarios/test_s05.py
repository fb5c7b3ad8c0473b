"""S5. Online shop, unknown owner."""

import pytest

from cases import policies, services
from cases.models import Case, InteragencyTask
from cases.states import (
    CaseState,
    Family,
    ItemKind,
    NoSanctionGround,
    ReopenGround,
    TaskState,
)
from cases.timeline import timeline
from cases.waiting import waiting_list
from demo.scenarios import s05
from demo.stage import Performance
from inspections.models import Informant
from tests.moments import day, moment
from tests.scenarios.conftest import LONG_AFTER
from tests.scenarios.reading import clock_of, path_of


@pytest.fixture
def performance(stage) -> Performance:
    return Performance([s05.play(stage)])


def case_on(performance: Performance, text: str) -> Case:
    performance.run(until=moment(text, "23:59"))
    return Case.objects.with_file().get()


class TestScenarioFive:
    def test_begins_with_a_tip_off(self, performance):
        """ "F5, tip-off 02/10/2026 through the public form, photographs and 4 URLs
        (hash stored)" """
        case = case_on(performance, "02/10/2026")
        tip_off = case.tip_off

        assert (tip_off.taken_on, tip_off.channel) == (day("02/10/2026"), "PUBLIC_FORM")
        assert len(tip_off.urls) == 4
        assert case.case_evidence.count() == 2
        assert all(len(link.file.stored_file_id) == 64 for link in _links(case))
        assert "không nêu tên".encode() not in bytes(
            Informant.objects.get().sealed_name
        )

    def test_asks_the_police_and_the_platform(self, stage, performance):
        """ "Task to PA05 (due 16/10) to identify the owner, task to the platform for
        takedown (due 09/10, done 07/10)" """
        case = case_on(performance, "02/10/2026")
        trace, takedown = case.tasks.order_by("-due_on")
        assert (trace.to_agency_id, trace.due_on) == ("PA05", day("16/10/2026"))
        assert (takedown.to_agency, takedown.due_on) == (None, day("09/10/2026"))
        (row,) = waiting_list(stage.by(s05.POLICE), moment("03/10/2026"))
        assert (row.kind, row.until) == ("task", day("16/10/2026"))

        case_on(performance, "07/10/2026")
        takedown.refresh_from_db()
        assert (takedown.state, takedown.ended_on) == (
            TaskState.DONE,
            day("07/10/2026"),
        )
        case_on(performance, "16/10/2026")
        trace.refresh_from_db()
        assert trace.state == TaskState.DONE
        assert not InteragencyTask.objects.open().exists()

    def test_shows_the_police_the_joint_timeline(self, stage, performance):
        case = case_on(performance, "16/10/2026")
        at = moment("16/10/2026", "17:00")
        police = stage.by(s05.POLICE)

        assert policies.view_of(case, police, at) == "case.view_partner"
        own = timeline(case, police, at, agency="PA05")
        assert [row.name for row in own] == ["accept_task", "answer_task"]

    def test_sanctions_nobody(self, performance):
        """ "RECEIVED -> VERIFYING -> OPENED -> NO_SANCTION (`decide_no_sanction` from
        OPENED; reason: unknown respondent, Điều 65) -> CLOSED. Remedial: takedown." """
        case = case_on(performance, LONG_AFTER.strftime("%d/%m/%Y"))
        (item,) = case.no_sanction_decision.items.all()

        assert path_of(case) == [
            "RECEIVED",
            "VERIFYING",
            "OPENED",
            "NO_SANCTION",
            "CLOSED",
        ]
        assert case.state == CaseState.CLOSED
        assert case.lead_agency_id == "SO_VHTTDL"
        assert case.no_sanction_decision.ground == NoSanctionGround.UNKNOWN_RESPONDENT
        assert case.no_sanction_decision.signed_on == day("30/10/2026")
        assert item.kind == ItemKind.TAKEDOWN

    def test_counts_the_limitation_from_detection_while_the_act_goes_on(
        self, performance
    ):
        """ "Limitation: ongoing act, detected 02/10/2026 -> 02 years =
        02/10/2028" """
        clock = clock_of(case_on(performance, "29/10/2026"), Family.LIMITATION)

        assert clock.start_on == day("02/10/2026")
        assert clock.last_day == day("02/10/2028")

    def test_variant_reopens_when_the_owner_appears(self, stage, performance):
        """ "if the owner appears before, `reopen` (CLOSED -> OPENED: there is no
        violation record)"; D-RECORD "from the day the respondent became known" """
        case = case_on(performance, LONG_AFTER.strftime("%d/%m/%Y"))
        case = stage.on_case(
            services.propose_reopen,
            case,
            s05.MANAGER,
            moment("12/01/2027"),
            ground=ReopenGround.RESPONDENT_KNOWN,
            reason="PA05 đã xác định được chủ gian hàng.",
        )
        stage.on_case(
            services.reopen,
            case,
            s05.DIRECTOR,
            moment("13/01/2027"),
            respondent_known_on=day("11/01/2027"),
        )
        case = Case.objects.with_file().get()
        record = clock_of(case, Family.RECORD)

        assert path_of(case)[-2:] == ["CLOSED", "OPENED"]
        assert (record.rule.code, record.start_on) == ("D-RECORD", day("11/01/2027"))
        assert record.due == day("14/01/2027")
        assert clock_of(case, Family.LIMITATION).last_day == day("02/10/2028")
        assert case.no_sanction_decision is None

        self._is_recorded(stage, case)

    def _is_recorded(self, stage, case: Case) -> None:
        """The owner is entered and the record made: the case goes on."""
        respondent = stage.facility("F8").party
        services.add_respondent(
            case=case,
            version=case.version,
            party=respondent,
            by=stage.by(s05.HANDLER),
            at=moment("13/01/2027", "14:00"),
        )
        case = stage.on_case(
            services.assign,
            case,
            s05.HANDLER,
            moment("13/01/2027", "14:15"),
            officer=stage.by("so.kiemtra"),
        )
        case = stage.on_case(
            services.make_record,
            case,
            "so.kiemtra",
            moment("14/01/2027"),
            content=services.RecordInput(place="trụ sở Sở"),
        )

        assert case.state == CaseState.RECORDED


def _links(case: Case):
    return case.case_evidence.select_related("file")
