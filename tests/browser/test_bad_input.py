"""What is refused gets one clear sentence at its place; typing stays, records stay."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agencies import services as agencies
from agencies.kinds import Role
from audit.models import Entry
from cases.models import Case
from cases.states import CaseState
from demo import desks, facilities, pictures
from demo.loading import ENTERED_AT
from demo.matters import BMT, MATTERS, WARD_OF_EA_KAR
from demo.stage import Performance, Stage
from facilities.models import Facility
from kernel.clock import local_day
from tests.browser.conftest import PASSWORD, PageOf, log_in
from tests.browser.records import CHAIRMAN, INSPECTOR, visit_under_way

pytestmark = pytest.mark.browser

REGISTRY_OFFICER, HANDLER = "so.sobo", "xa.bmt.thuly"
DEPUTY = "xa.bmt.lanhdao"
FREE_TAX_CODE = "9900009001"
NAME = "Nhà sách Mây Trắng Ẫ Ữ"


@dataclass(frozen=True, slots=True)
class Records:
    """Numbers of what the officers work on."""

    to_sign: str
    to_pay: str
    visit: str


@pytest.fixture(scope="module")
def records(site: str) -> Records:
    """A draft before its signer, a fine being paid, a visit under way."""
    now, stage = timezone.now(), Stage.with_everybody()
    facilities.enter_all(stage, at=ENTERED_AT)
    wanted = (
        (CaseState.PENDING_DECISION, BMT),
        (CaseState.EXECUTING, WARD_OF_EA_KAR),
    )
    matters = [m for m in MATTERS if (m.ends_in, m.house) in wanted]
    plays = [desks.play(stage, matter, loaded_at=now) for matter in matters]
    Performance(plays).run(until=now)
    lend_the_signature(stage)
    return Records(
        to_sign=Case.objects.get(state=CaseState.PENDING_DECISION).number,
        to_pay=Case.objects.get(state=CaseState.EXECUTING).number,
        visit=visit_under_way(stage, "F1").number,
    )


class TestBadInput:
    def test_wrong_check_digit_of_a_tax_code(self, page_of: PageOf) -> None:
        page = page_of(REGISTRY_OFFICER)
        page.goto("/facilities/new/")
        fill_in_a_shop(page, tax_code="9900000017")

        with nothing_changed():
            send(page)

        assert_refused(page, "tax_code", "chữ số kiểm tra")
        expect(page.locator("#id_tax_code")).to_have_value("9900000017")
        expect(page.locator("#id_name")).to_have_value(NAME)
        expect(page.locator('input[name="kinds"][value="DISTRIBUTOR"]')).to_be_checked()
        expect(page.locator("#id_ward_code")).to_have_value("24133")

    def test_commune_that_is_none(self, page_of: PageOf) -> None:
        page = page_of(REGISTRY_OFFICER)
        page.goto("/facilities/new/")
        fill_in_a_shop(page, tax_code="9900000016")
        page.locator("#id_ward_code option:checked").evaluate("o => o.value = '99999'")

        with nothing_changed():
            send(page)

        assert_refused(page, "ward_code", "99999")
        expect(page.locator("#id_name")).to_have_value(NAME)

    def test_day_of_the_act_after_today(
        self, records: Records, page_of: PageOf
    ) -> None:
        tomorrow = local_day(timezone.now()) + timedelta(days=1)
        page = page_of(HANDLER)
        page.goto("/cases/new/")
        page.fill("#id_title", "Bán sách không có hóa đơn")
        page.select_option("#id_source", "PETITION")
        page.locator("#id_is_respondent_unknown").check()
        page.select_option("#id_behaviour", "DST-29-1A")
        page.fill("#id_act_on", f"{tomorrow:%d/%m/%Y}")

        with nothing_changed():
            send(page)

        assert_refused(page, "act_on", "sau hôm nay")
        expect(page.locator("#id_act_on")).to_have_value(f"{tomorrow:%d/%m/%Y}")
        expect(page.locator("#id_title")).to_have_value("Bán sách không có hóa đơn")

    def test_payment_above_the_debt(self, records: Records, page_of: PageOf) -> None:
        page = page_of("xa.eakar")
        page.goto(f"/cases/{records.to_pay}/do/record_payment/")
        page.fill("#id_amount_vnd", "900.000.000")
        page.fill("#id_receipt_no", "0000313")

        with nothing_changed():
            send(page)

        assert_refused(page, "amount_vnd", "còn nợ")
        expect(page.locator("#id_amount_vnd")).to_have_value("900.000.000")
        expect(page.locator("#id_receipt_no")).to_have_value("0000313")

    def test_step_out_of_order(self, records: Records, page_of: PageOf) -> None:
        """A step of another state says why; a form of it sent anyway is refused."""
        page = page_of(HANDLER)
        with nothing_changed():
            page.goto(f"/cases/{records.to_sign}/do/open_case/")
            expect(page.locator("main .note.s-warn")).to_have_count(1)
            expect(page.locator("main form")).to_have_count(0)
            answer = page.request.post(
                f"/cases/{records.to_sign}/do/open_case/",
                form={**tokens(page), "version": "1", "occurred_on": "01/12/2025"},
                headers={"Referer": page.url},
            )

        assert answer.status == 409

    def test_photo_of_40_megabytes(
        self, records: Records, page_of: PageOf, tmp_path: Path
    ) -> None:
        photo = tmp_path / "ke-sach.jpg"
        content = pictures.shelf(label="Kệ sách", count=8).read()
        photo.write_bytes(content.ljust(40 * 1024 * 1024, b"\0"))

        page = page_of(INSPECTOR)
        refuse_file(page, records, photo)

        assert_refused(page, "files", "lớn hơn 15 MB")

    def test_file_that_is_not_what_its_name_says(
        self, records: Records, page_of: PageOf, tmp_path: Path
    ) -> None:
        program = tmp_path / "bia-sach.jpg"
        program.write_bytes(b"MZ\x90\x00 This program cannot be run in DOS mode.")

        page = page_of(INSPECTOR)
        refuse_file(page, records, program)

        assert_refused(page, "files", "tên tệp")

    def test_session_that_ends_in_the_middle_of_a_form(self, page_of: PageOf) -> None:
        page = page_of(REGISTRY_OFFICER)
        page.goto("/facilities/new/")
        fill_in_a_shop(page, tax_code=FREE_TAX_CODE)
        page.context.clear_cookies(name="sessionid")
        before = Facility.objects.count()

        send(page)
        expect(page.locator("main [role=status]")).to_have_count(1)
        log_in(page, REGISTRY_OFFICER)

        page.wait_for_url("**/facilities/new/")
        expect(page.locator("#main > .msgs [role=status]")).to_have_count(1)
        expect(page.locator(".err")).to_have_count(0)
        expect(page.locator("#id_name")).to_have_value(NAME)
        expect(page.locator("#id_tax_code")).to_have_value(FREE_TAX_CODE)
        expect(page.locator('input[name="kinds"][value="DISTRIBUTOR"]')).to_be_checked()
        expect(page.locator("#id_ward_code")).to_have_value("24133")
        assert Facility.objects.count() == before

        send(page)
        page.wait_for_url("**/facilities/DL-*/")
        assert Facility.objects.count() == before + 1

    def test_two_officers_signing_at_once(
        self, records: Records, page_of: PageOf
    ) -> None:
        """The head and the deputy he lent his signature to have the same draft open."""
        address = f"/cases/{records.to_sign}/do"
        first, second = page_of(CHAIRMAN), page_of(DEPUTY)
        returning = second.context.new_page()
        first.goto(f"{address}/sign_decision/")
        second.goto(f"{address}/sign_decision/")
        returning.goto(f"{address}/send_back/")
        returning.fill("#id_comment", "Bổ sung tình tiết giảm nhẹ.")

        first.fill("#id_password", PASSWORD)
        send(first)
        first.wait_for_url(f"**/cases/{records.to_sign}/")
        with nothing_changed():
            second.fill("#id_password", PASSWORD)
            with second.expect_response("**/sign_decision/") as answer:
                send(second)
            assert answer.value.status == 409
            with returning.expect_response("**/send_back/") as answer:
                send(returning)
            assert answer.value.status == 409

        for page in (second, returning):
            expect(page.locator(".errors")).to_be_focused()
            expect(page.locator(".errors h2")).to_contain_text(
                "Người khác đã sửa trước"
            )
        expect(returning.locator("#id_comment")).to_have_value(
            "Bổ sung tình tiết giảm nhẹ."
        )
        case = Case.objects.with_file().get(number=records.to_sign)
        assert case.state == CaseState.DECIDED
        assert case.decision.signed_by.username == CHAIRMAN


def assert_refused(page: Page, field: str, words: str) -> None:
    """One sentence, at the field; the summary has the focus and leads there."""
    errors = page.locator("main .err")
    expect(errors).to_have_count(1)
    expect(errors).to_contain_text(words)
    expect(errors).to_have_id(f"id_{field}_error")
    summary = page.locator(".errors")
    expect(summary).to_be_focused()
    expect(summary.locator("li")).to_have_count(1)
    summary.locator("a").click()
    expect(page.locator(f"#id_{field}")).to_be_focused()


@contextmanager
def nothing_changed() -> Iterator[None]:
    """Whatever changes a record writes the trail."""
    before = Entry.objects.count()
    yield
    assert Entry.objects.count() == before


def fill_in_a_shop(page: Page, *, tax_code: str) -> None:
    page.fill("#id_name", NAME)
    page.locator('input[name="kinds"][value="DISTRIBUTOR"]').check()
    page.locator('input[name="subject_kind"][value="ORGANISATION"]').check()
    page.fill("#id_tax_code", tax_code)
    page.fill("#id_address_text", "Số 00 Quang Trung")
    page.select_option("#id_ward_code", "24133")


def refuse_file(page: Page, records: Records, file: Path) -> None:
    """Send a file that is refused; the words sent along stay."""
    page.goto(f"/inspections/{records.visit}/files/")
    page.set_input_files("#id_files", file)
    page.fill("#id_caption", "Kệ sách tầng 1")
    with nothing_changed():
        send(page)
    expect(page.locator("#id_caption")).to_have_value("Kệ sách tầng 1")


def send(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button.pri").last.click()


def tokens(page: Page) -> dict[str, str]:
    """The hidden fields that every form of the page carries."""
    hidden = page.locator(".drop form").first.locator("input[type=hidden]")
    return {
        field.get_attribute("name") or "": field.input_value() for field in hidden.all()
    }


def lend_the_signature(stage: Stage) -> None:
    """The chairman gives his deputy the power to sanction."""
    now = timezone.now()
    today = local_day(now)
    agencies.grant_role(
        user=stage.by(DEPUTY), role=Role.SANCTIONER, valid_from=today, by=None, at=now
    )
    again = Stage.with_everybody()
    agencies.delegate(
        delegate=again.by(DEPUTY),
        document_no="12/QĐ-GQ",
        valid_from=today,
        valid_to=today + timedelta(days=30),
        by=again.by(CHAIRMAN),
        at=now,
    )
