"""After a conclusion: published, and looked after by a follow-up visit."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from inspections import services
from inspections.models import Inspection, PlanItem
from inspections.progress import progress_in
from inspections.services import OnceAYear, StepNotOpen, VisitInput
from inspections.states import Ground, VisitState
from kernel.errors import NotPermitted, Refused
from regulations.kinds import SettingKey
from regulations.models import LegalSetting
from tests.inspections import walk as steps
from tests.moments import day, moment

RECEIVED, SIGNED = moment("10/03/2026"), moment("20/03/2026")
OPENED = moment("01/06/2026")
LATER, SAME_YEAR = day("12/01/2027"), day("15/06/2026")
LEAD, MANAGER, HEAD, OTHER = "so.truongdoan", "so.lanhdao", "so.giamdoc", "tt.thanhtra"


@pytest.fixture
def concluded(walk, visit) -> Inspection:
    steps.locked(walk, visit)
    walk.visit(services.receive_draft_conclusion, visit, LEAD, RECEIVED)
    walk.visit(services.issue_conclusion, visit, HEAD, SIGNED, text="Lưu hóa đơn.")
    return steps.reread(visit)


def follow(walk, visit, by=LEAD, on=LATER, at=OPENED, **given) -> Inspection:
    return services.open_follow_up(
        visit=visit,
        ground_text="Thực hiện kết luận số 01/2026",
        follow_up=VisitInput(scheduled_on=on, team=steps.team(walk), **given),
        by=walk.by(by),
        at=at,
    )


def switch(value: str) -> None:
    LegalSetting.objects.filter(key=SettingKey.FOLLOW_UP_COUNTS).update(value=value)


class TestFollowUp:
    def test_is_linked_both_ways_and_of_the_same_kind(self, walk, concluded):
        made = follow(walk, concluded)

        assert made.follows == concluded
        assert list(concluded.follow_ups.all()) == [made]
        assert (made.ground, made.year) == (Ground.FOLLOW_UP, 2027)
        assert (made.kind, made.content, made.facility, made.agency) == (
            concluded.kind,
            concluded.content,
            concluded.facility,
            concluded.agency,
        )
        assert made.state == VisitState.PLANNED

    def test_follows_a_conclusion(self, walk, visit):
        with pytest.raises(StepNotOpen):
            follow(walk, visit)
        steps.locked(walk, visit)
        with pytest.raises(StepNotOpen):
            follow(walk, visit)

    def test_is_open_once_at_a_time(self, walk, concluded):
        made = follow(walk, concluded)
        with pytest.raises(StepNotOpen) as refused:
            follow(walk, concluded)
        assert refused.value.blockers[0].code == "follow_up_open"
        walk.visit(services.cancel_visit, made, HEAD, OPENED, reason="Đổi lịch.")

        assert follow(walk, concluded).follows == concluded

    def test_is_of_the_agency_that_concluded(self, walk, concluded):
        with pytest.raises(NotPermitted):
            follow(walk, concluded, by=OTHER)

    def test_lies_after_the_signature(self, walk, concluded):
        with pytest.raises(Refused) as refused:
            follow(walk, concluded, on=day("19/03/2026"))

        assert set(refused.value.errors) == {"scheduled_on"}

    def test_is_no_ground_of_an_ad_hoc_visit(self, walk, hoa_cuc):
        with pytest.raises(Refused) as refused:
            services.open_ad_hoc_visit(
                facility=hoa_cuc,
                ground=Ground.FOLLOW_UP,
                ground_text="Thực hiện kết luận",
                content=steps.CONTENT,
                visit=VisitInput(scheduled_on=SAME_YEAR),
                by=walk.by(LEAD),
                at=OPENED,
            )

        assert set(refused.value.errors) == {"ground"}

    def test_is_counted_in_the_progress_of_its_plan(self, walk, concluded):
        follow(walk, concluded)
        today = day("02/06/2026")
        (mine,) = progress_in(2026, walk.by(MANAGER), OPENED, on=today)
        (theirs,) = progress_in(2026, walk.by("tt.lanhdao"), OPENED, on=today)

        assert (mine.follow_ups, mine.followed) == (1, 0)
        assert theirs.follow_ups == 0
        assert (mine.done, mine.total) == (theirs.done, theirs.total) == (1, 1)


class TestOnceAYear:
    """No source settles it: a dated setting, and the visit keeps what it said."""

    def test_counts_until_it_is_settled(self, walk, concluded):
        row = LegalSetting.objects.get(key=SettingKey.FOLLOW_UP_COUNTS)
        assert (row.value, row.confidence) == ("on", "unsettled")
        with pytest.raises(OnceAYear):
            follow(walk, concluded, on=SAME_YEAR)
        with pytest.raises(NotPermitted):
            follow(walk, concluded, on=SAME_YEAR, exception_reason="Hạn 90 ngày.")

        made = follow(
            walk,
            concluded,
            by=MANAGER,
            on=SAME_YEAR,
            exception_reason="Hạn khắc phục 90 ngày.",
        )
        assert made.counts_yearly
        assert made.clashes_with

    def test_does_not_count_where_the_setting_says_so(self, walk, concluded, hoa_cuc):
        switch("off")
        made = follow(walk, concluded, on=SAME_YEAR)
        assert not made.counts_yearly
        assert made not in Inspection.objects.counted()
        switch("on")

        assert made not in Inspection.objects.counted()

    def test_of_another_year_takes_that_years_visit(self, walk, concluded, hoa_cuc):
        follow(walk, concluded)
        plan = steps.draft(walk, year=2027)

        with pytest.raises(OnceAYear):
            steps.add(walk, plan, hoa_cuc)
        assert PlanItem.objects.filter(plan=plan).count() == 0


class TestPublication:
    def test_of_a_conclusion_comes_later_and_once(self, walk, concluded):
        at = moment("25/03/2026")
        made = walk.visit(services.publish_conclusion, concluded, HEAD, at)
        assert made.published_on == day("25/03/2026")

        with pytest.raises(StepNotOpen):
            walk.visit(services.publish_conclusion, concluded, HEAD, at)
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "UPDATE inspections_inspectionconclusion SET published_on = NULL"
            )

    def test_is_for_the_head(self, walk, concluded):
        with pytest.raises(NotPermitted):
            walk.visit(services.publish_conclusion, concluded, LEAD, SIGNED)

    @pytest.mark.parametrize("on", ["19/03/2026", "26/03/2026"])
    def test_lies_between_signature_and_today(self, walk, concluded, on):
        with pytest.raises(Refused) as refused:
            walk.visit(
                services.publish_conclusion,
                concluded,
                HEAD,
                moment("25/03/2026"),
                published_on=day(on),
            )

        assert set(refused.value.errors) == {"published_on"}
