"""S2. Illegal printing below the criminal threshold, explanation, seizure, expert."""

import pytest

from cases import services
from cases.models import Case, Deadline, Seizure
from cases.querysets import StepNotOpen
from cases.states import (
    CaseState,
    ClockStatus,
    ExpertState,
    Family,
    SeizureState,
    Stance,
)
from demo.scenarios import s02
from demo.stage import Performance
from evidence import custody
from regulations.rules import rule_for
from regulations.working_days import load_calendar
from tests.moments import day, moment
from tests.scenarios.conftest import LONG_AFTER
from tests.scenarios.reading import clock_of, counted, path_of


def read() -> Case:
    return Case.objects.with_file().get()


@pytest.fixture(scope="module")
def played(performed):
    """What was seen on some days on the way: signs, alarms, a refusal; then its end."""
    stage, performance = performed(
        lambda stage: [s02.play(stage)], moment("13/04/2026", "23:59")
    )
    seen = {"signs": services.indicators(read(), day("13/04/2026"))}
    performance.run(until=moment("11/05/2026", "23:59"))
    seen |= {
        on: services.alarms(read(), on=day(on))
        for on in ("08/05/2026", "11/05/2026", "14/05/2026")
    }
    performance.run(until=moment("13/07/2026", "23:59"))
    with pytest.raises(StepNotOpen) as refused:
        stage.on_case(
            services.complete_execution, read(), s02.HANDLER, moment("13/07/2026")
        )
    seen["too early"] = refused.value.blockers
    performance.run(until=LONG_AFTER)
    return seen


@pytest.fixture(scope="module")
def case(played) -> Case:
    return read()


@pytest.fixture(scope="module")
def seizure(case) -> Seizure:
    return case.seizures.get()


class TestScenarioTwo:
    def test_goes_by_explanation_to_execution(self, case):
        """ "Written explanation filed 21/04 -> EXPLAINING -> RECORDED"; "EXECUTED when
        the suspension ended" """
        assert path_of(case) == [
            "RECEIVED",
            "VERIFYING",
            "OPENED",
            "RECORDED",
            "EXPLAINING",
            "RECORDED",
            "PENDING_DECISION",
            "DECIDED",
            "EXECUTING",
            "EXECUTED",
        ]

    def test_raises_no_sign_of_a_crime(self, played):
        """ "CI-344b: 1,200 <= 2,000 -> no flag." """
        assert played["signs"] == []

    def test_is_detected_by_the_joint_team(self, case):
        """ "detected Mon 13/04/2026 by the joint team": the police support the case and
        give their opinion."""
        (part,) = case.participations.all()
        opinion = case.opinions.get()

        assert (part.agency_id, part.accepted_at.date()) == ("PA03", day("13/04/2026"))
        assert (opinion.agency_id, opinion.stance) == ("PA03", Stance.AGREE)

    def test_makes_the_record_of_a_complex_matter_in_time(self, case):
        """ "D-RECORD-CPX: 5 wd (14, 15, 16, 17, 20) = 20/04. Record made Wed
        15/04." """
        clock = clock_of(case, Family.RECORD)

        assert (clock.rule.code, clock.start_on) == (
            "D-RECORD-CPX",
            day("13/04/2026"),
        )
        assert counted(clock) == ["14/04", "15/04", "16/04", "17/04", "20/04"]
        assert clock.due == day("20/04/2026")
        assert clock.status == ClockStatus.MET
        assert case.violation_record.made_on == day("15/04/2026")

    def test_gives_time_to_explain(self, case):
        """ "D-EXPL-DIRECT: 2 wd (16, 17) = Fri 17/04; D-EXPL-WRITTEN: 5 wd (16, 17,
        20, 21, 22) = Wed 22/04. Written explanation filed 21/04" """
        direct = clock_of(case, Family.EXPLAIN_DIRECT)
        written = clock_of(case, Family.EXPLAIN_WRITTEN)

        assert direct.due == day("17/04/2026")
        assert counted(written) == ["16/04", "17/04", "20/04", "21/04", "22/04"]
        assert written.due == day("22/04/2026")
        assert written.status == ClockStatus.MET
        assert case.explanation.requested_on == day("21/04/2026")

    def test_switches_the_decision_limit_and_never_restarts_it(self, case):
        """ "Before the explanation D-DEC-7WD was 24/04 (16, 17, 20-24). After it
        D-DEC-1M: Fri 15/05 (15/04 + 1 month). D-DEC-2M would be Mon 15/06." """
        first, second = Deadline.objects.filter(
            case=case, family=Family.DECISION
        ).order_by("id")

        assert (first.rule.code, first.status) == ("D-DEC-7WD", ClockStatus.SWITCHED)
        assert first.due == day("24/04/2026")
        assert (second.rule.code, second.status) == ("D-DEC-1M", ClockStatus.MET)
        assert second.due == day("15/05/2026")
        assert first.start_on == second.start_on == day("15/04/2026")
        longest = rule_for("D-DEC-2M", second.start_on)
        due = longest.due_on(second.start_on, calendar=load_calendar())
        assert due.due == day("15/06/2026")

    def test_seizes_machines_and_copies(self, case, seizure):
        """ "Two printing machines and 1,200 copies seized 13/04." """
        assert seizure.seized_on == seizure.signed_on == day("13/04/2026")
        assert seizure.signed_by.username == "so.giamdoc"
        assert seizure.number_text == "01/QĐ-TGTVPTGPCC"
        amounts = {
            goods.item.unit: goods.balance.taken for goods in services.goods_of(case)
        }
        assert amounts == {"COPY": 1200, "MACHINE": 2}

    @pytest.mark.parametrize(
        ("rule", "due"),
        [
            ("D-SEIZE-7WD", "22/04/2026"),
            ("D-SEIZE-10WD", "28/04/2026"),
            ("D-SEIZE-1M", "13/05/2026"),
        ],
    )
    def test_counts_the_periods_of_the_seizure(self, rule, due):
        """ "Seizure: 7 wd = 22/04 (14-17, 20-22); 10 wd = 28/04 (23, 24, then 25-27
        not working, 28); 1 month = Wed 13/05." """
        start = day("13/04/2026")
        period = rule_for(rule, start).due_on(start, calendar=load_calendar())
        assert period.due == day(due)

    def test_extends_the_seizure_in_writing(self, case, seizure):
        """ "Extended in writing 21/04 to 13/05." """
        (extension,) = seizure.extensions.all()
        first, second = Deadline.objects.filter(
            case=case, family=Family.SEIZURE
        ).order_by("id")

        assert extension.signed_on == day("21/04/2026")
        assert extension.limit_rule == "D-SEIZE-1M"
        assert (first.due, first.status) == (day("22/04/2026"), ClockStatus.SWITCHED)
        assert (second.due, second.start_on) == (day("13/05/2026"), day("13/04/2026"))
        assert second.status == ClockStatus.MET

    def test_raises_the_alarm_before_the_seizure_expires(self, played):
        """ "The seizure limit (13/05) comes before the decision limit (15/05): alarm at
        11/05." """
        assert played["08/05/2026"] == []
        (alarm,) = played["11/05/2026"]
        assert (alarm.from_day, alarm.last_day) == (
            day("11/05/2026"),
            day("13/05/2026"),
        )
        assert not alarm.has_passed
        (passed,) = played["14/05/2026"]
        assert passed.has_passed
        assert len(passed.goods) == 2

    def test_asks_an_expert(self, case):
        """ "Expert request sent 16/04, answered 06/05." """
        request = case.expert_requests.get()

        assert request.state == ExpertState.ANSWERED
        assert request.sent_on == case.verification_on == day("16/04/2026")
        assert request.answered_on == request.received_on == day("06/05/2026")

    def test_is_signed_by_the_director_with_a_typed_fine(self, case):
        """ "Decision signed Tue 12/05 by Giám đốc Sở (needs maximum <= 160 million)";
        "`so.phapche` confirms authority before the signature" """
        assert case.decision.signed_on == day("12/05/2026")
        assert case.decision.signed_by.username == "so.giamdoc"
        assert case.decision.fine_vnd <= 160_000_000
        assert case.confirmation.confirmed_by.username == "so.phapche"
        assert case.confirmation.confirmed_on < case.decision.signed_on

    def test_is_sent_and_paid_in_time(self, case):
        """ "D-SEND 2 wd = 14/05; delivered 14/05; D-EXEC 14/05 + 10 = Sun 24/05 -> Mon
        25/05. Paid 22/05" """
        sending = clock_of(case, Family.SENDING)
        execution = clock_of(case, Family.EXECUTION)

        assert sending.due == case.decision.received_on == day("14/05/2026")
        assert (execution.strict_due, execution.due) == (
            day("24/05/2026"),
            day("25/05/2026"),
        )
        assert case.decision.paid_in_full_on == day("22/05/2026")
        assert execution.status == ClockStatus.MET

    def test_destroys_the_copies_and_returns_the_machines(self, case, seizure):
        """ "copies destroyed 28/05" """
        books = {goods.item.unit: goods for goods in services.goods_of(case)}

        assert seizure.state == SeizureState.DESTROYED
        assert seizure.ended_on == day("28/05/2026")
        copies, machines = books["COPY"].balance, books["MACHINE"].balance
        assert (copies.destroyed, copies.held) == (1200, 0)
        assert (machines.returned, machines.held) == (2, 0)
        assert copies.is_even
        assert machines.is_even
        assert case.missing_receipts == case.open_seizures == 0

    def test_is_executed_when_the_suspension_ended(self, case, played):
        """ "licence suspended 2 months; EXECUTED when the suspension ended (14/05 + 2
        months = 14/07)" """
        (blocker,) = played["too early"]
        assert blocker.code == "items_done"
        assert s02.SUSPENSION in str(blocker.text)
        assert case.state == CaseState.EXECUTED
        assert case.executed_on == day("14/07/2026")

    def test_keeps_every_line_with_both_parties(self, case):
        for goods in services.goods_of(case):
            assert all(line.from_party and line.to_party for line in goods.lines)
            assert custody.balance(goods.lines).is_even


class TestVariantB:
    def test_makes_2050_copies_of_one_title(self, stage):
        """ "A second finding of 850 more copies of the same title on 14/04 makes
        2,050 -> flag" """
        performance = Performance([s02.more_copies(stage)])
        performance.run(until=moment("14/04/2026", "15:00"))
        assert services.indicators(read(), day("14/04/2026")) == []

        performance.run(until=LONG_AFTER)
        case = read()
        (raised,) = services.indicators(case, day("14/04/2026"))

        acts = case.violations.all()
        assert {title["title"] for act in acts for title in act.titles} == {s02.TITLE}
        assert sum(act.quantity for act in acts) == 2_050
        assert (raised.code, raised.title) == ("CI-344b", s02.TITLE)
        assert (raised.amount, raised.threshold) == (2_050, 2_000)
        assert "2.050" in raised.explanation
        # Advisory: nothing follows by itself.
        assert case.state == CaseState.OPENED
        assert case.criminal_sign is None
