"""Loading the demonstration."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import override_settings

from agencies.models import User
from audit.models import Entry
from cases.models import Case, CaseEvent
from cases.states import CaseState
from demo import loading, matters_crime, matters_execution
from demo.matters import MATTERS
from inspections.models import Inspection
from inspections.states import VisitState
from kernel.clock import local_day
from tests.moments import day, moment

# Monday, before work begins; the next day is off, so the last days lie before it.
LOADED_AT = moment("23/11/2026", "03:56")


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def loaded(performed, media) -> dict[str, int]:
    with override_settings(MEDIA_ROOT=media):
        return loading.load(at=LOADED_AT)


class TestLoadDemo:
    def test_fills_every_list(self, loaded):
        assert loaded["facilities"] == 8
        assert loaded["plans"] == 4
        assert loaded["cases"] == 18 + len(
            (*MATTERS, *matters_execution.MATTERS, *matters_crime.MATTERS)
        )
        assert all(count for name, count in loaded.items() if name != "accounts")
        assert loading.is_loaded()

    def test_changes_nothing_a_second_time(self, loaded):
        before = loading.counts(), Entry.objects.count()

        again = loading.load(at=moment("25/11/2026"))

        assert set(again.values()) == {0}
        assert (loading.counts(), Entry.objects.count()) == before

    def test_shows_a_case_in_every_state_that_steps_lead_to(self, loaded):
        states = set(Case.objects.values_list("state", flat=True))

        assert states == set(CaseState.values)

    def test_happens_before_the_loading_and_in_the_order_of_time(self, loaded):
        moments = list(Entry.objects.order_by("seq").values_list("at", flat=True))

        assert max(moments) <= LOADED_AT
        assert moments == sorted(moments)
        assert all(
            event.occurred_on <= local_day(event.recorded_at)
            for event in CaseEvent.objects.all()
        )

    def test_numbers_cases_in_the_order_of_their_intake(self, loaded):
        cases = list(Case.objects.order_by("number"))

        assert cases == sorted(cases, key=lambda case: case.received_at)

    def test_leaves_a_decided_visit_to_the_inspector(self, loaded):
        visit = Inspection.objects.get(state=VisitState.DECIDED)

        assert visit.scheduled_on == day("23/11/2026")
        assert visit.has_member(User.objects.get(username="so.kiemtra"))

    def test_gives_everybody_who_acts_something_to_do(self, loaded):
        for username in (
            "so.kiemtra",
            "so.thuly",
            "so.giamdoc",
            "so.lanhdao",
            "xa.bmt.thuly",
            "xa.bmt.chutich",
            "xa.bmt.vanthu",
            "xa.eakar",
            "xa.donghoa",
            "ca.pa03",
            "qltt.kiemtra",
        ):
            user = User.objects.with_standing().get(username=username)
            waiting = Case.objects.waiting_for_me(user, LOADED_AT)
            assert waiting.exists(), username

    def test_leaves_a_whole_trail(self, loaded, media, settings):
        settings.MEDIA_ROOT = media
        told = StringIO()

        call_command("verify_trail", stdout=told)

        assert "BROKEN" not in told.getvalue()
