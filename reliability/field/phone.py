"""The phone app itself, in a headless Chromium: its own outbox sends.

A browser lives in the thread that started it, so everything here runs in one of its
own, and that thread knows nothing of the database.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect, sync_playwright

from tests import chromium

PIN = "240816"
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_SCREEN = {"width": 390, "height": 768}

# A picture that no other is like, through the app's own modules into its own store.
_TAKE = """
async ({ id, number, count, width, height }) => {
  const at = "/static/field/";
  const [photos, records, visits, { uuid7 }, { filesOf }] = await Promise.all(
    ["photos", "records", "visits", "ids", "body"].map(
      (name) => import(`${at}${name}.js`),
    ),
  );
  const record = records.ofVisit(await visits.load(id));
  const items = visits.itemsOf(record.form);
  let state = number * 7919 + 1;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const picture = () => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    for (let spot = 0; spot < 400; spot += 1) {
      const [r, g, b] = [random(), random(), random()].map((part) => part * 255);
      context.fillStyle = `rgb(${r} ${g} ${b})`;
      const [left, top] = [random() * width, random() * height];
      context.fillRect(left, top, random() * 160, random() * 120);
    }
    return canvas.transferToImageBitmap();
  };
  const part = (item, result) => {
    const at = new Date().toISOString();
    const answer = { id: uuid7(), result, note: "Không có hóa đơn.", at, files: [] };
    record.answers[item.id] = answer;
    return answer;
  };
  // The first question fails with half of the photos, the rest belongs to a note.
  const failed = part(items[0], "FAIL");
  items.slice(1).forEach((item) => part(item, "PASS"));
  const seen = new Date().toISOString();
  const note = { id: uuid7(), text: "Toàn cảnh", at: seen, files: [] };
  record.notes.push(note);
  for (let shot = 0; shot < count; shot += 1) {
    const meta = await photos.keepShot(picture(), record.id);
    records.attach(record, shot % 2 ? note : failed, meta);
    await records.save(record);
  }
  const hashes = filesOf(record);
  let size = 0;
  for (const hash of hashes) {
    const bytes = await photos.bytesOf(hash);
    const own = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hex = [...own].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hex !== hash) throw new Error(`${hash} is stored as ${hex}`);
    size += bytes.byteLength;
  }
  await records.lockRecord(record);
  return { id: record.id, hashes, size };
}
"""
# "Gửi ngay": returns when the sender's run has ended, whole or not.
_SEND = """
async () => {
  const { sendNow, state } = await import("/static/field/sync.js");
  const outbox = await import("/static/field/outbox.js");
  await sendNow();
  const rows = await outbox.rows();
  return {
    net: state.net,
    states: Object.fromEntries(rows.map((row) => [row.id, row.state])),
    said: await Promise.all(
      rows.filter((row) => row.state === outbox.FAILED).map(outbox.saidOf),
    ),
  };
}
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """A locked record: its id, its photos' hashes in order, how many bytes they are."""

    id: str
    hashes: list[str]
    size: int


class Phone:
    def __init__(self, page: Page) -> None:
        self.page = page

    def begin(self, visits: int) -> None:
        """Open the app, choose a PIN, download the visits."""
        self.page.goto("/field/")
        for box in range(2):
            self.page.locator("input.pin").nth(box).fill(PIN)
        expect(self.page.locator("nav.dock")).to_be_visible()
        self.page.locator("nav.dock .btn.pri").click()
        expect(self.page.locator(".visit")).to_have_count(visits)

    def take(
        self, visit: str, *, number: int, count: int, size: tuple[int, int]
    ) -> Taken:
        """A record of the visit with so many photos, locked; not sent yet."""
        self.touch()
        width, height = size
        asked = {"id": visit, "number": number, "count": count}
        asked |= {"width": width, "height": height}
        return Taken(**self.page.evaluate(_TAKE, asked))

    def send(self) -> dict[str, Any]:
        """Send, as when the person asks or the network returns; what the app says."""
        self.touch()
        said: dict[str, Any] = self.page.evaluate(_SEND)
        return said

    def touch(self) -> None:
        """The screen locks after five minutes in which nobody touches it."""
        if self.page.locator("input.pin").count():
            self.page.locator("input.pin").first.fill(PIN)
            expect(self.page.locator("nav.dock")).to_be_visible()
        self.page.keyboard.press("Shift")

    def send_all(self, *, within: float) -> tuple[int, list[str]]:
        """Until nothing is left to send: how many runs it took, and what went wrong."""
        deadline = time.monotonic() + within
        runs = 0
        while time.monotonic() < deadline:
            told = self.send()
            runs += 1
            if told["said"]:
                return runs, [json.dumps(told["said"], ensure_ascii=False)]
            if set(told["states"].values()) == {"SENT"}:
                return runs, []
        return runs, [f"not sent in {within:.0f} s: {told['states']}"]


@contextmanager
def phone(address: str, cookie: tuple[str, str]) -> Iterator[tuple[Phone, list[str]]]:
    """A phone of somebody who is logged in, and the faults its pages had."""
    faults: list[str] = []
    name, value = cookie
    with sync_playwright() as tools:
        browser = tools.chromium.launch(
            executable_path=chromium.find(), args=list(_ARGUMENTS)
        )
        context = browser.new_context(
            base_url=address, viewport=_SCREEN, locale="vi-VN", has_touch=True
        )
        context.add_cookies([{"name": name, "value": value, "url": address}])
        context.set_default_timeout(30_000)
        context.on("weberror", lambda fault: faults.append(str(fault.error)))
        page = context.new_page()
        # A run of the sender may take long on a bad line.
        page.set_default_timeout(60_000)
        yield Phone(page), faults
        context.close()
        browser.close()
