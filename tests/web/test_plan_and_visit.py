"""A year plan and its visits as their officers make them on the pages."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agencies.models import User
from cases.models import Case
from demo import pictures
from facilities.models import Facility
from inspections.models import Inspection, InspectionPlan
from inspections.states import ItemState, PlanState, VisitState
from kernel.clock import local_day
from tests.inspections.walk import (
    SO,
    THANH_TRA,
    begin,
    planned_visit,
    published,
)
from tests.web.reading import errors_of, form_of, send, text_of

PASSWORD = "mưa rừng tháng bảy"  # noqa: S105 - only here
REVIEWER = "so_vhttdl.lanhdao.2"


@pytest.fixture(autouse=True)
def passwords(db, settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    User.objects.update(password=make_password(PASSWORD))


@pytest.fixture
def plan_page(client_of) -> str:
    """A draft of the coming year, without facilities."""
    answer = send(
        client_of(SO.manager),
        "/inspections/plans/new/",
        year=str(local_day(timezone.now()).year + 1),
        title="Kế hoạch kiểm tra hoạt động phát hành",
        legal_bases="Nghị định số 217/2025/NĐ-CP\n\nNghị quyết số 198/2025/QH15",
    )
    return answer["Location"]


def add(client, plan_page: str, facility: Facility, **more):
    return send(
        client,
        f"{plan_page}items/new/",
        facility=facility.code,
        content=["LICENCES", "INVOICES"],
        **more,
    )


class TestPlan:
    def test_goes_from_the_list_to_its_publication(
        self, client_of, plan_page, hoa_cuc, second_manager
    ):
        manager = client_of(SO.manager)
        second_manager("SO_VHTTDL")

        assert add(manager, plan_page, hoa_cuc).status_code == 302
        send(manager, f"{plan_page}do/propose/")
        send(client_of(REVIEWER), f"{plan_page}do/review/")
        send(client_of(SO.head), f"{plan_page}do/approve/", password=PASSWORD)
        send(manager, f"{plan_page}do/publish/")

        plan = InspectionPlan.objects.get()
        assert plan.state == PlanState.PUBLISHED
        assert plan.legal_bases == [
            "Nghị định số 217/2025/NĐ-CP",
            "Nghị quyết số 198/2025/QH15",
        ]
        assert "Đã công bố" in text_of(client_of("xa.bmt.kiemtra").get(plan_page))

    def test_without_facilities_says_why_it_cannot_be_proposed(
        self, client_of, plan_page
    ):
        manager = client_of(SO.manager)

        assert "Trình kế hoạch: Kế hoạch chưa có cơ sở nào." in text_of(
            manager.get(plan_page)
        )
        answer = manager.post(
            f"{plan_page}do/propose/",
            {"version": 1, "occurred_on": local_day(timezone.now())},
        )
        assert answer.status_code == 409
        assert InspectionPlan.objects.get().proposed_by is None

    def test_is_not_reviewed_by_who_proposed_it(self, client_of, plan_page, hoa_cuc):
        manager = client_of(SO.manager)
        add(manager, plan_page, hoa_cuc)
        send(manager, f"{plan_page}do/propose/")

        answer = manager.get(f"{plan_page}do/review/")

        assert answer.status_code == 403
        assert InspectionPlan.objects.get().state == PlanState.DRAFT

    def test_takes_a_facility_out_again(self, client_of, plan_page, hoa_cuc):
        manager = client_of(SO.manager)
        add(manager, plan_page, hoa_cuc)
        page = manager.get(plan_page).content.decode()
        drop = re.search(r'href="([^"]+/drop/)"', page)

        send(manager, drop[1], reason="Cơ sở đã chuyển địa điểm")

        item = InspectionPlan.objects.get().items.first()
        assert item is None or item.state == ItemState.DROPPED

    def test_finds_no_facility_that_is_not_in_the_register(self, client_of, plan_page):
        answer = send(
            client_of(SO.manager),
            f"{plan_page}items/new/",
            facility="In Trăng Non",
            content=["LICENCES"],
        )

        assert answer.status_code == 422
        assert "Không" not in errors_of(answer) or "In Trăng Non" in errors_of(answer)
        assert form_of(answer)["facility"] == ["In Trăng Non"]


class TestOnceAYear:
    """The Inspectorate's published plan of 2026 has the shop already."""

    @pytest.fixture
    def plan_page(self, walk, client_of, hoa_cuc) -> str:
        published(walk, hoa_cuc, THANH_TRA, kind="INSPECTION")
        answer = send(
            client_of(SO.manager),
            "/inspections/plans/new/",
            year="2026",
            title="Kế hoạch kiểm tra năm 2026",
        )
        return answer["Location"]

    def test_is_said_where_the_facility_is_added(self, client_of, plan_page, hoa_cuc):
        answer = add(client_of(SO.manager), plan_page, hoa_cuc)

        assert answer.status_code == 409
        assert errors_of(answer).count("198/2025/QH15") == 1
        assert form_of(answer)["facility"] == [hoa_cuc.code]
        assert not InspectionPlan.objects.get(agency="SO_VHTTDL").items.exists()

    def test_has_its_exception_with_a_reason(self, client_of, plan_page, hoa_cuc):
        manager = client_of(SO.manager)

        answer = add(
            manager, plan_page, hoa_cuc, exception_reason="Có dấu hiệu vi phạm rõ ràng"
        )

        assert answer.status_code == 302
        page = text_of(manager.get(plan_page))
        assert "Ngoại lệ có lý do. Có dấu hiệu vi phạm rõ ràng" in page
        assert "1 ngoại lệ" in page


class TestVisit:
    @pytest.fixture
    def path(self, walk, hoa_cuc) -> str:
        return f"/inspections/{planned_visit(walk, hoa_cuc).number}/"

    @pytest.fixture
    def under_way(self, walk, hoa_cuc) -> str:
        visit = planned_visit(walk, hoa_cuc)
        begin(walk, visit)
        return f"/inspections/{visit.number}/"

    def test_is_opened_ad_hoc_with_its_ground(self, client_of, hoa_cuc, officer):
        answer = send(
            client_of(SO.lead),
            "/inspections/new/",
            facility="hoa cúc",
            ground="TIP_OFF",
            ground_text="Bạn đọc phản ánh bán sách giả.",
            content=["INVOICES"],
            lead=str(officer(SO.lead).pk),
        )

        assert answer.status_code == 302
        visit = Inspection.objects.get()
        assert answer["Location"] == f"/inspections/{visit.number}/"
        assert visit.ground_text == "Bạn đọc phản ánh bán sách giả."

    def test_is_opened_from_its_item(self, walk, client_of, hoa_cuc, officer):
        item = published(walk, hoa_cuc)

        answer = send(
            client_of(SO.lead),
            f"/inspections/plans/{item.plan_id}/items/{item.pk}/visit/",
            lead=str(officer(SO.lead).pk),
            scheduled_on="10/03/2026",
        )

        assert answer.status_code == 302
        assert Inspection.objects.get().plan_item == item

    def test_answers_only_what_was_changed(self, client_of, under_way):
        client = client_of(SO.lead)
        path = f"{under_way}checklist/"
        fields = form_of(client.get(path))
        first, second = [name for name in fields if name.startswith("n_")][:2]
        typed = {f"r_{first[2:]}": "PASS", f"r_{second[2:]}": "FAIL", second: "Thiếu"}

        answer = client.post(path, fields | typed)

        assert answer.status_code == 302
        visit = Inspection.objects.get()
        assert visit.answers.count() == 2
        client.post(path, form_of(client.get(path)))
        assert visit.answers.count() == 2
        assert "Đã trả lời 2/" in text_of(client.get(path))

    def test_records_a_finding_with_titles_and_photo(self, client_of, under_way):
        photo = SimpleUploadedFile(
            "ke.jpg", pictures.shelf(label="Kệ 1", count=8).read(), "image/jpeg"
        )

        answer = send(
            client_of(SO.lead),
            f"{under_way}findings/new/",
            description="Phát hành 80 bản không có hóa đơn",
            behaviour="DST-29-2A",
            detected_on="03/03/2026",
            act_ended_on="03/03/2026",
            title0_title="Truyện cổ tích",
            title0_found_quantity="1.080",
            files=[photo],
        )

        assert answer.status_code == 302
        finding = Inspection.objects.get().findings.get()
        assert finding.titles.get().found_quantity == 1080
        assert finding.evidence_links.count() == 1

    def test_keeps_the_titles_when_one_is_not_counted(self, client_of, under_way):
        answer = send(
            client_of(SO.lead),
            f"{under_way}findings/new/",
            description="Phát hành sách không có hóa đơn",
            title0_title="Truyện cổ tích",
        )

        assert answer.status_code == 422
        assert "Đếm số bản của tên này." in errors_of(answer)
        assert form_of(answer)["title0_title"] == ["Truyện cổ tích"]
        assert not Inspection.objects.get().findings.exists()

    def test_locks_its_record_once_everything_is_answered(self, client_of, under_way):
        client = client_of(SO.lead)
        path = f"{under_way}checklist/"
        page = client.get(under_way)
        assert "Khóa biên bản:" in text_of(page)  # closed, with its reason
        fields = form_of(client.get(path))
        questions = [name[2:] for name in fields if name.startswith("n_")]
        client.post(path, fields | {f"r_{key}": "PASS" for key in questions})

        answer = send(
            client,
            f"{under_way}do/lock_record/",
            remarks="Cơ sở chấp hành tốt.",
            representative_name="Mạc Thị Thu Cúc",
            ended_at="03/03/2026 11:50",
        )

        assert answer.status_code == 302
        assert Inspection.objects.get().state == VisitState.RECORDED
        later = client.get(f"{under_way}do/lock_record/")
        assert "Bước này hiện không thực hiện được." in text_of(later)

    def test_gives_the_case_of_its_findings(self, client_of, under_way):
        client = client_of(SO.lead)
        send(
            client,
            f"{under_way}findings/new/",
            description="Phát hành 80 bản không có hóa đơn",
            behaviour="DST-29-2A",
            detected_on="03/03/2026",
            title0_title="Truyện cổ tích",
            title0_found_quantity="80",
        )
        path = f"{under_way}checklist/"
        fields = form_of(client.get(path))
        questions = [name[2:] for name in fields if name.startswith("n_")]
        client.post(path, fields | {f"r_{key}": "PASS" for key in questions})
        send(
            client,
            f"{under_way}do/lock_record/",
            remarks="Không có hóa đơn.",
            representative_name="Mạc Thị Thu Cúc",
            ended_at="03/03/2026 11:50",
        )

        answer = send(client_of("so.kiemtra"), f"{under_way}case/")

        assert answer.status_code == 302
        case = Case.objects.get()
        assert answer["Location"] == f"/cases/{case.number}/"
        assert case.inspection == Inspection.objects.get()
        assert case.violations.get().behaviour.code == "DST-29-2A"

    def test_is_nothing_to_strangers(self, client_of, path):
        assert client_of("xa.donghoa").get(path).status_code == 404
