"""A Chromium, the served product on a database of the module's own, officers in it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connections
from django.test import TransactionTestCase, override_settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    StorageState,
    sync_playwright,
)
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from agencies.models import User
from tests import chromium
from tests.browser.field_phone import (
    field_server as field_server,
)
from tests.browser.field_phone import (
    kept_page as kept_page,
)
from tests.browser.field_phone import (
    new_phone as new_phone,
)
from tests.browser.field_phone import (
    phone_page as phone_page,
)

PASSWORD = "mưa rừng tháng bảy"  # noqa: S105 - only here
# A desk and a phone; names in Vietnamese take more room than in English.
DESK, PHONE = 1366, 390
HEIGHT = 768
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A camera for the phone app, and nobody asked whether it may be used.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
PageOf = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if not path:
        pytest.fail("No Chromium: set CHROMIUM, or run ./dev test, which gets one.")
    # Playwright keeps an event loop in this thread, which Django takes for async code:
    # it keeps connections apart for that while. One left open here would be cut off
    # when the database is made anew, and nobody would know until its next use.
    connections.close_all()
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE", "")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as tools:
        started = tools.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()
        connections.close_all()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(scope="module", autouse=True)
def media_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The files of a module's records stay as long as the records."""
    folder = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=folder):
        yield folder


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, media_root: Path
) -> Iterator[str]:
    """The address of the served product; its officers have a password.

    A module's tests go on where the one before left the records: a fresh database for
    each would cost more than all they do.
    """
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=quick):
        User.objects.update(password=make_password(PASSWORD))
        server = LiveServer("127.0.0.1")
        try:
            yield server.url
        finally:
            server.stop()
            # What pytest-django calls after a test that commits: a fresh copy.
            TransactionTestCase()._fixture_teardown()


@pytest.fixture(scope="module")
def logins() -> dict[str, StorageState]:
    """Cookies of who has logged in already, by user name."""
    return {}


@pytest.fixture
def forget(logins: dict[str, StorageState]) -> Callable[[str], None]:
    """Lets an officer log in anew on his next page."""

    def log_out(username: str) -> None:
        logins.pop(username, None)

    return log_out


@pytest.fixture
def page_of(
    browser: Browser, site: str, logins: dict[str, StorageState]
) -> Iterator[PageOf]:
    """A page as an officer sees it, each in a browser context of his own.

    No name: somebody who has not logged in. At the end of the test no page may have
    put an error into its console: no script that failed, nothing that the content
    security policy had to stop.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_for(username: str, width: int = DESK) -> Page:
        context = context_of(browser, site, logins, username, complaints, width=width)
        contexts.append(context)
        return context.new_page()

    yield open_for
    for context in contexts:
        context.close()
    assert complaints == []


def context_of(
    browser: Browser,
    site: str,
    logins: dict[str, StorageState],
    username: str,
    complaints: list[str],
    *,
    width: int = DESK,
) -> BrowserContext:
    """A context in which the officer is logged in; what goes wrong is complained of."""
    if username and username not in logins:
        logins[username] = _log_in(browser, site, username)
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": HEIGHT},
        storage_state=logins.get(username),
        locale="vi-VN",
    )
    context.set_default_timeout(15_000)
    _listen(context, complaints)
    return context


def log_in(page: Page, username: str) -> None:
    """Through the login page, where the page already is."""
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.click("main button.pri")


def _log_in(browser: Browser, site: str, username: str) -> StorageState:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto("/login/")
    log_in(page, username)
    page.wait_for_url(re.compile(f"^{re.escape(site)}/$"))
    state = context.storage_state()
    context.close()
    return state


def _listen(context: BrowserContext, complaints: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        # Answers that are errors are told by `on_response`; refused forms are no fault.
        is_answer = message.text.startswith("Failed to load resource: the server")
        if message.type == "error" and not is_answer:
            complaints.append(f"{message.page and message.page.url}: {message.text}")

    def on_response(answer: Response) -> None:
        is_page = answer.request.is_navigation_request()
        if answer.status >= 500 or (answer.status >= 400 and not is_page):
            complaints.append(f"{answer.status} {answer.url}")

    context.on("console", on_console)
    context.on("response", on_response)
    context.on("weberror", lambda error: complaints.append(f"{error.error}"))
