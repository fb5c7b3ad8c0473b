"""The phone app and the product's own server: what was recorded arrives whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, StorageState, expect

from agencies.models import User
from cases import services as cases
from demo import facilities
from demo.loading import ENTERED_AT
from demo.stage import Stage
from evidence import storage
from evidence.kinds import GoodsUnit
from evidence.models import EvidenceItem
from inspections import services
from inspections.models import FieldFile, FieldRecord, FindingTitle, Inspection
from inspections.states import FieldState
from tests.browser import field_phone as phone
from tests.browser.conftest import PageOf
from tests.browser.field_phone import NewPhone
from tests.browser.records import CHAIRMAN, INSPECTOR, planned_visit

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def visit(site: str) -> Inspection:
    """Decided for today, its team has one inspector."""
    stage = Stage.with_everybody()
    facilities.enter_all(stage, at=ENTERED_AT)
    made = planned_visit(stage, "F1")
    return stage.on_visit(services.decide_inspection, made, CHAIRMAN, timezone.now())


@pytest.fixture
def inspector(
    visit: Inspection,
    page_of: PageOf,
    new_phone: NewPhone,
    logins: dict[str, StorageState],
) -> Page:
    """His phone, with a PIN and the visit on it."""
    page_of(INSPECTOR)
    page = new_phone(None, logins[INSPECTOR]).new_page()
    phone.set_up(page)
    page.locator("nav.dock .btn.pri").click()
    expect(page.locator(".toast.ok")).to_be_visible()
    return page


def walk_items(page: Page) -> int:
    """The first item fails with two photos and goods; how many items there are."""
    page.locator(".visit").first.click()
    count = page.locator(".mt i").count()
    phone.answer(page, "FAIL")
    page.locator("#note").fill("Không xuất trình được quyết định xuất bản.")
    phone.shoot(page, 2)
    page.locator(".go").click()
    phone.seize(page, photos=1)
    page.locator(".top a").first.click()
    for _ in range(count - 1):
        phone.answer(page, "PASS")
        phone.next_item(page)
    return count


def count_title(page: Page) -> None:
    page.locator(".top a").first.click()
    page.locator('.top a[href$="/all/"]').click()
    page.locator('a[href$="/titles/"]').click()
    page.locator("nav.dock a").click()
    page.locator("main .fld").nth(0).fill("Truyện cổ Ê Đê")
    page.locator("main .fld").nth(1).fill("1.240")
    page.locator("nav.dock .btn").click()
    page.locator(".top a").first.click()
    page.locator("nav.dock .btn.pri").click()


class TestServed:
    def test_a_visit_made_without_a_network_arrives_whole(
        self, inspector: Page, visit: Inspection
    ) -> None:
        with phone.offline(inspector.context):
            count = walk_items(inspector)
            count_title(inspector)
            inspector.locator("main .fld").first.fill("Mạc Thị Thu Cúc")
            phone.lock_record(inspector)
            assert not FieldRecord.objects.exists()
        phone.outbox(inspector)
        expect(inspector.locator(".ob .chip.s-ok")).to_be_visible(timeout=30_000)

        record = FieldRecord.objects.get()
        assert record.state == FieldState.COMPLETE
        assert record.visit_id == visit.pk
        assert not record.is_supplement
        assert visit.answers.count() == count
        assert {title.title for title in FindingTitle.objects.all()} == {
            "Truyện cổ Ê Đê"
        }
        goods = EvidenceItem.objects.get()
        assert (goods.quantity, goods.unit) == (1240, GoodsUnit.COPY)
        files = list(FieldFile.objects.filter(record=record))
        assert 3 <= len(files) <= 4  # two frames may be the same bytes
        assert all(file.received_at for file in files)
        for file in files:
            with storage.opened(file.sha256) as stored:
                assert hashlib.sha256(stored.read()).hexdigest() == file.sha256

    def test_a_backup_of_the_phone_is_taken_in_at_the_office(
        self, inspector: Page
    ) -> None:
        before = set(FieldRecord.objects.values_list("pk", flat=True))
        with phone.offline(inspector.context):
            phone.begin_unplanned(inspector)
            phone.lock_record(inspector)
            phone.outbox(inspector)
            with inspector.expect_download() as saved:
                inspector.locator(".top button").click()
            officer = User.objects.with_standing().get(username=INSPECTOR)
            with Path(saved.value.path()).open("rb") as file:
                (taken,) = cases.take_in_backup(
                    upload=file, by=officer, at=timezone.now()
                )
        assert taken.record.is_complete
        # The phone hears that the office has it all already.
        expect(inspector.locator(".ob .chip.s-ok")).to_be_visible(timeout=30_000)
        record = FieldRecord.objects.exclude(pk__in=before).get()
        assert record.visit is None  # the office enters the place first
        assert record.place_name == "Sạp sách chợ Tân An"
