"""S3. Criminal transfer, not prosecuted, returned."""

from typing import Any

import pytest

from cases import services
from cases.models import Case
from cases.querysets import StepNotOpen
from cases.states import CaseState, ClockStatus, Family
from cases.steps import steps_for
from demo.scenarios import s03
from demo.stage import Performance
from tests.moments import day, moment
from tests.scenarios.conftest import LONG_AFTER
from tests.scenarios.reading import clock_of, counted, path_of


@pytest.fixture(scope="module")
def seen(performed) -> dict[str, Any]:
    """The case as it stood on some days, then at its end."""
    stage, performance = performed(
        lambda stage: [s03.play(stage)], moment("01/06/2026", "23:59")
    )
    states = {}
    for name, text in (
        ("found", "01/06/2026"),
        ("with_cqdt", "03/06/2026"),
        ("returned", "25/06/2026"),
    ):
        performance.run(until=moment(text, "23:59"))
        states[name] = Case.objects.with_file().get()
        if name == "with_cqdt":
            with pytest.raises(StepNotOpen):
                stage.on_case(
                    services.sign_decision,
                    states[name],
                    s03.DIRECTOR,
                    moment("04/06/2026"),
                )
            states["signing"] = next(
                step
                for step in steps_for(
                    states[name], stage.by(s03.DIRECTOR), moment("04/06/2026")
                )
                if step.name == "sign_decision"
            )
        len(states[name].violations.all())  # read while it stands like this
    states["found_raised"] = services.indicators(states["found"], day("01/06/2026"))
    performance.run(until=LONG_AFTER)
    states["end"] = Case.objects.with_file().get()
    return states


class TestScenarioThree:
    def test_raises_ci_344b(self, seen):
        """ "F3, found Mon 01/06/2026: 3,000 copies of one textbook title. CI-344b
        raised." """
        (row,) = seen["found_raised"]

        assert seen["found"].detected_on == day("01/06/2026")
        assert (row.code, row.amount) == ("CI-344b", 3_000)

    def test_goes_to_the_investigators_and_back(self, seen):
        """ "Path: RECEIVED -> VERIFYING -> TRANSFERRED -> RETURNED ->
        PENDING_DECISION -> DECIDED -> EXECUTING -> EXECUTED -> CLOSED." """
        assert path_of(seen["end"]) == [
            "RECEIVED",
            "VERIFYING",
            "TRANSFERRED",
            "RETURNED",
            "PENDING_DECISION",
            "DECIDED",
            "EXECUTING",
            "EXECUTED",
            "CLOSED",
        ]

    def test_is_received_on_the_third_of_june(self, seen):
        """ "Transferred and received by CQĐT Wed 03/06." """
        transfer = seen["with_cqdt"].transfer

        assert transfer.to_agency_id == "CQDT"
        assert transfer.offered_on == transfer.answered_on == day("03/06/2026")
        assert (
            clock_of(seen["with_cqdt"], Family.CRIMINAL_TRANSFER).status
            == ClockStatus.MET
        )

    def test_gives_the_investigators_twenty_days(self, seen):
        """ "D-INV-20: 03/06 + 20 = Tue 23/06. Decision “không khởi tố” effective
        22/06." """
        clock = clock_of(seen["with_cqdt"], Family.INVESTIGATION)

        assert (clock.rule.code, clock.due) == ("D-INV-20", day("23/06/2026"))
        assert seen["returned"].outcome.effective_on == day("22/06/2026")
        assert clock_of(seen["returned"], Family.INVESTIGATION).status == (
            ClockStatus.MET
        )

    def test_gives_the_file_back_within_three_days(self, seen):
        """ "D-RET-3WD: 22/06 + 3 wd (23, 24, 25) = Thu 25/06; received complete
        25/06." """
        clock = clock_of(seen["returned"], Family.FILE_RETURN)

        assert counted(clock) == ["23/06", "24/06", "25/06"]
        assert clock.due == day("25/06/2026")
        assert seen["returned"].returned_on == day("25/06/2026")

    def test_gives_seven_working_days_to_decide(self, seen):
        """ "D-DEC-RET (default 7 wd): 26, 29, 30/06, 01, 02, 03, 06/07 = Mon
        06/07" """
        clock = clock_of(seen["returned"], Family.DECISION)

        assert clock.rule.code == "D-DEC-RET"
        assert counted(clock) == [
            "26/06",
            "29/06",
            "30/06",
            "01/07",
            "02/07",
            "03/07",
            "06/07",
        ]
        assert clock.due == day("06/07/2026")

    def test_variant_gives_a_month_where_something_is_verified(self, stage):
        """ "with verification (1 month) Sat 25/07 -> Mon 27/07." """
        performance = Performance([s03.play(stage)])
        performance.run(until=moment("25/06/2026", "23:59"))
        case = stage.on_case(
            services.request_expert,
            Case.objects.get(),
            s03.HANDLER,
            moment("26/06/2026"),
            content=services.ExpertInput(
                body="Phòng Kỹ thuật hình sự Công an tỉnh",
                questions="Số bản đã in hoàn chỉnh?",
                samples="05 bản in lấy mẫu",
                sample_seal="NP-SO-04",
                due_on=day("10/07/2026"),
            ),
        )
        stage.on_expert(
            services.send_expert_request, case, s03.HANDLER, moment("26/06/2026")
        )
        clock = clock_of(Case.objects.with_file().get(), Family.DECISION)

        assert (clock.rule.code, clock.start_on) == ("D-DEC-1M", day("25/06/2026"))
        assert (clock.strict_due, clock.due) == (day("25/07/2026"), day("27/07/2026"))

    def test_gives_three_years_of_limitation(self, seen):
        """ "D-LIM-PROC: act ended 30/05/2026 -> 3 years = 30/05/2029." """
        clock = clock_of(seen["returned"], Family.LIMITATION)

        assert (clock.rule.code, clock.last_day) == ("D-LIM-PROC", day("30/05/2029"))

    def test_makes_signing_impossible_while_transferred(self, seen):
        """ "While TRANSFERRED, `sign_decision` must be impossible." (tried above)"""
        assert seen["with_cqdt"].state == CaseState.TRANSFERRED
        assert (seen["signing"].allowed, seen["signing"].reason_code) == (
            False,
            "wrong_state",
        )
        assert seen["end"].decisions.count() == 1

    def test_is_signed_on_the_third_of_july_after_the_confirmation(self, seen):
        """ "`so.phapche` confirms authority before the signature; S3 signed 03/07" """
        case = seen["end"]

        assert case.decision.signed_on == day("03/07/2026")
        assert case.confirmation.confirmed_by.username == "so.phapche"
        assert case.confirmation.confirmed_at < case.decision.signed_at
        assert case.violation_record is None
        assert case.clock(Family.RECORD) is None
