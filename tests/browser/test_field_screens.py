"""Each screen of the phone app: for everybody, for one hand, in bright light."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser import field_phone as phone
from tests.browser.field_phone import NewPhone, Server

pytestmark = pytest.mark.browser
NARROWEST = 360
# A radio lies over its label, which is the target.
_SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea")]
  .filter((one) => !one.closest(".skip") && one.type !== "file")
  .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
  .filter(([, { width, height }]) => width && (width < 43.5 || height < 43.5))
  .map(([html, { width, height }]) => `${html} ${width}×${height}`)"""
# Besides what each page keeps: 7 to 1, but for what only helps (hints, places, times).
_RULES = """async (tags) => {
  const { violations } = await axe.run({
    runOnly: { type: "tag", values: tags },
    rules: { "color-contrast-enhanced": { enabled: true } },
    resultTypes: ["violations"],
  });
  const helps = /^<(small|dt)|class="(hint|ref|mut|saved|sm|d|over|chip|mark)/;
  const isFaint = (id) => id === "color-contrast-enhanced";
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes
      .filter(({ html }) => !(isFaint(id) && helps.test(html)))
      .filter(() => isFaint(id) || ["serious", "critical"].includes(impact))
      .map(({ html, any }) => `${id} ${html} ${any[0]?.data?.contrastRatio}`),
  );
}"""
_IS_WIDE = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth;
}"""


class Screens:
    """Looks at each screen as it comes; keeps what is wrong, and a picture if asked."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        self.count = 0

    def look(self, name: str) -> None:
        self.count += 1
        page = self.page
        faults = page.evaluate(_RULES, axe.TAGS) + page.evaluate(_SMALL)
        page.set_viewport_size({"width": NARROWEST, "height": phone.SCREEN["height"]})
        if page.evaluate(_IS_WIDE):
            faults.append("wider than the phone")
        page.set_viewport_size(phone.SCREEN)
        self.faults += [f"{name}: {fault}" for fault in faults]
        folder = os.environ.get("SCREENSHOTS", "")
        if folder:
            page.screenshot(path=Path(folder) / f"field_{self.count:02}_{name}.png")


def back(page: Page) -> None:
    page.locator(".top a").first.click()


def press(page: Page) -> None:
    page.locator("nav.dock .btn.pri").click()


class TestScreens:
    def test_are_for_everybody(self, new_phone: NewPhone, field_server: Server) -> None:
        context = new_phone(field_server)
        axe.bring(context)
        page = context.new_page()
        screens = Screens(page)
        page.goto("/field/")
        expect(page.locator("input.pin").first).to_be_visible()
        screens.look("setup")
        phone.set_up(page)
        screens.look("empty")
        phone.download(page)
        screens.look("list")
        page.locator('a[href="/field/new/"]').click()
        press(page)
        expect(page.locator(".field.bad").first).to_be_visible()
        screens.look("new-wrong")
        back(page)
        page.locator('a[href="/field/device/"]').click()
        expect(page.locator("main .btn").first).to_be_visible()
        screens.look("device")
        back(page)
        with phone.offline(context):
            look_at_record(page, screens)
            phone.lock_record(page)
            screens.look("locked")
            phone.outbox(page)
            screens.look("outbox-queued")
        expect(page.locator(".ob .chip.s-ok")).to_be_visible()
        screens.look("outbox-sent")
        page.goto("/field/")
        expect(page.locator("input.pin")).to_be_visible()
        phone.unlock(page, "111111")
        expect(page.locator(".err")).to_be_visible()
        screens.look("pin-wrong")
        assert not screens.faults, "\n".join(screens.faults)


def look_at_record(page: Page, screens: Screens) -> None:
    page.locator(".visit").first.click()
    phone.answer(page, "PASS")
    screens.look("pass")
    phone.next_item(page)
    phone.answer(page, "FAIL")
    press(page)
    expect(page.locator(".err")).to_be_visible()
    screens.look("fail-wrong")
    page.locator(".phrases button").first.click()
    page.locator(".pics button").first.click()
    page.locator(".shutter").click()
    expect(page.locator(".shots")).to_have_text("1")
    screens.look("camera")
    page.locator(".cam-done").click()
    expect(page.locator(".pic")).to_have_count(1)
    screens.look("fail")
    page.locator(".pic").click()
    expect(page.locator("dialog.ask")).to_be_visible()
    screens.look("photo")
    page.locator("dialog .btn.pri").click()
    page.locator(".go").click()
    press(page)
    expect(page.locator(".err").first).to_be_visible()
    screens.look("goods-wrong")
    phone.seize(page, photos=0)
    screens.look("goods")
    back(page)
    page.locator('.top a[href$="/all/"]').click()
    expect(page.locator(".items")).to_be_visible()
    screens.look("all")
    page.locator('a[href$="/facility/"]').click()
    expect(page.locator(".lines").first).to_be_visible()
    screens.look("facility")
    back(page)
    page.locator('a[href$="/titles/"]').click()
    page.locator("nav.dock a").click()
    page.locator("main .fld").nth(0).fill("Truyen co E De")
    page.locator("main .fld").nth(1).fill("2240")
    expect(page.locator(".alarms .note").first).to_be_visible()
    screens.look("title-alarm")
    press(page)
    back(page)
    press(page)
    expect(page.locator("canvas.pad")).to_be_visible()
    screens.look("sign")
    page.locator('a[href$="refused=1"]').click()
    expect(page.locator("main .fld").nth(2)).to_be_visible()
    screens.look("refusal")
    back(page)
    expect(page.locator('a[href$="refused=1"]')).to_be_visible()  # the first pad again
    page.locator("canvas.pad").scroll_into_view_if_needed()
    phone.draw_signature(page)
    press(page)
    expect(page.locator("dialog.ask")).to_be_visible()
    screens.look("lock")
    page.locator("dialog.ask .btn").nth(1).click()
