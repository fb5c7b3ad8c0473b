"""The pages without a mouse: the focus is seen, follows the order, and is not lost."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.models import Case
from cases.states import CaseState
from demo import desks
from demo.matters import MATTERS, WARD_OF_DONG_HOA
from demo.stage import Performance, Stage
from tests.browser.conftest import PageOf

pytestmark = pytest.mark.browser

HANDLER = "xa.donghoa"
MOST_STOPS = 80
# Where the focus is, and whether the style sheet shows it there.
_FOCUS = """() => {
  const at = document.activeElement;
  const style = getComputedStyle(at);
  return {
    tag: at.tagName,
    isSeen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
      || style.boxShadow !== 'none',
    inView: (({top, bottom, width}) =>
      width > 0 && bottom > 0 && top < innerHeight)(at.getBoundingClientRect()),
    html: at.outerHTML.slice(0, 120),
  };
}"""


@pytest.fixture(scope="module")
def number(site: str) -> str:
    """A case just received by the ward of Đông Hòa."""
    now, stage = timezone.now(), Stage.with_everybody()
    matters = [m for m in MATTERS if m.house == WARD_OF_DONG_HOA]
    plays = [desks.play(stage, matter, loaded_at=now) for matter in matters]
    Performance(plays).run(until=now)
    return Case.objects.get(state=CaseState.RECEIVED).number


class TestKeyboard:
    def test_skips_to_the_content_first(self, page_of: PageOf) -> None:
        page = page_of(HANDLER)
        page.goto("/")

        page.keyboard.press("Tab")
        expect(page.locator("a.skip")).to_be_focused()
        expect(page.locator("a.skip")).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")

        assert page.evaluate("() => !!document.activeElement.closest('#main')")

    def test_jumps_to_the_search_with_a_slash(
        self, page_of: PageOf, number: str
    ) -> None:
        page = page_of(HANDLER)
        page.goto("/facilities/")

        page.keyboard.press("/")
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type("lich dong hoa/")  # in a field a key is a letter
        page.keyboard.press("Backspace")
        page.keyboard.press("Enter")

        page.wait_for_url("**/search/?q=*")
        expect(page.locator("main .card:has(#g-cases) .ttl")).to_have_count(1)
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/cases/{number}/")

    def test_lists_its_keys_and_gives_the_focus_back(self, page_of: PageOf) -> None:
        page = page_of(HANDLER)
        page.goto("/cases/")
        page.keyboard.press("Tab")

        page.keyboard.press("?")
        expect(page.locator("dialog#keys")).to_be_visible()
        page.keyboard.press("Escape")

        expect(page.locator("dialog#keys")).to_be_hidden()
        expect(page.locator("a.skip")).to_be_focused()

    def test_brings_a_wrong_form_to_its_errors(self, page_of: PageOf) -> None:
        page = page_of(HANDLER)
        page.goto("/cases/new/")
        tab_to(page, "#id_title")
        page.keyboard.press("Enter")

        summary = page.locator(".errors")
        expect(summary).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#id_title")).to_be_focused()

    def test_takes_a_step_of_a_case(self, page_of: PageOf, number: str) -> None:
        page = page_of(HANDLER)
        page.goto(f"/cases/{number}/")

        tab_to(page, 'a[href$="/do/start_verification/"]')
        page.keyboard.press("Enter")
        page.wait_for_url("**/do/start_verification/")
        tab_to(page, "#id_note")
        page.keyboard.type("Đã gọi điện cho người đứng đơn.")
        tab_to(page, "main form button.pri")
        page.keyboard.press("Enter")

        page.wait_for_url(f"**/cases/{number}/")
        expect(
            page.locator("#main > .msgs [role=status], #main > .msgs")
        ).to_have_count(1)
        assert Case.objects.get(number=number).state == CaseState.VERIFYING


class TestNarrowedList:
    def test_keeps_what_was_chosen_while_another_word_is_typed(
        self, page_of: PageOf
    ) -> None:
        page = page_of("so.lanhdao")
        page.goto("/inspections/new/")
        members = page.locator("#id_members")
        box = members.locator("xpath=preceding-sibling::input[@type='search']")
        texts = members.locator("option").all_inner_texts()
        first, second = texts[0], texts[-1]

        box.fill(first)
        members.select_option(label=first)
        box.fill(second)
        expect(members.locator("option")).to_have_text([first, second])
        members.evaluate(  # as Ctrl and a click do
            "(list) => { list.options[1].selected = true; }"
        )
        box.fill("")

        expect(members.locator("option")).to_have_count(len(texts))
        assert members.evaluate(
            "(list) => [...list.selectedOptions].map((option) => option.text)"
        ) == [first, second]


def tab_to(page: Page, selector: str) -> None:
    """Tab until the element has the focus; on the way each stop can be seen."""
    aim = page.locator(selector).last
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(_FOCUS)
        assert at["tag"] != "BODY", f"The focus left the page before {selector}."
        assert at["isSeen"], f"The focus cannot be seen: {at['html']}"
        assert at["inView"], f"The focus is out of view: {at['html']}"
        if aim.evaluate("el => el === document.activeElement"):
            return
    raise AssertionError(f"{selector} was not reached.")
