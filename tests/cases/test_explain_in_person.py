"""The session of explanation, and more time for a written one (Điều 61)."""

import pytest
from django.db import IntegrityError, transaction

from cases import services
from cases.models import ExplanationExtension, ExplanationSession
from cases.querysets import StepNotOpen
from cases.states import CaseState, ClockStatus, Family
from kernel.errors import Refused
from tests.cases.walk import EXPLAINABLE, HANDLER, at_state, reread
from tests.moments import day, moment


def asked(officer, kind="DIRECT"):
    """Record made Thu 05/03/2026, asked to explain on Fri 06/03."""
    walk = at_state(officer, CaseState.RECORDED, behaviour=EXPLAINABLE)
    walk.step(services.request_explanation, HANDLER, moment("06/03/2026"), kind=kind)
    return walk


def announce(walk, text="10/03/2026", **values):
    walk.step(
        services.announce_session,
        HANDLER,
        moment(text),
        **{
            "planned_on": day("13/03/2026"),
            "place": "Trụ sở UBND phường",
            **values,
        },
    )


def extend(walk, days, text="10/03/2026"):
    walk.step(
        services.extend_explanation,
        HANDLER,
        moment(text),
        working_days=days,
        reason="Người vi phạm đề nghị gia hạn.",
    )


@pytest.mark.django_db
class TestHoldSession:
    def test_is_announced_in_five_days(self, officer):
        """D-EXPL-NOTICE: "request received, 5, day; unit unsettled": 06/03 + 5 = Wed
        11/03/2026."""
        walk = asked(officer)
        clock = reread(walk.case).clock(Family.EXPLAIN_SESSION)
        assert clock.due == day("11/03/2026")

        announce(walk)

        clock = reread(walk.case).clock(Family.EXPLAIN_SESSION)
        assert clock.status == ClockStatus.MET

    def test_keeps_who_came_and_what_was_said(self, officer):
        walk = asked(officer)
        announce(walk)

        walk.step(
            services.record_session,
            HANDLER,
            moment("13/03/2026"),
            attendees="Chủ hộ; công chức thụ lý",
            minutes="Chủ hộ trình bày nguồn gốc sách.",
        )

        session = ExplanationSession.objects.get()
        assert session.held_on == day("13/03/2026")
        assert session.attendees.startswith("Chủ hộ")
        assert walk.case.state == CaseState.EXPLAINING

    def test_never_changes_once_it_was_announced(self, officer):
        walk = asked(officer)
        announce(walk)

        with pytest.raises(IntegrityError), transaction.atomic():
            ExplanationSession.objects.update(place="Nơi khác")

    def test_is_for_who_explains_in_person(self, officer):
        walk = asked(officer, kind="WRITTEN")
        assert reread(walk.case).clock(Family.EXPLAIN_SESSION) is None

        with pytest.raises(StepNotOpen):
            announce(walk)

    def test_is_announced_before_it_is_held(self, officer):
        walk = asked(officer)

        with pytest.raises(Refused) as refusal:
            announce(walk, planned_on=day("09/03/2026"))
        assert "planned_on" in refusal.value.errors

        with pytest.raises(StepNotOpen):
            walk.step(
                services.record_session,
                HANDLER,
                moment("13/03/2026"),
                attendees="Chủ hộ",
                minutes="Trình bày.",
            )


@pytest.mark.django_db
class TestExtendExplanation:
    def test_gives_at_most_five_working_days_more(self, officer):
        """D-EXPL-WRITTEN: "authority may extend by at most 05 working days on request":
        record 05/03, five days end Thu 12/03, ten Thu 19/03."""
        walk = at_state(officer, CaseState.RECORDED, behaviour=EXPLAINABLE)
        assert reread(walk.case).clock(Family.EXPLAIN_WRITTEN).due == day("12/03/2026")

        extend(walk, 5)

        clock = reread(walk.case).clock(Family.EXPLAIN_WRITTEN)
        assert (clock.due, clock.extended_days) == (day("19/03/2026"), 5)
        walk.step(
            services.request_explanation,
            HANDLER,
            moment("19/03/2026"),
            kind="WRITTEN",
        )
        clock = reread(walk.case).clock(Family.EXPLAIN_WRITTEN)
        assert clock.status == ClockStatus.MET

    @pytest.mark.parametrize("days", [0, 6])
    def test_gives_no_other_number_of_days(self, officer, days):
        walk = at_state(officer, CaseState.RECORDED, behaviour=EXPLAINABLE)

        with pytest.raises(Refused) as refusal:
            extend(walk, days)

        assert "working_days" in refusal.value.errors

    def test_is_asked_for_in_time(self, officer):
        walk = at_state(officer, CaseState.RECORDED, behaviour=EXPLAINABLE)

        with pytest.raises(StepNotOpen):
            extend(walk, 5, "13/03/2026")

    def test_is_given_once(self, officer):
        walk = at_state(officer, CaseState.RECORDED, behaviour=EXPLAINABLE)
        extend(walk, 2)

        with pytest.raises(StepNotOpen):
            extend(walk, 3)

        assert ExplanationExtension.objects.count() == 1

    def test_needs_the_right_to_explain(self, officer):
        walk = at_state(officer, CaseState.RECORDED)

        with pytest.raises(StepNotOpen):
            extend(walk, 2)
