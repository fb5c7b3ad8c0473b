"""S1 through the pages only: from the year plan to the closed case and its paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.models import Case
from cases.states import CaseState
from demo import facilities, pictures
from demo.loading import ENTERED_AT
from demo.stage import Stage
from inspections.models import Inspection
from inspections.states import VisitState
from kernel.clock import local_day
from tests.browser.conftest import PASSWORD, PHONE, PageOf
from tests.browser.walking import choose, follow, option, send, step
from tests.scenarios.reading import path_of

pytestmark = pytest.mark.browser

INSPECTOR, HANDLER = "xa.bmt.kiemtra", "xa.bmt.thuly"
CHAIRMAN, CLERK = "xa.bmt.chutich", "xa.bmt.vanthu"
MANAGER, SECOND_MANAGER = "xa.bmt.lanhdao", "xa.bmt.lanhdao2"
TAX_CODE = "9900000016"
TITLE, COPIES = "Truyện cổ tích chọn lọc cho bé", 80
OWNER = "Mạc Thị Thu Cúc"


@pytest.fixture(scope="module")
def shop(site: str) -> None:
    """F1 is in the register."""
    facilities.enter_all(Stage.with_everybody(), at=ENTERED_AT)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "ke-sach-tang-1.jpg"
    file.write_bytes(pictures.shelf(label=TITLE, count=COPIES).read())
    return file


class TestScenarioOne:
    def test_is_walked_from_the_plan_to_the_closed_case(
        self, shop: None, photo: Path, page_of: PageOf, forget: Callable[[str], None]
    ) -> None:
        plan = planned(page_of)
        visit = visited(page_of, plan, photo)
        number = recorded(page_of, visit)
        forget(CHAIRMAN)  # he comes back later: his proof of five minutes is over
        decided(page_of, number)
        carried_out(page_of, number)
        text = decision_text(page_of(MANAGER), number)

        case = Case.objects.with_file().get(number=number)
        assert path_of(case) == [
            CaseState.RECEIVED,
            CaseState.VERIFYING,
            CaseState.OPENED,
            CaseState.RECORDED,
            CaseState.PENDING_DECISION,
            CaseState.DECIDED,
            CaseState.EXECUTING,
            CaseState.EXECUTED,
            CaseState.CLOSED,
        ]
        acts = case.events.select_related("actor")
        assert {act.actor.username for act in acts} == {
            INSPECTOR,
            HANDLER,
            CHAIRMAN,
            CLERK,
            MANAGER,
        }
        assert f"Số: {case.decision.number_text}" in text
        assert "3.750.000 đồng" in text
        assert TITLE in text


def planned(page_of: PageOf) -> str:
    """The ward's plan for this year with F1, approved and public; its address."""
    page = page_of(MANAGER)
    page.goto("/inspections/plans/")
    follow(page, "/plans/new/")
    page.fill("#id_year", str(local_day(timezone.now()).year))
    choose(page, "kind", "CHECK")
    page.fill("#id_title", "Kế hoạch kiểm tra hoạt động phát hành xuất bản phẩm")
    page.fill("#id_legal_bases", "Nghị định số 217/2025/NĐ-CP của Chính phủ")
    send(page)
    address = page.url
    follow(page, "/items/new/")
    page.fill("#id_facility", TAX_CODE)
    page.select_option("#id_first_month", "1")
    page.select_option("#id_last_month", "12")
    for content in ("LICENCES", "INVOICES", "PUBLICATIONS", "CONTENT"):
        choose(page, "content", content)
    send(page)
    step(page, "propose")

    other = page_of(SECOND_MANAGER)
    other.goto(address)
    step(other, "review")

    signer = page_of(CHAIRMAN)
    signer.goto(address)
    step(signer, "approve", password=PASSWORD)

    page.goto(address)
    step(page, "publish")
    return address


def visited(page_of: PageOf, plan: str, photo: Path) -> str:
    """The visit of the plan's item with its finding and photo, its minutes locked."""
    page = page_of(INSPECTOR)
    page.goto("/inspections/plans/")
    page.click(f'a[href="{plan.removeprefix(page.url.split("/inspections")[0])}"]')
    follow(page, "/visit/")
    page.locator("#id_members").select_option(label=option(page, "members", "Loan"))
    page.locator("#id_secretary").select_option(label=option(page, "secretary", "Loan"))
    send(page)
    address = page.url

    # The chairman gave his password for the plan less than five minutes ago.
    signer = page_of(CHAIRMAN)
    signer.goto(address)
    step(signer, "decide")

    # On the spot the inspector goes on with a phone.
    page = page_of(INSPECTOR, width=PHONE)
    page.goto(address)
    step(page, "start")
    answered(page)
    found(page, photo)

    page.goto(address)
    follow(page, "/do/lock_record/")
    page.fill("#id_remarks", f"Kiểm đếm {COPIES} bản của 01 tên không có hóa đơn.")
    page.fill("#id_representative_name", OWNER)
    page.fill("#id_representative_title", "Chủ hộ kinh doanh")
    send(page)
    assert Inspection.objects.get().state == VisitState.RECORDED
    return address


def answered(page: Page) -> None:
    """Every question of the checklist: "pass" but for the invoices."""
    follow(page, "/checklist/")
    for question in page.locator(".q-c").all():
        question.locator("label.y").click()
    failing = page.locator("#qB1")
    failing.locator("label.x").click()
    failing.locator("summary").click()
    failing.locator("textarea").fill(f"{COPIES} bản “{TITLE}” không có hóa đơn")
    page.locator("main form button.pri").last.click()
    expect(page.locator(".s-ok").first).to_be_visible()


def found(page: Page, photo: Path) -> None:
    """80 copies of one title, with a photo."""
    page.locator("#qB1 a[href*='/findings/new/']").click()
    page.fill("#id_description", f"Phát hành {COPIES} bản “{TITLE}” không có hóa đơn")
    page.select_option("#id_behaviour", "DST-29-2A")
    page.fill("#id_title0_title", TITLE)
    page.fill("#id_title0_publisher", "Thảo Nguyên")
    page.fill("#id_title0_found_quantity", str(COPIES))
    page.set_input_files("#id_files", photo)
    send(page)
    finding = page.locator("article.act")
    expect(finding.locator(".files li")).to_have_count(1)
    expect(finding.locator("td.num").last).to_contain_text(str(COPIES))


def recorded(page_of: PageOf, visit: str) -> str:
    """The case out of the finding, verified, opened and put on record; its number."""
    inspector = page_of(INSPECTOR)
    inspector.goto(visit)
    follow(inspector, "/case/")
    expect(inspector.locator('input[name="findings"]')).to_be_checked()
    send(inspector)
    address = inspector.url
    number = re.search(r"VV-\d{4}-\d{4,}", address)
    assert number is not None

    handler = page_of(HANDLER)
    handler.goto(address)
    step(handler, "start_verification")
    step(handler, "open_case")

    inspector.goto(address)
    follow(inspector, "/do/make_record/")
    inspector.fill("#id_place", "trụ sở Ủy ban nhân dân phường Buôn Ma Thuột")
    inspector.fill("#id_respondent_statement", "Tôi thừa nhận hành vi vi phạm.")
    send(inspector)
    return number[0]


def decided(page_of: PageOf, number: str) -> None:
    """The handler submits the mid-point, the chairman signs with his password."""
    page = page_of(HANDLER)
    page.goto(f"/cases/{number}/")
    # 5 million at most and no suspension: no right to explain.
    expect(page.locator('a[href$="/do/request_explanation/"]')).to_have_count(0)
    expect(page.locator("#why-request_explanation")).to_be_visible()
    follow(page, "/do/submit_decision/")
    expect(page.locator('input[name^="fine_"]')).to_have_value("3.750.000")
    page.fill("#id_proposed_by_title", "Trưởng phòng Văn hóa - Xã hội")
    send(page)

    signer = page_of(CHAIRMAN)
    signer.goto("/")
    signer.locator(f'a[href^="/cases/{number}/"]').first.click()
    if "/do/" not in signer.url:
        follow(signer, "/do/sign_decision/")
    expect(signer.locator("img.a4").first).to_be_visible()
    signer.fill("#id_password", PASSWORD)
    send(signer)


def carried_out(page_of: PageOf, number: str) -> None:
    """Delivered, paid, executed; closing proposed and agreed."""
    address = f"/cases/{number}/"
    clerk = page_of(CLERK)
    clerk.goto(address)
    follow(clerk, "/do/confirm_delivery/")
    choose(clerk, "method", "DIRECT")
    clerk.fill("#id_receiver", OWNER)
    send(clerk)

    handler = page_of(HANDLER)
    handler.goto(address)
    follow(handler, "/do/record_payment/")
    expect(handler.locator("#id_amount_vnd")).to_have_value("3.750.000")
    handler.fill("#id_receipt_no", "0000312")
    handler.fill("#id_payer", OWNER)
    send(handler)
    step(handler, "complete_execution")
    follow(handler, "/do/propose_close/")
    handler.fill("#id_reason", "Đã nộp phạt đủ, đúng hạn.")
    send(handler)

    manager = page_of(MANAGER)
    manager.goto(address)
    step(manager, "close")


def decision_text(page: Page, number: str) -> str:
    """What the issued decision says, as the manager gets it."""
    page.goto(f"/cases/{number}/documents/")
    link = page.locator('main th a[href^="/documents/"]', has_text="QĐ-XPHC").first
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.headers["content-type"] == "application/pdf"
    with pdfplumber.open(BytesIO(answer.body())) as paper:
        text = " ".join(sheet.extract_text() for sheet in paper.pages)
    return " ".join(text.split())
