"""M1 and L1 of the interface design: printing from anywhere, and the signing queue.

A step is a press or a tap that the page hears; typed text is none.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import APIResponse, Page, Route, expect

from agencies.models import User
from cases.models import Case
from cases.states import CaseState
from documents import services
from documents.models import IssuedDocument, PaperDraft
from documents.services import DraftInput
from documents.states import DraftState
from tests.browser.conftest import PASSWORD, PageOf
from tests.cases.walk import HANDLER, MANAGER, SIGNER, Walk, received

pytestmark = pytest.mark.browser
# Keys that do something, and taps; letters typed into a field do nothing by themselves.
LISTEN = """
addEventListener("click", (event) => {
  if (event.isTrusted && event.detail) heard("tap");
}, true);
addEventListener("keydown", (event) => {
  const types = event.target.matches("input, textarea, select");
  if (event.key === "Enter" || !types) heard(event.key);
}, true);"""
Steps = list[str]


def officer(username: str) -> User:
    return User.objects.with_standing().get(username=username)


@pytest.fixture(scope="module")
def walk(site: str) -> Walk:
    """A case of the ward with its record made."""
    made = received(officer)
    made.verify()
    made.open()
    made.record()
    return made


@pytest.fixture
def draft(walk: Walk) -> PaperDraft:
    """A letter that waits for the chairman."""
    now = timezone.now()
    handler = officer(HANDLER)
    begun = services.begin_draft(
        form="forward_letter",
        record=walk.case,
        about=walk.case.pk,
        content=DraftInput({"to": "Công an phường Tân Lập", "reason": "Khác địa bàn"}),
        by=handler,
        at=now,
    )
    return services.submit_draft(
        draft=begun, version=1, to=officer(SIGNER), by=handler, at=now
    )


@pytest.fixture
def counted(page_of: PageOf) -> Callable[[str], tuple[Page, Steps]]:
    """A page of an officer, and what he does on it from now on."""

    def open_for(username: str) -> tuple[Page, Steps]:
        page, steps = page_of(username), []
        page.expose_function("heard", lambda said: steps.append(said))
        page.add_init_script(LISTEN)
        return page, steps

    return open_for


def search_for(page: Page, number: str) -> None:
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(number)
    page.keyboard.press("Enter")


def printed(page: Page, address: str) -> APIResponse:
    """What the server answers to the key, fetched beside the page, which stays.

    A page that turns into Chromium's own viewer never says that it has its answer on a
    machine without a network.
    """
    answers: list[APIResponse] = []

    def take(route: Route) -> None:
        answers.append(route.fetch())
        route.fulfill(status=204)

    page.route(address, take)
    with page.expect_response(address):
        page.keyboard.press("p")
    return answers[0]


class TestPrintFromAnyPage:
    """M1: three steps."""

    def test_the_file_of_a_case(self, walk: Walk, counted) -> None:
        page, steps = counted(MANAGER)
        page.goto("/facilities/")
        search_for(page, walk.case.number)
        page.wait_for_url(f"**/cases/{walk.case.number}/")
        began = time.monotonic()
        answer = printed(page, "**/print/case_file/")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF-")
        assert time.monotonic() - began < 3
        assert steps == ["/", "Enter", "p"]

    def test_a_list_and_a_row_of_it(self, walk: Walk, draft, counted) -> None:
        paper = services.sign_draft(
            draft=draft, version=2, by=officer(SIGNER), at=timezone.now()
        )
        page, _steps = counted(HANDLER)
        page.goto("/documents/")
        page.evaluate("window.print = () => (window.printed = true)")
        page.keyboard.press("p")
        assert page.evaluate("window.printed")
        page.keyboard.press("j")
        answer = printed(page, f"**/documents/{paper.pk}/")
        assert answer.headers["content-type"] == "application/pdf"

    def test_is_a_letter_in_a_field(self, walk: Walk, counted) -> None:
        page, _steps = counted(MANAGER)
        page.goto(f"/cases/{walk.case.number}/")
        page.focus("#q")
        page.keyboard.press("p")
        expect(page.locator("#q")).to_have_value("p")
        assert page.url.endswith(f"/cases/{walk.case.number}/")


class TestSigningQueue:
    """L1: four steps, the first page in two seconds."""

    def open_queue(self, page: Page, draft: PaperDraft) -> None:
        page.goto("/")
        page.locator('nav a[href="/documents/to-sign/"]:visible').first.click()
        page.locator(f'main a[href$="/drafts/{draft.pk}/sign/"]').click()
        first = page.locator(".a4w img").first
        began = time.monotonic()
        expect(first).to_have_js_property("complete", value=True)
        assert first.evaluate("(img) => img.naturalWidth") == 1100
        assert time.monotonic() - began < 2
        expect(page.locator("#p-facts")).to_be_in_viewport()

    def test_signs_beside_the_facts(
        self, draft, counted, forget: Callable[[str], None]
    ) -> None:
        forget(SIGNER)
        page, steps = counted(SIGNER)
        self.open_queue(page, draft)
        if page.locator("#id_password").count():
            page.fill("#id_password", PASSWORD)
        page.locator('button[name="act"][value="sign"]').click()
        page.wait_for_url("**/about/")
        paper = IssuedDocument.objects.get(drafted_as=draft)
        expect(page.locator("h1")).to_contain_text(paper.number_text)
        assert steps == ["tap"] * 3

    def test_returns_with_a_reason(self, draft, counted) -> None:
        page, steps = counted(SIGNER)
        self.open_queue(page, draft)
        page.fill("#id_back_reason", "Ghi rõ tên cơ quan nhận.")
        page.locator('button[name="act"][value="return"]').click()
        page.wait_for_url("**/to-sign/")
        draft.refresh_from_db()
        assert draft.state == DraftState.RETURNED
        assert draft.return_reason == "Ghi rõ tên cơ quan nhận."
        assert len(steps) <= 4

    def test_holds_sanction_decisions_too(self, walk: Walk, counted) -> None:
        walk.submit()
        page, steps = counted(SIGNER)
        page.goto("/documents/to-sign/")
        page.locator(f'main a[href*="{walk.case.number}/do/sign_decision/"]').click()
        expect(page.locator(".a4w img").first).to_be_visible()
        assert len(steps) == 1
        assert Case.objects.get().state == CaseState.PENDING_DECISION
