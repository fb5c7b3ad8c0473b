"""F0 to F6 of the interface design: what an inspector does, in so many steps.

A step is a tap of the person, as the page hears it; typed text is none. How long the
machine takes is measured by `./dev bench field_journeys`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import field_phone as phone
from tests.browser.field_phone import ITEMS, NewPhone, Server

pytestmark = pytest.mark.browser
LISTEN = """addEventListener("click", (event) => {
  const isTap = event.isTrusted && !event.target.matches("canvas.pad");
  if (isTap) heard(event.target.outerHTML.slice(0, 80));
}, true);
addEventListener("pointerup", (event) => {
  if (event.isTrusted && event.target.matches("canvas.pad")) heard("signature");
}, true);"""
Steps = Callable[[], list[str]]


@pytest.fixture
def phone_page(new_phone: NewPhone, field_server: Server) -> Page:
    page = new_phone(field_server).new_page()
    phone.set_up(page)
    return page


@pytest.fixture
def steps(phone_page: Page) -> Steps:
    """What the person did since it was asked last."""
    heard: list[str] = []
    phone_page.expose_function("heard", lambda said: heard.append(said))
    phone_page.evaluate(LISTEN)

    def since() -> list[str]:
        done = heard.copy()
        heard.clear()
        return done

    return since


class TestSteps:
    def test_of_a_visit_with_a_signature(
        self, phone_page: Page, field_server: Server, steps: Steps
    ) -> None:
        phone.download(phone_page)
        expect(phone_page.locator(".visit .s-ok")).to_have_count(2)  # ready
        assert len(steps()) == 1  # F0
        with phone.offline(phone_page.context):
            phone_page.locator(".visit").first.click()
            expect(phone_page.locator(".seg")).to_be_visible()
            assert len(steps()) + 1 <= 2  # F1, with the tap that opens the app
            phone.answer(phone_page, "PASS")
            assert len(steps()) == 1  # F2
            phone.next_item(phone_page)
            steps()
            phone.fail_item(phone_page, 5)
            assert len(steps()) <= 9  # F3
            phone_page.locator(".go").click()
            phone.seize(phone_page, photos=2)
            assert len(steps()) <= 12  # F4
            phone_page.locator(".top a").first.click()
            for _ in range(ITEMS - 2):
                phone.answer(phone_page, "PASS")
                phone_page.locator("nav.dock .btn.pri").click()
            expect(phone_page.locator("canvas.pad")).to_be_visible()
            assert len(steps()) == 2 * (ITEMS - 2) + 1
            phone.lock_record(phone_page)
            assert len(steps()) + 1 <= 6  # F5, with the tap that led here
        phone.until(phone_page, lambda: bool(field_server.complete))
        assert steps() == []  # F6
        (record,) = field_server.records.values()
        assert len(field_server.files) == len(record["files"])

    def test_of_a_refusal_with_a_witness(
        self, phone_page: Page, field_server: Server, steps: Steps
    ) -> None:
        phone.download(phone_page)
        phone_page.locator(".visit").first.click()
        phone.answer(phone_page, "PASS")
        phone_page.locator('a[href$="/all/"]').click()
        expect(phone_page.locator(".items")).to_be_visible()
        steps()
        phone_page.locator("nav.dock .btn.pri").click()
        phone_page.locator('a[href$="?refused=1"]').click()
        expect(phone_page.locator("main .fld").first).to_be_focused()
        phone_page.keyboard.type("Không đồng ý")
        phone.type_in(phone_page.locator("main .fld").nth(1), "Lê Thị Chứng")
        phone.lock_record(phone_page)
        assert len(steps()) <= 6  # F5
        phone.until(phone_page, lambda: bool(field_server.complete))
        (record,) = field_server.records.values()
        assert record["signature"] is None
        assert record["refusal"]["reason"] == "Không đồng ý"
        assert record["refusal"]["file"] in field_server.files
