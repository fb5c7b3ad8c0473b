"""Every page with the demonstration in it: axe, narrow screens, titles, console.

SCREENSHOTS=folder keeps a picture of each page at both widths, to be looked at beside
those of the design.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, StorageState, expect

from agencies.models import User
from demo import loading
from demo.stage import Stage
from facilities.models import Facility
from tests.browser import axe
from tests.browser.conftest import (
    DESK,
    HEIGHT,
    PASSWORD,
    PHONE,
    PageOf,
    context_of,
    log_in,
)
from tests.browser.every_page import NO_PAGES, ROWS
from tests.browser.given_cases import joint_case
from tests.browser.records import planned_visit, visit_under_way
from tests.browser.row import AT_SECOND_FACTOR, WITH_SECOND_FACTOR, Row
from web.urls import urlpatterns

pytestmark = pytest.mark.browser

# The desk at 200 % zoom; the narrowest phone.
ZOOMED, NARROWEST = 683, 360
_IS_WIDE = """() => {
  const {scrollWidth, clientWidth} = document.documentElement;
  return scrollWidth > clientWidth;
}"""
# For its other officers a page is looked at on the phone only.
FIRST = {(row.name, row.sends): row for row in reversed(ROWS)}
# Which address had a title first.
SEEN: dict[str, str] = {}


@pytest.fixture(scope="module")
def demonstration(site: str) -> None:
    """All of the demonstration, and two visits of today."""
    loading.load(at=timezone.now())
    stage = Stage.with_everybody()
    signs = {"F1": "9900000016", "F2": "9900000023"}
    for sign, code in signs.items():
        stage.facilities[sign] = Facility.objects.get(tax_code=code).pk
    planned_visit(stage, "F2")
    visit_under_way(stage, "F1")
    joint_case(stage)


@pytest.fixture(scope="module")
def pages(browser: Browser) -> Iterator[dict[str, Page]]:
    """The page of each officer, by user name; strangers have pages of their own."""
    kept: dict[str, Page] = {}
    yield kept
    for page in kept.values():
        page.context.close()


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    return []


@pytest.fixture
def page_of(
    browser: Browser,
    site: str,
    logins: dict[str, StorageState],
    pages: dict[str, Page],
    complaints: list[str],
) -> Iterator[PageOf]:
    """One page for an officer: what one row fetched, the next one has at hand."""
    complaints.clear()

    def open_for(username: str) -> Page:
        page = pages.get(username)
        if page is None:
            context = context_of(browser, site, logins, username, complaints)
            axe.bring(context)
            page = context.new_page()
            # Who begins to log in is nobody any more: each stranger has his own.
            pages[username or f"stranger {len(pages)}"] = page
        return page

    yield open_for
    assert complaints == []


class TestEveryPage:
    def test_has_its_row(self) -> None:
        names = {pattern.name for pattern in urlpatterns}
        assert names == NO_PAGES.keys() | {row.name for row in ROWS}

    @pytest.mark.parametrize("row", ROWS, ids=str)
    def test_is_for_everybody(
        self, row: Row, demonstration: None, page_of: PageOf
    ) -> None:
        page = shown(row, page_of)

        assert page.locator("html").get_attribute("lang") == "vi"
        title, path = page.title(), page.url.split("?")[0]
        assert title.removesuffix(" · Liên Ngành").strip(" ·")
        assert SEEN.setdefault(title, path) == path
        assert page.locator("h1").count() == 1
        faults = []
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            keep_picture(page, row, width)
            if width == PHONE or row is FIRST[row.name, row.sends]:
                faults += axe.grave_violations(page)
        assert faults == []
        assert [w for w in (DESK, ZOOMED, NARROWEST) if scrolls_sideways(page, w)] == []


def shown(row: Row, page_of: PageOf) -> Page:
    """The row's page, open, in whatever way one comes there."""
    page = page_of(row.officer)
    page.set_viewport_size({"width": DESK, "height": HEIGHT})
    if row.name == "mfa_authenticate":
        give_second_factor(AT_SECOND_FACTOR)
        page.goto("/login/")
        log_in(page, AT_SECOND_FACTOR)
        page.wait_for_url("**/login/code/")
        return page
    if row.officer == WITH_SECOND_FACTOR:
        give_second_factor(WITH_SECOND_FACTOR)
    address = reverse(row.name, args=row.arguments()) + row.query
    page.goto(address)
    if "/me/confirm/?" in page.url:
        page.fill("#id_password", PASSWORD)
        page.click("main form button.pri")
        page.wait_for_url(f"**{address}")
    assert page.url.endswith(address)
    if row.sends:
        with page.expect_navigation():
            page.locator("main form button.pri").last.click()
        expect(page.locator(".errors")).to_be_visible()
    return page


def give_second_factor(username: str) -> None:
    """The officer has an authenticator app and recovery codes, as if set up before."""
    officer = User.objects.get(username=username)
    if not Authenticator.objects.filter(user=officer).exists():
        TOTP.activate(officer, generate_totp_secret())
        RecoveryCodes.activate(officer)


def scrolls_sideways(page: Page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    return bool(page.evaluate(_IS_WIDE))


def keep_picture(page: Page, row: Row, width: int) -> None:
    folder = os.environ.get("SCREENSHOTS", "")
    if folder:
        path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", page.url.split("/", 3)[3])
        name = re.sub(
            r"[/?]+", "_", f"{width}_{path}{row.officer}{'_sent' * row.sends}"
        )
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
