"""S4. Criminal transfer, prosecuted, closed on judgment."""

import pytest

from cases import services
from cases.models import Case
from cases.services import indicators
from cases.states import CaseState, ClockStatus, Family, SeizureState
from demo.scenarios import s04
from demo.stage import Performance
from tests.moments import day, moment
from tests.scenarios.conftest import LONG_AFTER
from tests.scenarios.reading import clock_of, path_of


@pytest.fixture
def performance(stage) -> Performance:
    return Performance([s04.play(stage)])


def case_on(performance: Performance, text: str) -> Case:
    performance.run(until=moment(text, "23:59"))
    return Case.objects.with_file().get()


class TestScenarioFour:
    def test_raises_two_signs(self, performance):
        """ "12,000 counterfeit copies, value 240 million. CI-225 (>= 100 million) and
        CI-192 (>= 20 million)." """
        case = case_on(performance, "07/09/2026")
        rows = indicators(case, day("07/09/2026"))

        assert case.violations.get().quantity == 12_000
        assert {(row.code, row.amount, row.threshold) for row in rows} == {
            ("CI-225", 240_000_000, 100_000_000),
            ("CI-192", 240_000_000, 20_000_000),
        }

    def test_is_with_the_investigators_from_the_eighth(self, performance):
        """ "Received by CQĐT Tue 08/09. D-INV-20: Mon 28/09" """
        case = case_on(performance, "08/09/2026")
        clock = clock_of(case, Family.INVESTIGATION)

        assert case.transfer.answered_on == day("08/09/2026")
        assert clock.due == day("28/09/2026")

    def test_hands_the_copies_over_with_the_file(self, performance):
        """ "evidence HANDED_TO_PROCEEDINGS" """
        case = case_on(performance, "07/09/2026")
        assert case.seizures.get().state == SeizureState.ACTIVE
        assert sum(goods.balance.held for goods in services.goods_of(case)) == 12_000

        case = case_on(performance, "08/09/2026")
        books = services.goods_of(case)

        assert case.seizures.get().state == SeizureState.HANDED_TO_PROCEEDINGS
        assert len(books) == 3
        assert sum(goods.balance.handed_over for goods in books) == 12_000
        assert all(goods.balance.held == 0 and goods.balance.is_even for goods in books)
        assert case.missing_receipts == case.open_seizures == 0

    def test_variant_takes_two_months_and_four_in_all(self, stage, performance):
        """ "extension to 02 months: Sun 08/11 -> Mon 09/11; procuracy extension
        another 02 months (4 months in all): Fri 08/01/2027." """
        case = case_on(performance, "24/09/2026")
        case = stage.on_case(
            services.extend_investigation,
            case,
            s04.POLICE,
            moment("24/09/2026"),
            term="COMPLEX",
            reason="Nhiều đối tượng, nhiều địa bàn.",
        )
        clock = clock_of(case, Family.INVESTIGATION)
        assert (clock.strict_due, clock.due) == (day("08/11/2026"), day("09/11/2026"))

        case = stage.on_case(
            services.extend_investigation,
            case,
            s04.POLICE,
            moment("06/11/2026"),
            term="PROCURACY",
            reason="Chờ kết quả giám định.",
            number="27/QĐ-VKS",
        )
        assert clock_of(case, Family.INVESTIGATION).due == day("08/01/2027")

    def test_ends_prosecuted(self, performance):
        """ "Prosecuted 25/09 -> PROSECUTED"; "leave PROSECUTED in demo" """
        case = case_on(performance, LONG_AFTER.strftime("%d/%m/%Y"))

        assert path_of(case) == [
            "RECEIVED",
            "VERIFYING",
            "TRANSFERRED",
            "PROSECUTED",
        ]
        assert case.outcome.issued_on == day("25/09/2026")
        assert clock_of(case, Family.INVESTIGATION).status == ClockStatus.MET

    def test_variant_closes_on_the_judgment(self, stage, performance):
        """ "closed on the judgment (future…)" """
        case = case_on(performance, LONG_AFTER.strftime("%d/%m/%Y"))
        case = stage.on_case(
            services.close_on_judgment,
            case,
            s04.POLICE,
            moment("15/03/2027"),
            number="19/2027/HS-ST",
            issued_by="Tòa án nhân dân khu vực",
        )

        assert case.state == CaseState.CLOSED
