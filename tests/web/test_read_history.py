"""The yearly counter and the last visit at a facility, as each officer is told them."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from agencies.kinds import SubjectKind
from cases.states import CaseState
from facilities.models import Facility, PartyName
from inspections import services
from inspections.services import VisitInput
from inspections.states import ContentTag, Ground
from tests.cases.walk import at_state, party
from tests.inspections import walk as steps
from tests.moments import day, moment
from web.facility_history import history_of
from web.facility_story import story_of
from web.views.facilities import actions_of

pytestmark = pytest.mark.django_db
AT = moment("15/04/2026")


def told(facility, officer, at=AT):
    found = Facility.objects.get(pk=facility.pk)
    history = history_of(found, officer, at=at)
    return history, story_of(found, history, [], officer, at=at)


def visit_ad_hoc(walk, facility):
    return services.open_ad_hoc_visit(
        facility=facility,
        ground=Ground.TIP_OFF,
        ground_text="Tin báo của bạn đọc.",
        content=(ContentTag.INVOICES,),
        visit=VisitInput(scheduled_on=day("20/04/2026")),
        by=walk.by(steps.THANH_TRA.lead),
        at=moment("09/04/2026"),
    )


class TestTheYearlyCounter:
    def test_of_an_unannounced_visit_is_its_agencys_own(self, walk, hoa_cuc):
        visit_ad_hoc(walk, hoa_cuc)

        own, _story = told(hoa_cuc, walk.by("tt.lanhdao"))
        other, _story = told(hoa_cuc, walk.by("so.kiemtra"))

        assert own.counter.used
        assert not other.counter.used
        assert other.visits == []

    def test_closes_the_second_visit_and_says_why(self, walk, hoa_cuc):
        officer = walk.by("so.truongdoan")
        before, _story = told(hoa_cuc, officer)
        steps.published(walk, hoa_cuc)
        after, _story = told(hoa_cuc, officer)

        def visit(history):
            rows = actions_for(hoa_cuc, officer, history.counter)
            return next(row for row in rows if row.name == "visit")

        assert visit(before).is_open
        closed = visit(after)
        assert not closed.is_open
        why, way_on = closed.reasons
        assert "198/2025/QH15" in why.text
        assert way_on.address == f"{reverse('new_inspection')}?facility={hoa_cuc.code}"


def actions_for(facility, officer, counter):
    request = RequestFactory().get("/")
    request.user = officer
    return actions_of(request, facility, counter, now=AT)


class TestTheLastVisit:
    def test_is_told_with_its_outcome_to_who_sees_it(self, walk, hoa_cuc):
        steps.locked(walk, steps.planned_visit(walk, hoa_cuc))
        _history, own = told(hoa_cuc, walk.by("so.kiemtra"))
        _history, other = told(hoa_cuc, walk.by("tt.thanhtra"))

        assert own.visits.checked == other.visits.checked
        assert own.visits.checked.on == day("03/03/2026")
        assert own.visits.last.facility_id == hoa_cuc.pk
        assert other.visits.last is None
        assert other.visits.next is None


class TestRepeatOffence:
    def test_is_counted_under_the_name_borne_then(self, officer, hoa_cuc):
        """The same organisation, sanctioned before it was renamed."""
        old = party("Công ty TNHH Sách Cũ", SubjectKind.ORGANISATION)
        at_state(officer, CaseState.EXECUTED, respondent=old)
        new = party("Công ty TNHH Sách Mới", SubjectKind.ORGANISATION)
        PartyName.objects.create(
            party=new, name="Công ty TNHH Sách Cũ", valid_to=day("01/04/2026")
        )
        Facility.objects.filter(pk=hoa_cuc.pk).update(party=new)

        _history, own = told(hoa_cuc, officer("xa.bmt.thuly"))
        _history, other = told(hoa_cuc, officer("so.thuly"))

        (row,) = own.sanctions
        assert row.respondent == "Công ty TNHH Sách Cũ"
        assert row.case_number
        assert own.counts_until == row.until == day("24/03/2027")
        assert (other.sanctions, other.counts_until) == ([], None)
