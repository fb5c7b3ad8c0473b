"""A phone under test, and a server that does what it is told: cut, silent, wrong.

The server of the product is tested beside (tests/api/field); here the other end of the
line is ours, so that every break can happen at the place where it hurts.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Route,
    StorageState,
    expect,
)

from kernel.clock import local_day

OFFICER, OTHER = "11", "12"
PIN = "240816"
API = "**/api/v1/field/**"
SCREEN = {"width": 390, "height": 768}
TODAY = "01890000-0000-7000-8000-000000000001"
TOMORROW = "01890000-0000-7000-8000-000000000002"
ITEMS = 4
File = tuple[str, str, bytes]  # name, type, content


def visit(id: str, number: str, name: str, day: str) -> dict[str, Any]:
    return {
        "id": id,
        "number": number,
        "version": 3,
        "state": "DECIDED",
        "mode": "AD_HOC",
        "kind": "CHECK",
        "content": [],
        "planned_on": day,
        "starts_at": f"{day}T14:00:00+07:00",
        "facility": {
            "id": f"{id[:-1]}9",
            "code": "DL-IN-0002",
            "name": name,
            "trade_name": "",
            "kinds": ["PRINTING"],
            "address": "12 Lê Duẩn, Phường Tân An",
            "ward": "Phường Tân An",
            "ward_code": "24133",
            "representative": "Nguyễn Thị Kim Loan",
            "phone_masked": "•••• 1234",
            "licences": [
                {
                    "kind": "Giấy phép hoạt động in",
                    "number": "12/GP-STTTT",
                    "issued_on": "2024-03-05",
                    "expires_on": None,
                    "status": "VALID",
                }
            ],
            "equipment": [],
            "print_jobs": [
                {
                    "title": "Truyện cổ Ê Đê",
                    "registration_no": "1234-2026/CXBIPH",
                    "decision_no": "56/QĐ-NXB",
                    "licensed_copies": 1000,
                    "printed_copies": 1000,
                    "printed_on": day,
                }
            ],
            "last_results": [],
        },
        "team": [{"id": OFFICER, "name": "Mạc Văn Kiểm", "role": "LEAD"}],
        "checklist": {
            "id": "01890000-0000-7000-8000-00000000000a",
            "code": "IN",
            "version": 1,
            "title": "Phiếu kiểm tra cơ sở in",
            "sections": [
                {
                    "title": "Phần B. Hoạt động in",
                    "items": [item(at) for at in range(1, ITEMS + 1)],
                }
            ],
        },
        "answers": [],
    }


def item(at: int) -> dict[str, Any]:
    return {
        "id": f"01890000-0000-7000-8000-0000000001{at:02}",
        "code": f"B{at}",
        "text": f"Có quyết định xuất bản cho từng ấn phẩm đang in ({at})",
        "basis": "",
        "help": "Đối chiếu bìa lót với quyết định." if at == 1 else "",
        "on_fail": {"photo": True, "note": True},
    }


def visits() -> list[dict[str, Any]]:
    now = local_day(datetime.now(UTC))
    following = now + timedelta(days=1)
    return [
        visit(TODAY, "KT-2026-0312", "Cơ sở in Minh Phát", now.isoformat()),
        visit(TOMORROW, "KT-2026-0313", "Nhà sách Hoa Cúc", following.isoformat()),
    ]


class Server:
    """Holds what reached it; `trouble` may answer instead, once for each entry."""

    def __init__(self) -> None:
        self.user: str | None = OFFICER
        self.records: dict[str, dict[str, Any]] = {}
        self.complete: set[str] = set()
        self.files: dict[str, bytes] = {}
        self.calls: list[str] = []
        self.trouble: list[Callable[[str, Route], bool]] = []
        self.is_cut = False
        self.visits = visits()
        key = ec.generate_private_key(ec.SECP256R1()).public_key()
        self.point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def serve(self, context: BrowserContext) -> None:
        context.route(API, self.answer)
        LINES[context] = self

    def answer(self, route: Route) -> None:
        if self.is_cut:
            route.abort("internetdisconnected")
            return
        path = route.request.url.split("/api/v1/field/")[1].split("?")[0]
        call = f"{route.request.method} {path}"
        self.calls.append(call)
        for trouble in list(self.trouble):
            if trouble(call, route):
                return
        if path == "ping":
            tell(route, self.ping())
        elif self.user is None:
            refuse(route, 401, "not_authenticated", "Hãy đăng nhập.")
        else:
            self.known(path, route)

    def known(self, path: str, route: Route) -> None:
        match path.strip("/").split("/"):
            case ["csrf"]:
                tell(route, {"token": "x" * 32})
            case ["key"]:
                tell(route, self.key())
            case ["visits"]:
                tell(route, self.download())
            case ["devices", _]:
                tell(route, {"server_time": now()})
            case ["records", id]:
                self.records[id] = json.loads(route.request.post_data or "")
                tell(route, self.told(id))
            case ["records", id, "complete"]:
                if not self.missing(id):
                    self.complete.add(id)
                tell(route, self.told(id))
            case ["files", sha256]:
                self.take(sha256, route)

    def take(self, sha256: str, route: Route) -> None:
        body = route.request.post_data_buffer or b""
        own = hashlib.sha256(body).hexdigest()
        if own != sha256:
            refuse(route, 422, "hash_differs", own)
            return
        self.files[sha256] = body
        tell(route, {"sha256": sha256, "size": len(body), "received_at": now()})

    def missing(self, id: str) -> list[str]:
        named = [file["sha256"] for file in self.records[id]["files"]]
        return [sha256 for sha256 in named if sha256 not in self.files]

    def told(self, id: str) -> dict[str, Any]:
        missing = self.missing(id)
        named = [file["sha256"] for file in self.records[id]["files"]]
        return {
            "id": id,
            "state": "COMPLETE" if id in self.complete else "RECEIVING",
            "supplement": False,
            "received_at": now(),
            "server_time": now(),
            "missing": missing,
            "held": [sha256 for sha256 in named if sha256 not in missing],
            "conflicts": [],
            "visit": None,
        }

    def ping(self) -> dict[str, Any]:
        return {
            "product": "lien-nganh",
            "time": now(),
            "user": self.user,
            "name": self.user and "Mạc Văn Kiểm",
            "app": {"current": "1", "oldest": "1"},
        }

    def key(self) -> dict[str, Any]:
        return {
            "id": "k1",
            "algorithm": "ECDH-P256+HKDF-SHA256+A256GCM",
            "public_key": base64.b64encode(self.point).decode(),
        }

    def download(self) -> dict[str, Any]:
        return {
            "results": self.visits,
            "wards": [{"code": "24133", "name": "Phường Tân An"}],
            "phrases": [
                {
                    "id": "p1",
                    "item": None,
                    "text": "Không xuất trình được quyết định xuất bản.",
                }
            ],
            "indicators": [
                {"code": "CI-344b", "copies_over": 2000, "text": "Trên 2.000 bản."}
            ],
            "server_time": now(),
        }

    def was_asked(self, part: str) -> bool:
        return any(call.startswith(part) for call in self.calls)

    def puts(self, part: str) -> list[str]:
        return [call for call in self.calls if call.startswith(f"PUT {part}")]


def now() -> str:
    return datetime.now(UTC).isoformat()


def tell(route: Route, answer: dict[str, Any]) -> None:
    route.fulfill(json=answer)


def refuse(route: Route, status: int, code: str, detail: str) -> None:
    problem = {"status": status, "code": code, "title": code, "detail": detail}
    route.fulfill(
        status=status, content_type="application/problem+json", body=json.dumps(problem)
    )


def once(part: str, act: Callable[[Route], None], skip: int = 0) -> Any:
    """A trouble for one call to `part` (a PUT unless told), after `skip` good ones."""
    start = part if " " in part else f"PUT {part}"
    left = [skip]

    def trouble(call: str, route: Route) -> bool:
        if not call.startswith(start) or left[0] < 0:
            return False
        left[0] -= 1
        if left[0] >= 0:
            return False
        act(route)
        return True

    return trouble


# --- What a person does


def unlock(page: Page, pin: str = PIN) -> None:
    page.locator("input.pin").first.fill(pin)


def set_up(page: Page) -> None:
    """Open the app for the first time and choose a PIN."""
    page.goto("/field/")
    for box in range(2):
        page.locator("input.pin").nth(box).fill(PIN)
    expect(page.locator("nav.dock")).to_be_visible()


def download(page: Page) -> None:
    page.locator("nav.dock .btn.pri").click()
    expect(page.locator(".visit")).to_have_count(2)


def answer(page: Page, result: str) -> None:
    page.locator(f'.seg input[value="{result}"]').check()
    expect(page.locator(".saved").first).to_be_visible()


def next_item(page: Page) -> None:
    page.locator("nav.dock .btn.pri").click()


def shoot(page: Page, count: int) -> None:
    """Through the in-page camera: open, so many shots, close."""
    page.locator(".pics button").first.click()
    for shot in range(1, count + 1):
        page.locator(".shutter").click()
        expect(page.locator(".shots")).to_have_text(str(shot))
    page.locator(".cam-done").click()


def fail_item(page: Page, photos: int) -> None:
    answer(page, "FAIL")
    page.locator(".phrases button").first.click()
    shoot(page, photos)
    expect(page.locator(".pic")).to_have_count(photos)


def choose(page: Page, files: Sequence[File]) -> None:
    with page.expect_file_chooser() as asked:
        page.locator(".pics button").nth(1).click()
    asked.value.set_files(
        [{"name": name, "mimeType": kind, "buffer": held} for name, kind, held in files]
    )


def seize(page: Page, photos: int) -> None:
    """One lot of goods; who enters text taps the field first."""
    page.locator('input[value="EXHIBIT"]').check()
    type_in(page.locator("main input.fld").nth(0), "Sách Tiếng Việt lớp 4")
    type_in(page.locator("main input.fld").nth(1), "1.240")
    page.locator('input[value="COPY"]').check()
    type_in(page.locator("main textarea"), "Còn nguyên")
    type_in(page.locator("main input.fld").nth(2), "NP-07")
    shoot(page, photos)
    page.locator("nav.dock .btn.pri").click()
    expect(page.locator("h2 a")).to_be_visible()


def type_in(field: Locator, words: str) -> None:
    field.click()
    field.fill(words)


def begin_unplanned(page: Page, files: Sequence[File] = ()) -> None:
    """From the list: a visit nobody had foreseen, with one note and its files."""
    page.locator('a[href="/field/new/"]').click()
    fields = page.locator("main .fld")
    fields.nth(1).fill("Sạp sách chợ Tân An")
    fields.nth(2).fill("Chợ Tân An")
    fields.nth(3).select_option("24133")
    fields.nth(4).select_option("TIP_OFF")
    page.locator("main textarea").fill("Nguồn gốc sách")
    page.locator("nav.dock .btn.pri").click()
    page.locator('a[href$="/notes/"]').click()
    page.locator("main textarea").fill("Không có hóa đơn.")
    if files:
        choose(page, files)
        expect(page.locator(".pic")).to_have_count(len(files))
    page.locator(".top a").click()
    page.locator("nav.dock .btn.pri").click()
    page.locator("main .fld").first.fill("Trần Văn Sạp")


def draw_signature(page: Page) -> None:
    box = page.locator("canvas.pad").bounding_box()
    assert box is not None
    left, top = box["x"] + 40, box["y"] + 40
    page.mouse.move(left, top)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(left + 15 * step, top + (20 if step % 2 else 60))
    page.mouse.up()


def lock_record(page: Page) -> None:
    page.locator("canvas.pad").scroll_into_view_if_needed()
    draw_signature(page)
    page.locator("nav.dock .btn.pri").click()
    page.locator("dialog.ask .btn.pri").click()
    page.wait_for_url("**/locked/")


def record_visit(page: Page, photos: int = 1, visit: int = 0) -> None:
    """A visit of the list: one item fails with photos, the others pass; then locked."""
    page.locator(".visit").nth(visit).click()
    fail_item(page, photos)
    next_item(page)
    for _ in range(ITEMS - 1):
        answer(page, "PASS")
        next_item(page)
    lock_record(page)


# What answers in place of the network answers without one too: it is cut by hand.
LINES: WeakKeyDictionary[BrowserContext, Server] = WeakKeyDictionary()


@contextmanager
def offline(context: BrowserContext) -> Iterator[None]:
    server = LINES.get(context) or Server()
    server.is_cut = True
    context.set_offline(True)
    try:
        yield
    finally:
        server.is_cut = False
        context.set_offline(False)
        # Chromium tells a page so only where the machine itself has a network.
        for page in context.pages:
            page.evaluate("navigator.onLine || dispatchEvent(new Event('online'))")


def outbox(page: Page, records: int = 1) -> None:
    page.evaluate("history.pushState(null, '', '/field/outbox/')")
    page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    expect(page.locator(".ob li")).to_have_count(records)


def until(page: Page, condition: Callable[[], bool]) -> None:
    """Wait, ten seconds at most, for what the server has seen."""
    for _ in range(200):
        if condition():
            return
        page.wait_for_timeout(50)
    assert condition()


def settle(page: Page) -> None:
    """The sender has ended its run."""
    page.wait_for_function("async () => !(await navigator.locks.query()).held.length")


def send_now(page: Page) -> None:
    page.locator("nav.dock .btn.pri").click()


def be_kept(page: Page) -> None:
    """Its worker is in charge: the app opens without a network."""
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def kept_on(page: Page, store: str) -> int:
    return page.evaluate(
        """async (name) => {
          const { all } = await import("/static/field/store.js");
          const { who } = await import("/static/field/lock.js");
          return (await all(name, who())).length;
        }""",
        store,
    )


# --- The phone itself

NewPhone = Callable[..., BrowserContext]


def phone_of(
    browser: Browser,
    site: str,
    errors: list[str],
    *,
    state: StorageState | None = None,
    opens_offline: bool = True,
) -> BrowserContext:
    """A new phone; `errors` hears what its pages complain of."""
    context = browser.new_context(
        base_url=site,
        storage_state=state,
        viewport=SCREEN,
        locale="vi-VN",
        has_touch=True,
        permissions=["camera", "geolocation"],
        geolocation={"latitude": 12.68, "longitude": 108.04, "accuracy": 12},
    )
    if not opens_offline:
        # To fetch the app twice, for itself and for its worker, takes a second.
        context.add_init_script("delete Navigator.prototype.serviceWorker")
    context.set_default_timeout(15_000)
    context.on("weberror", lambda fault: errors.append(str(fault.error)))
    context.on(
        "console",
        lambda said: (
            errors.append(said.text)
            if said.type == "error" and "Failed to load resource" not in said.text
            else None
        ),
    )
    return context


@pytest.fixture
def new_phone(browser: Browser, site: str) -> Iterator[NewPhone]:
    """A phone whose line ends at the given server, else at the product's own."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(
        server: Server | None,
        state: StorageState | None = None,
        *,
        opens_offline: bool = False,
    ) -> BrowserContext:
        context = phone_of(
            browser, site, errors, state=state, opens_offline=opens_offline
        )
        if server is not None:
            server.serve(context)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.fixture
def field_server() -> Server:
    return Server()


def ready(page: Page) -> Page:
    """With a PIN and two visits on it."""
    set_up(page)
    download(page)
    return page


@pytest.fixture
def phone_page(new_phone: NewPhone, field_server: Server) -> Page:
    """A phone with a PIN and two visits on it; it opens with the network alone."""
    return ready(new_phone(field_server).new_page())


@pytest.fixture
def kept_page(new_phone: NewPhone, field_server: Server) -> Page:
    """The same, and its worker opens it without a network."""
    page = ready(new_phone(field_server, opens_offline=True).new_page())
    be_kept(page)
    return page
