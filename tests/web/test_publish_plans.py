"""The open pages: published plans and conclusions, nothing else, for everybody."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from agencies.kinds import SubjectKind
from facilities.models import Facility
from inspections import services
from inspections.models import Inspection, InspectionPlan, PlanItem
from kernel.ids import uuid7
from tests.inspections import walk as steps
from tests.moments import moment

LEAD, HEAD = "so.truongdoan", "so.giamdoc"


@pytest.fixture
def published(walk, hoa_cuc) -> PlanItem:
    return steps.published(
        walk, hoa_cuc, planned_on=None, team_lead=walk.by(LEAD), scope="Sách giả"
    )


@pytest.fixture
def concluded(walk, published) -> Inspection:
    visit = services.open_visit_from_item(
        item=published,
        visit=services.VisitInput(
            scheduled_on=moment("03/03/2026").date(), team=steps.team(walk)
        ),
        by=walk.by(LEAD),
        at=steps.OPENED,
    )
    steps.locked(walk, visit)
    at = moment("10/03/2026")
    walk.visit(services.receive_draft_conclusion, visit, LEAD, at)
    walk.visit(services.issue_conclusion, visit, HEAD, at, text="Lưu giữ hóa đơn.")
    return steps.reread(visit)


def text_of(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


class TestPublishedPlans:
    def test_tell_facility_months_content_and_mode(self, published, hoa_cuc):
        plan = published.plan
        page = text_of(f"/public/plans/{plan.pk}/")

        assert plan.title in text_of("/public/plans/?year=2026")
        for told in (
            plan.title,
            plan.code,
            "Sở Văn hóa, Thể thao và Du lịch",
            hoa_cuc.name,
            hoa_cuc.ward.name,
            "Quý 1",
            "Trực tiếp",
        ):
            assert told in page, told

    def test_tell_nothing_of_persons_risk_or_codes(self, walk, published, hoa_cuc):
        Facility.objects.filter(pk=hoa_cuc.pk).update(risk=77)
        address = f"/public/plans/{published.plan_id}/"
        pages = text_of(address) + text_of("/public/plans/?year=2026")

        for hidden in (
            walk.by(LEAD).full_name,
            walk.by("so.lanhdao").full_name,
            hoa_cuc.code,
            hoa_cuc.tax_code,
            ">77<",
            "Sách giả",
        ):
            assert hidden not in pages, hidden

    def test_name_no_single_person(self, published, hoa_cuc):
        Facility.objects.filter(pk=hoa_cuc.pk).update(
            subject_kind=SubjectKind.INDIVIDUAL
        )

        assert hoa_cuc.name not in text_of(f"/public/plans/{published.plan_id}/")

    @pytest.mark.parametrize("tail", ["", "export/xlsx/", "export/csv/"])
    def test_that_are_not_published_are_not_there(self, walk, hoa_cuc, tail):
        """Draft, reviewed and approved answer as an unknown one."""
        plan = steps.draft(walk)
        steps.add(walk, plan, hoa_cuc)
        absent = f"/public/plans/{uuid7()}/"
        for step in (steps.propose, steps.review, steps.approve):
            address = f"/public/plans/{plan.pk}/"
            assert text_of(address + tail, 404).replace(address, "") == text_of(
                absent + tail, 404
            ).replace(absent, "")
            step(walk, plan)
        assert plan.title not in text_of("/public/plans/?year=2026")
        assert Client().get(f"/public/plans/{plan.pk}/").status_code == 404

    def test_are_handed_out_as_files(self, published, hoa_cuc):
        address = f"/public/plans/{published.plan_id}/export/"
        file = b"".join(Client().get(f"{address}xlsx/").streaming_content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(file))
        rows = book.get_sheet_by_index(0).to_python()
        assert rows[1][:3] == [1.0, hoa_cuc.name, hoa_cuc.ward.name]
        lines = b"".join(Client().get(f"{address}csv/").streaming_content)
        assert hoa_cuc.name in lines.decode()
        assert Client().get(f"{address}pdf/").status_code == 404

    @pytest.mark.parametrize("year", ["20", "abcd", "1999", "²⁰²⁶", "2026.0"])
    def test_of_no_year_are_no_page(self, db, year):
        text_of(f"/public/plans/?year={year}", 404)

    def test_are_read_and_never_written(self, published):
        for path in ("/public/plans/", f"/public/plans/{published.plan_id}/"):
            assert Client().post(path).status_code == 405

    def test_are_so_many_a_minute_from_one_address(self, db, settings):
        settings.OPEN_PAGES_A_MINUTE = 3
        client = Client()
        answers = [client.get("/public/plans/") for _try in range(4)]
        elsewhere = Client(REMOTE_ADDR="192.0.2.7").get("/public/plans/")

        codes = [answer.status_code for answer in answers]
        assert codes == [200, 200, 200, 429]
        assert answers[3]["Retry-After"] == "60"
        assert elsewhere.status_code == 200

    def test_ask_as_much_for_many(
        self, walk, published, enter, django_assert_max_num_queries
    ):
        plan = InspectionPlan.objects.get(pk=published.plan_id)
        for n in range(4):
            PlanItem.objects.create(
                plan=plan,
                position=n + 2,
                facility=enter(f"Nhà sách {n}"),
                lead_agency=plan.agency,
                first_month=1,
                last_month=2,
                mode="ON_SITE",
                content=["LICENCES"],
            )
        with django_assert_max_num_queries(3):
            text_of(f"/public/plans/{plan.pk}/")
        with django_assert_max_num_queries(3):
            text_of("/public/plans/?year=2026")

    def test_show_no_account_to_an_officer(self, client_of, published):
        page = client_of("so.lanhdao").get("/public/plans/").content.decode()

        assert 'class="nav"' not in page
        assert 'class="menu"' not in page


class TestPublishedConclusions:
    def test_are_there_once_published(self, walk, concluded, hoa_cuc):
        assert hoa_cuc.name not in text_of("/public/conclusions/?year=2026")
        at = moment("12/03/2026")
        walk.visit(services.publish_conclusion, concluded, HEAD, at)

        page = text_of("/public/conclusions/?year=2026")
        assert hoa_cuc.name in page
        assert "Lưu giữ hóa đơn." in page
        for hidden in (concluded.number, walk.by(HEAD).full_name, hoa_cuc.code):
            assert hidden not in page, hidden
        file = Client().get("/public/conclusions/2026/export/csv/")
        assert hoa_cuc.name in b"".join(file.streaming_content).decode()

    def test_of_a_day_to_come_are_not_told(self, concluded, hoa_cuc):
        concluded.conclusion.published_on = moment("01/01/2099").date()
        concluded.conclusion.save(update_fields=["published_on"])

        assert hoa_cuc.name not in text_of("/public/conclusions/?year=2026")
