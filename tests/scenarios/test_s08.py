"""S8. Above the ceilings of commune and director."""

import pytest

from agencies.models import Agency
from cases import competence
from cases.models import Case
from cases.services import proposed_fines
from cases.states import CaseState, ClockStatus, Family
from demo.scenarios import s08
from demo.stage import Performance
from documents.form_ids import FormId
from documents.models import IssuedDocument
from regulations import authority
from tests.moments import day, moment
from tests.scenarios.conftest import LONG_AFTER
from tests.scenarios.reading import clock_of, counted

RECORDED_ON = day("05/10/2026")


@pytest.fixture
def performance(stage) -> Performance:
    return Performance([s08.play(stage)])


def case_on(performance: Performance, text: str, clock: str = "23:59") -> Case:
    performance.run(until=moment(text, clock))
    return Case.objects.with_file().get()


def ceilings(field: str) -> list[int | None]:
    """Of the ward's chairman, the director and the province's chairman."""
    return [
        authority.ceiling_vnd(title, field, "ORGANISATION", RECORDED_ON).vnd
        for title in ("CHU_TICH_UBND_XA", "GIAM_DOC_SO", "CHU_TICH_UBND_TINH")
    ]


def who_may(case: Case) -> list[bool]:
    return [
        competence.exceeds(case, Agency.objects.get(pk=code), on=RECORDED_ON) is False
        for code in ("UBND_XA_22258", "SO_VHTTDL", "UBND_TINH")
    ]


class TestScenarioEight:
    def test_lies_above_two_heads(self, performance):
        """ "Chủ tịch phường cannot sign (500 > 250); Giám đốc Sở cannot (500 > 400);
        Chủ tịch UBND tỉnh can (500 <= 500)." """
        case = case_on(performance, "05/10/2026", "11:00")
        ((_act, respondent, frame),) = proposed_fines(case)

        assert respondent.subject_kind == "ORGANISATION"
        assert (frame.min_vnd, frame.max_vnd) == (400_000_000, 500_000_000)
        assert ceilings("copyright") == [250_000_000, 400_000_000, 500_000_000]
        assert who_may(case) == [False, False, True]
        assert [c.agency.pk for c in competence.proposed(case, on=RECORDED_ON)] == [
            "UBND_TINH"
        ]

    def test_counts_seven_days_until_the_file_goes(self, performance):
        """ "7 wd would have been Wed 14/10"; "D-REC-TRANSFER: 24 hours" """
        case = case_on(performance, "05/10/2026", "11:00")

        assert clock_of(case, Family.DECISION).due == day("14/10/2026")
        handing = clock_of(case, Family.FILE_TRANSFER)
        assert (handing.due, handing.status) == (
            day("06/10/2026"),
            ClockStatus.RUNNING,
        )

    def test_counts_ten_once_it_went(self, performance):
        """ "D-DEC-10WD: 05/10 + 10 wd (06-09, 12-16, 19) = Mon 19/10" """
        case = case_on(performance, "06/10/2026")
        clock = clock_of(case, Family.DECISION)

        assert case.state == CaseState.RECORDED
        assert case.competent_authority_id == "UBND_TINH"
        assert case.file_offer.is_accepted
        # "handover record printed"
        (record,) = IssuedDocument.objects.filter(form=FormId.HANDOVER_RECORD)
        assert (record.number_text, record.issued_on) == (
            "01/BB-BG",
            day("06/10/2026"),
        )
        assert clock.rule.code == "D-DEC-10WD"
        assert counted(clock) == [
            *(f"{n:02d}/10" for n in (6, 7, 8, 9, 12, 13, 14, 15, 16)),
            "19/10",
        ]
        assert clock_of(case, Family.FILE_TRANSFER).status == ClockStatus.MET

    def test_takes_a_month_after_the_request_to_explain(self, performance):
        """ "the organisation asks to explain (frame maximum >= 30 million) within 2 wd
        = Wed 07/10 -> 1 month = Thu 05/11." """
        case = case_on(performance, "07/10/2026")

        assert clock_of(case, Family.EXPLAIN_DIRECT).due == day("07/10/2026")
        clock = clock_of(case, Family.DECISION)
        assert (clock.rule.code, clock.due) == ("D-DEC-1M", day("05/11/2026"))

    def test_is_signed_by_the_chairman_of_the_province(self, performance):
        case = case_on(performance, LONG_AFTER.strftime("%d/%m/%Y"))

        assert case.state == CaseState.EXECUTED
        assert case.decision.agency_id == "UBND_TINH"
        assert case.decision.signed_by.username == "ubnd.chutich"
        assert clock_of(case, Family.DECISION).status == ClockStatus.MET

    def test_variant_of_publishing(self, stage):
        """ "PUB-24-5 (140-200 million, organisation) also exceeds commune (100) and
        director (160)." """
        performance = Performance([s08.recorded(stage, "PUB-24-5")])
        case = case_on(performance, "05/10/2026")
        ((_act, _respondent, frame),) = proposed_fines(case)

        assert (frame.min_vnd, frame.max_vnd) == (140_000_000, 200_000_000)
        assert ceilings("publishing") == [100_000_000, 160_000_000, 200_000_000]
        assert who_may(case) == [False, False, True]
