"""How long an inspector waits for his phone on the journeys F0 to F6.

Run: ./dev bench field_journeys
A real Chromium of 390 px with the processor slowed four times and a link of 750 kbit/s,
against the served product on a database of its own. Times are the machine's alone. The
slowing does not reach the thread that shrinks photos: the photos are measured once more
with nothing slowed, and four times that stands beside.
"""

from __future__ import annotations

import io
import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import Any

SLOWER = 4
LINK_BITS, LATENCY_MS = 750_000, 100
PHOTOS, SIZE = 14, (2046, 1536)
SHOTS = 5
# Milliseconds, by the interface design.
LIMITS = {
    "F0 download the visits": 20_000,
    "F1 open the app and the visit": 2_000,
    "F2 an answer is saved": 100,
    "F3 a photo": 2_000,
    "F3 a photo, all of it slowed": 2_000,
    "F6 fourteen photos arrive": 75_000,
}
# Waits in the page for what comes after a tap: the person's own time is not in it.
_WAIT = """([tap, done, text]) => {
  window.took = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(done)), 60000);
    let from = null;
    const seen = () => {
      const found = from === null ? null : document.querySelector(done);
      if (!found || (text && found.textContent !== text)) return;
      watch.disconnect();
      resolve(performance.now() - from);
    };
    const watch = new MutationObserver(seen);
    watch.observe(document.body, {
      subtree: true, childList: true, characterData: true, attributes: true,
    });
    const began = (event) => {
      if (from !== null || !event.target.closest(tap)) return;
      from = performance.now();
    };
    for (const kind of ["click", "input"]) addEventListener(kind, began, true);
  });
}"""


def run(*, photos: int = PHOTOS) -> Iterator[dict[str, Any]]:
    """Each journey once, its taps timed in the page."""
    with served() as (page, session):
        yield from walked(page, session, photos=photos)


def walked(page: Any, session: Any, *, photos: int) -> Iterator[dict[str, Any]]:
    from playwright.sync_api import expect

    from tests.browser import field_phone as phone

    expect.set_options(timeout=60_000)
    slow(session)
    took = timed(page, "nav.dock .btn.pri", ".toast.ok")
    yield line("F0 download the visits", [took])

    page.context.set_offline(True)
    begin = time.perf_counter()
    page.reload(wait_until="commit")
    page.locator("input.pin").wait_for()
    opened = (time.perf_counter() - begin) * 1_000
    unlocked = timed(page, "input.pin", ".visit", types=phone.PIN)
    visited = timed(page, ".visit", ".seg")
    parts = [opened, unlocked, visited]
    whole = line("F1 open the app and the visit", [sum(parts)])
    yield {**whole, "parts_ms": [round(part) for part in parts]}

    answers = []
    for _ in range(SHOTS):
        answers.append(timed(page, '.seg input[value="PASS"]', ".saved"))
        page.locator("nav.dock .btn.pri").click()
        expect(page.locator(".seg input:checked")).to_have_count(0)
    yield line("F2 an answer is saved", answers)

    phone.answer(page, "FAIL")
    page.locator("#note").fill("Không xuất trình được quyết định xuất bản.")
    yield line("F3 a photo", shots(page))
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    yield line("F3 a photo, all of it slowed", [ms * SLOWER for ms in shots(page)])

    slow(session)
    yield line("F6 fourteen photos arrive", [sent(page, photos)])


def shots(page: Any) -> list[float]:
    page.locator(".pics button").first.click()
    page.locator(".shutter").wait_for()
    taken = [
        timed(page, ".shutter", ".shots", text=str(shot))
        for shot in range(1, SHOTS + 1)
    ]
    page.locator(".cam-done").click()
    return taken


def sent(page: Any, photos: int) -> float:
    """An unplanned visit with large photos, locked; until the server has all."""
    from playwright.sync_api import expect

    from tests.browser import field_phone as phone

    page.goto("/field/")
    phone.unlock(page)
    page.locator('a[href="/field/new/"]').wait_for()
    phone.begin_unplanned(page, files=[photo(number) for number in range(photos)])
    phone.lock_record(page)
    phone.outbox(page)
    begin = time.perf_counter()
    page.context.set_offline(False)
    expect(page.locator(".ob .chip.s-ok")).to_be_visible(timeout=180_000)
    return (time.perf_counter() - begin) * 1_000


def timed(page: Any, tap: str, done: str, *, text: str = "", types: str = "") -> float:
    """Milliseconds from a tap on `tap`, or from typing there, until `done` is there."""
    page.evaluate(_WAIT, [tap, done, text])
    place = page.locator(tap).first
    if types:
        place.fill(types)
    else:
        place.click(force=tap.startswith(".seg"))
    return float(page.evaluate("window.took"))


def slow(session: Any) -> None:
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": LINK_BITS / 8,
            "uploadThroughput": LINK_BITS / 8,
        },
    )


def line(name: str, took: list[float]) -> dict[str, Any]:
    limit = LIMITS[name]
    ordered = sorted(took)
    return {
        "name": name,
        "n": len(took),
        "p50_ms": round(ordered[len(ordered) // 2], 1),
        "max_ms": round(ordered[-1], 1),
        "limit_ms": limit,
        "ratio": round(ordered[-1] / limit, 3),
    }


def photo(number: int) -> tuple[str, str, bytes]:
    """As large as the camera's are, about 400 kB, each with other bytes."""
    from PIL import Image

    chance = random.Random(number)  # noqa: S311 - no secret
    width, height = SIZE
    noise = chance.randbytes(width * height // 36)
    small = Image.frombytes("L", (width // 6, height // 6), noise)
    out = io.BytesIO()
    small.resize(SIZE).convert("RGB").save(out, "JPEG", quality=40)
    return f"{number}.jpg", "image/jpeg", out.getvalue()


@contextmanager
def served() -> Iterator[tuple[Any, Any]]:
    """The phone's page, with a PIN and its worker, and the debugger of its Chromium."""
    from django.test import override_settings
    from playwright.sync_api import sync_playwright
    from pytest_django.live_server_helper import LiveServer

    from reliability.stage import own_database
    from tests import chromium
    from tests.browser import field_phone as phone
    from tests.browser.conftest import ARGUMENTS

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        stack.enter_context(override_settings(MEDIA_ROOT=folder, ALLOWED_HOSTS=["*"]))
        stack.enter_context(own_database(f"bench_field_{os.getpid()}"))
        prepare()
        server = LiveServer("127.0.0.1")
        stack.callback(server.stop)
        tools = stack.enter_context(sync_playwright())
        browser = tools.chromium.launch(
            executable_path=chromium.find(), args=list(ARGUMENTS)
        )
        stack.callback(browser.close)
        errors: list[str] = []
        context = phone.phone_of(browser, server.url, errors)
        page = context.new_page()
        enter(page)
        phone.set_up(page)
        phone.be_kept(page)
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        yield page, session
        if errors:
            raise RuntimeError(errors)


def prepare() -> None:
    """Two visits of today, decided; officers with a password."""
    from django.contrib.auth.hashers import make_password

    from agencies.models import User
    from demo import facilities
    from demo.loading import ENTERED_AT
    from demo.stage import Stage
    from inspections import services
    from tests.browser.conftest import PASSWORD
    from tests.browser.records import CHAIRMAN, planned_visit

    User.objects.update(password=make_password(PASSWORD))
    stage = Stage.with_everybody()
    facilities.enter_all(stage, at=ENTERED_AT)
    now = datetime.now(tz=UTC)
    for sign in ("F1", "F2"):
        visit = planned_visit(stage, sign)
        stage.on_visit(services.decide_inspection, visit, CHAIRMAN, now)


def enter(page: Any) -> None:
    from tests.browser.conftest import log_in
    from tests.browser.records import INSPECTOR

    page.goto("/login/")
    log_in(page, INSPECTOR)
    page.wait_for_url(lambda address: "/login/" not in address)
