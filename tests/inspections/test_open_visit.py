"""Visits are opened from an item of a plan, or ad hoc with their ground."""

import pytest

from audit.models import Entry
from inspections import services
from inspections.models import Inspection
from inspections.services import StepNotOpen, TeamInput, VisitInput
from inspections.states import ContentTag, Ground, PlanKind, VisitState
from kernel.errors import NotPermitted, Refused
from tests.inspections import walk as steps
from tests.inspections.walk import BMT
from tests.moments import day, moment

ON_3_MARCH = VisitInput(scheduled_on=day("03/03/2026"))


def ad_hoc(walk, facility, by="so.kiemtra", **given):
    values = {
        "ground": Ground.TIP_OFF,
        "ground_text": "Tin báo của bạn đọc ngày 25/05/2026.",
        "content": (ContentTag.INVOICES,),
        "visit": VisitInput(scheduled_on=day("25/05/2026")),
    }
    return services.open_ad_hoc_visit(
        facility=facility, by=walk.by(by), at=moment("25/05/2026"), **values | given
    )


class TestOpenVisitFromItem:
    def test_takes_over_what_the_plan_says(self, walk, hoa_cuc):
        visit = steps.planned_visit(walk, hoa_cuc)

        assert visit.number == "KT-2026-0001"
        assert visit.state == VisitState.PLANNED
        assert visit.agency_id == "SO_VHTTDL"
        assert (visit.kind, visit.ground) == (PlanKind.CHECK, Ground.PLAN)
        assert visit.content == ["LICENCES", "INVOICES"]
        assert visit.place == "12 Quang Trung, Phường Buôn Ma Thuột"
        assert visit.ward_id == "24133"
        assert visit.checklist_version.checklist.code == "DISTRIBUTION"
        assert visit.subject == "hoạt động phát hành xuất bản phẩm"
        assert visit.lead_id == walk.by("so.truongdoan").pk
        assert Entry.objects.get(action="visit.open").object_label == "KT-2026-0001"

    def test_is_made_by_the_agency_that_leads_the_item(self, walk, hoa_cuc):
        commune = walk.by("xa.bmt.kiemtra").agency
        item = steps.published(walk, hoa_cuc, lead_agency=commune)
        visit = services.open_visit_from_item(
            item=item,
            visit=ON_3_MARCH,
            by=walk.by("xa.bmt.kiemtra"),
            at=steps.OPENED,
        )
        assert visit.agency == commune

    def test_refuses_an_item_of_an_unpublished_plan(self, walk, hoa_cuc):
        item = steps.add(walk, steps.draft(walk), hoa_cuc)
        with pytest.raises(StepNotOpen):
            services.open_visit_from_item(
                item=item, visit=ON_3_MARCH, by=walk.by("so.kiemtra"), at=steps.OPENED
            )

    def test_refuses_a_second_visit_of_the_item(self, walk, visit):
        with pytest.raises(StepNotOpen) as refused:
            services.open_visit_from_item(
                item=visit.plan_item,
                visit=ON_3_MARCH,
                by=walk.by("so.kiemtra"),
                at=steps.OPENED,
            )
        assert [b.code for b in refused.value.blockers] == ["visit_open"]

    def test_refuses_a_day_of_another_year(self, walk, hoa_cuc):
        with pytest.raises(Refused) as refused:
            services.open_visit_from_item(
                item=steps.published(walk, hoa_cuc),
                visit=VisitInput(scheduled_on=day("04/01/2027")),
                by=walk.by("so.kiemtra"),
                at=steps.OPENED,
            )
        assert list(refused.value.errors) == ["scheduled_on"]

    def test_refuses_other_agencies_and_roles(self, walk, hoa_cuc):
        item = steps.published(walk, hoa_cuc)
        for username in ("tt.thanhtra", "xa.bmt.kiemtra", "so.vanthu", "quantri"):
            with pytest.raises(NotPermitted):
                services.open_visit_from_item(
                    item=item, visit=ON_3_MARCH, by=walk.by(username), at=steps.OPENED
                )
        assert not Inspection.objects.exists()


class TestOpenAdHocVisit:
    def test_keeps_its_ground(self, walk, hoa_cuc):
        visit = ad_hoc(walk, hoa_cuc)

        assert visit.is_ad_hoc
        assert visit.plan_item is None
        assert visit.year == 2026
        assert visit.ground_text == "Tin báo của bạn đọc ngày 25/05/2026."

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"ground_text": " "}, "ground_text"),
            ({"ground": Ground.PLAN}, "ground"),
            ({"ground": "HUNCH"}, "ground"),
            ({"content": ()}, "content"),
            ({"kind": "RAID"}, "kind"),
            ({"mode": "BY_POST"}, "mode"),
        ],
    )
    def test_names_the_wrong_field(self, walk, hoa_cuc, given, field):
        with pytest.raises(Refused) as refused:
            ad_hoc(walk, hoa_cuc, **given)
        assert list(refused.value.errors) == [field]
        assert not Inspection.objects.exists()

    def test_refuses_roles_without_visits(self, walk, hoa_cuc):
        for username in ("so.thuly", "so.vanthu", "ca.pa03", "ubnd.kiemsoat"):
            with pytest.raises(NotPermitted):
                ad_hoc(walk, hoa_cuc, by=username)

    def test_numbers_run_over_all_agencies_without_a_gap(self, walk, hoa_cuc, gio_doi):
        first = ad_hoc(walk, hoa_cuc)
        with pytest.raises(Refused):
            ad_hoc(walk, gio_doi, content=())
        second = ad_hoc(walk, gio_doi, by="xa.bmt.kiemtra")

        assert (first.number, second.number) == ("KT-2026-0001", "KT-2026-0002")


class TestAssignTeam:
    def test_names_the_team_anew(self, walk, visit):
        joint = TeamInput(
            lead=walk.by("so.truongdoan"),
            members=(walk.by("tt.thanhtra"), walk.by("ca.pa03")),
            secretary=walk.by("so.kiemtra"),
        )
        changed = walk.visit(
            services.assign_team, visit, "so.truongdoan", steps.OPENED, team=joint
        )

        people = [(m.officer.username, m.is_lead) for m in changed.team.all()]
        assert people == [
            ("so.truongdoan", True),
            ("tt.thanhtra", False),
            ("ca.pa03", False),
            ("so.kiemtra", False),
        ]
        assert changed.is_joint
        assert changed.team.get(is_secretary=True).officer.username == "so.kiemtra"

    def test_a_member_of_another_agency_works_on_the_visit(self, walk, visit):
        """A joint team: the visit is its members' own (row A089)."""
        joint = TeamInput(
            lead=walk.by("so.truongdoan"), members=(walk.by("tt.thanhtra"),)
        )
        walk.visit(
            services.assign_team, visit, "so.truongdoan", steps.OPENED, team=joint
        )
        steps.begin(walk, visit)
        finding = services.record_finding(
            visit=visit,
            description="Sách không có hóa đơn.",
            detected_on=day("03/03/2026"),
            by=walk.by("tt.thanhtra"),
            at=steps.STARTED,
        )
        assert finding.recorded_by == walk.by("tt.thanhtra")

    def test_is_the_leads_own(self, walk, visit, hoa_cuc):
        """Row A090: team lead, own team."""
        with pytest.raises(NotPermitted):
            walk.visit(
                services.assign_team,
                visit,
                "so.kiemtra",
                steps.OPENED,
                team=steps.team(walk),
            )
        with pytest.raises(NotPermitted):
            walk.visit(
                services.assign_team,
                visit,
                "xa.bmt.kiemtra",
                steps.OPENED,
                team=steps.team(walk, BMT),
            )

    def test_refuses_auditors_and_administrators(self, walk, visit):
        for username in ("ubnd.kiemsoat", "quantri"):
            with pytest.raises(Refused) as refused:
                walk.visit(
                    services.assign_team,
                    visit,
                    "so.truongdoan",
                    steps.OPENED,
                    team=TeamInput(
                        lead=walk.by("so.truongdoan"), members=(walk.by(username),)
                    ),
                )
            assert list(refused.value.errors) == ["members"]


class TestRescheduleVisit:
    def test_moves_within_the_year(self, walk, visit):
        moved = walk.visit(
            services.reschedule_visit,
            visit,
            "so.truongdoan",
            steps.OPENED,
            scheduled_on=day("05/03/2026"),
        )
        assert moved.scheduled_on == day("05/03/2026")
        with pytest.raises(Refused):
            walk.visit(
                services.reschedule_visit,
                visit,
                "so.truongdoan",
                steps.OPENED,
                scheduled_on=day("05/03/2027"),
            )
