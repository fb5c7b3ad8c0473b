"""Each partner's opinion: one counts, earlier ones are kept (row A076)."""

import pytest

from cases import services
from cases.models import Case, Opinion
from cases.states import TaskState
from cases.waiting import waiting_list
from kernel.errors import NotPermitted, Refused
from tests.cases.walk_together import (
    HANDLER,
    POLICE,
    agency,
    led_by_department,
    with_partner,
)
from tests.moments import day, moment

AT = moment("09/03/2026")


def give(walk, text, *, by=POLICE, stance="AGREE"):
    return services.add_opinion(
        case=Case.objects.get(pk=walk.case.pk),
        stance=stance,
        text=text,
        by=walk.by(by),
        at=AT,
    )


@pytest.mark.django_db
class TestAddOpinion:
    def test_keeps_the_earlier_one(self, officer):
        walk = with_partner(officer)

        give(walk, "Đồng ý.")
        give(walk, "Không đồng ý mức phạt.", stance="DISAGREE")

        rows = Opinion.objects.values_list("text", "is_current")
        assert list(rows) == [("Đồng ý.", False), ("Không đồng ý mức phạt.", True)]

    def test_answers_what_was_asked(self, officer):
        walk = with_partner(officer)
        walk.step(
            services.ask_opinions,
            HANDLER,
            AT,
            agencies=(agency("PA05"),),
            question="Ý kiến về hướng xử lý",
            due_on=day("16/03/2026"),
        )
        kinds = [row.kind for row in waiting_list(officer(POLICE), AT)]
        assert kinds == ["opinion", "task"]

        give(walk, "Đồng ý.")

        assert [row.kind for row in waiting_list(officer(POLICE), AT)] == ["task"]
        asked = walk.case.tasks.get(kind="OPINION")
        assert (asked.state, asked.answer) == (TaskState.DONE, "Đồng ý.")

    def test_is_for_partners_that_have_accepted(self, officer):
        walk = led_by_department(officer)
        walk.step(
            services.invite_agency,
            HANDLER,
            AT,
            agency=agency("PA05"),
            purpose="Phối hợp xác minh",
        )
        with pytest.raises(NotPermitted):
            give(walk, "Đồng ý.")

        services.accept_invitation(case=walk.case, by=officer(POLICE), at=AT)

        assert give(walk, "Đồng ý.").agency_id == "PA05"

    def test_wants_stance_and_words(self, officer):
        walk = with_partner(officer)

        for stance, text in (("?", "Đồng ý."), ("AGREE", " ")):
            with pytest.raises(Refused):
                give(walk, text, stance=stance)
