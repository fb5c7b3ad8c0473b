"""Signs of a crime: raised by recorded figures, recorded by an officer (section 5)."""

import pytest

from agencies.kinds import SubjectKind
from cases import services
from cases.models import Case
from cases.services import FigureInput, indicators
from cases.states import CaseState
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import party, reread
from tests.cases.walk_crime import (
    HANDLER,
    POLICE,
    TITLE,
    printing,
    received,
    signed,
    titles,
    verifying,
)
from tests.moments import day, moment

pytestmark = pytest.mark.django_db
ON = day("03/06/2026")


def raised(case: Case) -> list[str]:
    return [row.code for row in indicators(reread(case), ON)]


def note(walk, kind: str, amount: int, title: str = "") -> None:
    walk.step(
        services.record_figure,
        HANDLER,
        moment("02/06/2026"),
        content=FigureInput(kind, amount, "Bảng kê giá bìa", title),
    )


class TestIndicators:
    @pytest.mark.parametrize(
        ("copies", "codes"),
        [((1_200,), []), ((2_000,), []), ((2_001,), ["CI-344b"])],
    )
    def test_raise_from_more_than_two_thousand_copies(self, officer, copies, codes):
        """CI-344b: "Printed > 2,000 copies of one publication" """
        walk = received(officer, *(printing(n) for n in copies))

        assert raised(walk.case) == codes

    def test_sum_acts_of_the_same_title(self, officer):
        """S2b: "A second finding of 850 more copies of the same title makes 2,050 ->
        flag" """
        walk = received(officer, printing(1_200), printing(850))
        (row,) = indicators(reread(walk.case), ON)

        assert (row.code, row.amount, row.threshold) == ("CI-344b", 2_050, 2_000)
        assert row.title == TITLE
        assert "2.050" in row.explanation
        assert "2.000" in row.explanation
        assert row.basis == "BLHS Điều 344.1.b"

    def test_do_not_sum_different_titles(self, officer):
        other = services.ActInput(
            behaviour="PRT-NODEC",
            description="In sách khác",
            occurred_on=day("30/05/2026"),
            titles=titles(1_500, "Tập viết lớp 1"),
        )
        walk = received(officer, printing(1_200), other)

        assert raised(walk.case) == []

    def test_do_not_count_the_same_copies_twice(self, officer):
        """Two behaviours about the same 1,200 copies are 1,200 copies."""
        walk = received(officer, printing(1_200), printing(1_200, "PRT-NOMS"))

        assert raised(walk.case) == []

    def test_raise_from_the_value_of_goods(self, officer):
        """S4: "value 240 million. CI-225 (>= 100 million) and CI-192 (>= 20
        million)" """
        walk = received(officer, printing(500, "DST-29-HI"))
        assert raised(walk.case) == []
        note(walk, "GOODS_VALUE", 240_000_000)

        assert raised(walk.case) == ["CI-192", "CI-225"]

    @pytest.mark.parametrize(
        ("kind", "amount", "codes"),
        [
            ("PROFIT", 49_999_999, []),
            ("PROFIT", 50_000_000, ["CI-225"]),
            ("DAMAGE", 100_000_000, ["CI-225"]),
            ("DAMAGE", 500_000_000, ["CI-225", "CI-225-2"]),
            ("PROFIT", 300_000_000, ["CI-225", "CI-225-2"]),
        ],
    )
    def test_know_the_levels_of_article_225(self, officer, kind, amount, codes):
        """ "Điều 225.2: 300/500/500 million" """
        who = party("Lê Văn In", SubjectKind.INDIVIDUAL)
        walk = received(officer, printing(40, "CPR-341-COPY"), respondent=who)
        note(walk, kind, amount)

        assert raised(walk.case) == codes

    def test_name_a_commercial_legal_entity(self, officer):
        """CI-225-CORP: "or khoản 2" """
        walk = received(officer, printing(40, "CPR-341-COPY"))
        note(walk, "DAMAGE", 500_000_000)

        assert raised(walk.case) == ["CI-225", "CI-225-2", "CI-225-CORP"]

    def test_take_the_latest_figure(self, officer):
        walk = received(officer, printing(500, "DST-29-HI"))
        note(walk, "GOODS_VALUE", 240_000_000)
        note(walk, "GOODS_VALUE", 19_000_000)

        assert raised(walk.case) == []

    def test_raise_from_five_hundred_banned_copies(self, officer):
        """CI-344c: ">= 500 copies of one publication already suspended, ..." """
        walk = received(officer, printing(600, "DST-29-2A"))
        note(walk, "BANNED_COPIES", 499, TITLE)
        assert raised(walk.case) == []
        note(walk, "BANNED_COPIES", 500, TITLE)

        assert raised(walk.case) == ["CI-344c"]

    def test_raise_for_what_was_posted_online(self, officer):
        walk = received(officer, printing(1, "ONL-31-X", channel="ONLINE"))

        assert raised(walk.case) == ["CI-344d"]

    def test_suggest_restriction_for_content_against_the_state(self, officer):
        """CI-117: "police only, restricted visibility" """
        walk = received(officer, printing(80, "PUB-24-5"))
        (row,) = indicators(reread(walk.case), ON)

        assert row.code == "CI-117"
        assert row.suggests_restriction

    def test_change_nothing_by_themselves(self, officer):
        """ "advisory, never automatic" """
        walk = received(officer)

        assert raised(walk.case) == ["CI-344b"]
        assert walk.case.state == CaseState.RECEIVED
        assert walk.case.criminal_sign is None

    def test_are_those_in_force_on_the_day(self, officer):
        walk = received(officer)

        assert indicators(reread(walk.case), day("31/12/2017")) == []


class TestRecordSign:
    def test_keeps_the_figures_beside_the_words(self, officer):
        walk = verifying(officer)
        walk.step(
            services.record_sign,
            HANDLER,
            moment("03/06/2026", "08:00"),
            indicator="CI-344b",
            explanation="Đã kiểm đếm 3.000 bản.",
        )
        sign = reread(walk.case).criminal_sign

        assert sign.indicator == "CI-344b"
        assert sign.facts["raised"][0]["amount"] == 3_000

    def test_takes_a_sign_that_somebody_saw(self, officer):
        assert reread(signed(officer, printing(10)).case).criminal_sign.indicator == ""

    def test_refuses_an_indicator_that_is_not_raised(self, officer):
        walk = verifying(officer, printing(1_200))
        with pytest.raises(Refused) as refusal:
            walk.step(
                services.record_sign,
                HANDLER,
                moment("03/06/2026", "08:00"),
                indicator="CI-344b",
                explanation="Đã kiểm đếm.",
            )

        assert "indicator" in refusal.value.errors

    def test_needs_words(self, officer):
        walk = verifying(officer)
        with pytest.raises(Refused):
            walk.step(
                services.record_sign,
                HANDLER,
                moment("03/06/2026", "08:00"),
                explanation=" ",
            )

    def test_leaves_a_case_of_ci_117_to_its_named_officers(self, officer):
        walk = verifying(officer, printing(80, "PUB-24-5"))
        walk.step(
            services.record_sign,
            HANDLER,
            moment("03/06/2026", "08:00"),
            indicator="CI-117",
            explanation="Nội dung xuyên tạc.",
        )

        assert walk.case.is_restricted
        at = moment("03/06/2026", "09:00")
        assert Case.objects.visible_to(officer(HANDLER), at).exists()
        assert not Case.objects.visible_to(officer("so.vanthu"), at).exists()

    def test_is_of_the_lead(self, officer):
        walk = verifying(officer)
        with pytest.raises(NotPermitted):
            walk.step(
                services.record_sign,
                POLICE,
                moment("03/06/2026", "08:00"),
                explanation="Có dấu hiệu.",
            )


class TestRecordFigure:
    @pytest.mark.parametrize(
        ("content", "field"),
        [
            (FigureInput("PRICE", 1, "Hóa đơn"), "kind"),
            (FigureInput("DAMAGE", -1, "Hóa đơn"), "amount"),
            (FigureInput("DAMAGE", 1, " "), "basis"),
            (FigureInput("BANNED_COPIES", 1, "Đếm"), "title"),
        ],
    )
    def test_refuses_what_is_missing(self, officer, content, field):
        walk = received(officer)
        with pytest.raises(Refused) as refusal:
            walk.step(
                services.record_figure, HANDLER, moment("02/06/2026"), content=content
            )

        assert field in refusal.value.errors
