"""How a person goes through the pages: links, forms, one step after the other."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

_SYSTEM_NOW = timezone.now


class OfficeClock:
    """The present as the doors read it; they alone do, the domain is told the time.

    A walk takes weeks and its test a minute: between two days the clock is put on.
    """

    def __init__(self, start: datetime) -> None:
        self.put_to(start)

    def put_to(self, moment: datetime) -> None:
        self._ahead: timedelta = moment - _SYSTEM_NOW()

    def now(self) -> datetime:
        return _SYSTEM_NOW() + self._ahead


def follow(page: Page, ending: str) -> None:
    page.locator(f'main a[href$="{ending}"]').first.click()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f'input[name="{name}"][value="{value}"]').check()


def option(page: Page, name: str, part: str) -> str:
    """The whole text of the first option that contains a part."""
    options = page.locator(f"#id_{name} option", has_text=part)
    return (options.first.text_content() or "").strip()


def step(page: Page, name: str, *, password: str = "") -> None:
    """Open a step from the record's page and take it as it is offered."""
    follow(page, f"/do/{name}/")
    if password:
        page.fill("#id_password", password)
    send(page)


def send(page: Page) -> None:
    """Send the form; it is taken, and another page comes."""
    with page.expect_navigation():
        page.locator("main form button.pri").last.click()
    expect(page.locator(".errors, .err, .fail")).to_have_count(0)
