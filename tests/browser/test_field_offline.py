"""The phone app without a network: opened, filled, closed, full, killed, updated."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import field_phone as phone
from tests.browser.field_phone import ITEMS, NewPhone, Server
from web.views import field_app

pytestmark = pytest.mark.browser


class TestWalk:
    def test_a_whole_visit_without_a_network(
        self, kept_page: Page, field_server: Server
    ) -> None:
        with phone.offline(kept_page.context):
            kept_page.reload()
            phone.unlock(kept_page)
            kept_page.locator(".visit").first.click()
            phone.fail_item(kept_page, 2)
            kept_page.locator(".go").click()
            phone.seize(kept_page, photos=2)
            kept_page.goto("/field/")
            phone.unlock(kept_page)
            kept_page.locator(".visit").first.click()
            for _ in range(ITEMS - 1):
                phone.answer(kept_page, "PASS")
                phone.next_item(kept_page)
            phone.lock_record(kept_page)
            kept_page.close()
            again = kept_page.context.new_page()
            again.goto("/field/outbox/")
            phone.unlock(again)
            expect(again.locator(".ob .chip")).to_have_class("chip")
            assert not field_server.records
        again.evaluate("dispatchEvent(new Event('online'))")
        expect(again.locator(".ob .chip.s-ok")).to_be_visible()
        (record,) = field_server.records.values()
        (failed,) = [one for one in record["answers"] if one["result"] == "FAIL"]
        (goods,) = record["goods"]
        assert goods["quantity"] == "1240"
        # Two frames of a camera that stands still may be the same bytes: one file.
        assert failed["files"]
        assert goods["files"]
        named = {*failed["files"], *goods["files"], record["signature"]["file"]}
        assert {file["sha256"] for file in record["files"]} == named
        assert set(field_server.files) == named
        counted = [file["sequence"] for file in record["files"]]
        assert len(set(counted)) == len(counted) >= 3
        assert all(abs(file["server_offset_ms"]) < 60_000 for file in record["files"])

    def test_an_unplanned_visit_has_its_own_record(
        self,
        phone_page: Page,
        field_server: Server,
    ) -> None:
        phone_page.locator('a[href="/field/new/"]').click()
        phone_page.locator("nav.dock .btn.pri").click()
        expect(phone_page.locator(".field.bad")).to_have_count(5)
        phone_page.locator(".top a").click()
        phone.begin_unplanned(phone_page)
        phone.lock_record(phone_page)
        phone.outbox(phone_page)
        expect(phone_page.locator(".ob .chip.s-ok")).to_be_visible()
        (record,) = field_server.records.values()
        assert record["visit"] is None
        assert record["unplanned"]["ground"] == "TIP_OFF"

    def test_a_refusal_needs_the_witness(
        self, phone_page: Page, field_server: Server
    ) -> None:
        phone_page.locator(".visit").first.click()
        for _ in range(ITEMS):
            phone.answer(phone_page, "PASS")
            phone.next_item(phone_page)
        phone_page.locator('a[href$="?refused=1"]').click()
        phone_page.locator("nav.dock .btn.pri").click()
        expect(phone_page.locator(".toast.bad")).to_be_visible()
        for at, words in enumerate(("Không đồng ý", "Lê Thị Chứng", "Tổ trưởng")):
            phone_page.locator("main .fld").nth(at).fill(words)
        phone.lock_record(phone_page)
        phone.outbox(phone_page)
        expect(phone_page.locator(".ob .chip.s-ok")).to_be_visible()
        (record,) = field_server.records.values()
        assert record["signature"] is None
        assert record["refusal"]["witness"] == "Lê Thị Chứng"

    def test_the_alarm_of_the_print_log_appears_at_once(self, phone_page: Page) -> None:
        phone_page.locator(".visit").first.click()
        phone_page.locator('a[href$="/all/"]').click()
        phone_page.locator('a[href$="/titles/"]').click()
        phone_page.locator("nav.dock a").click()
        phone_page.locator("main .fld").nth(0).fill("Truyen co E De")
        phone_page.locator("main .fld").nth(1).fill("1240")
        expect(phone_page.locator(".alarms .note")).to_contain_text("240")


class TestPhotos:
    def test_a_chosen_file_goes_byte_for_byte(
        self, phone_page: Page, field_server: Server
    ) -> None:
        taken = Image.new("RGB", (320, 240), "brown")
        exif = taken.getexif()
        exif[0x010F] = "Máy ảnh"
        file = io.BytesIO()
        taken.save(file, "JPEG", exif=exif)
        phone_page.locator(".visit").first.click()
        phone.answer(phone_page, "PASS")
        phone_page.locator("details summary").click()
        phone.choose(phone_page, [("ảnh cũ.jpg", "image/jpeg", file.getvalue())])
        expect(phone_page.locator(".pic")).to_have_count(1)
        phone.choose(phone_page, [("a.svg", "image/svg+xml", b"<svg/>")])
        expect(phone_page.locator(".toast.bad")).to_contain_text("a.svg")
        phone_page.locator('a[href$="/all/"]').click()
        phone_page.locator("nav.dock .btn.pri").click()
        phone.lock_record(phone_page)
        phone.until(phone_page, lambda: bool(field_server.complete))
        (record,) = field_server.records.values()
        chosen = record["files"][0]
        assert chosen["source"] == "CHOSEN"
        assert chosen["name"] == "ảnh cũ.jpg"
        assert field_server.files[chosen["sha256"]] == file.getvalue()

    def test_the_cameras_picture_is_drawn_small_and_says_nothing_of_itself(
        self, phone_page: Page
    ) -> None:
        made = phone_page.evaluate(
            """async () => {
              const { bytesOf, keepShot } = await import("/static/field/photos.js");
              const canvas = new OffscreenCanvas(4000, 3000);
              canvas.getContext("2d").fillRect(0, 0, 2000, 3000);
              const shot = await canvas.convertToBlob({ type: "image/jpeg" });
              const meta = await keepShot(shot, "r");
              const bytes = new Uint8Array(await bytesOf(meta.sha256));
              return { meta, bytes: [...bytes] };
            }"""
        )
        meta, content = made["meta"], bytes(made["bytes"])
        assert (meta["width"], meta["height"]) == (2048, 1536)
        assert (meta["original_width"], meta["original_height"]) == (4000, 3000)
        photo = Image.open(io.BytesIO(content))
        assert (photo.format, photo.size) == ("JPEG", (2048, 1536))
        assert not photo.getexif()
        assert hashlib.sha256(content).hexdigest() == meta["sha256"]

    def test_without_a_camera_a_file_is_asked_for(self, phone_page: Page) -> None:
        phone_page.evaluate(
            """() => {
              MediaDevices.prototype.getUserMedia = async () => { throw Error("none") };
            }"""
        )
        phone_page.locator(".visit").first.click()
        phone.answer(phone_page, "FAIL")
        with phone_page.expect_file_chooser():
            phone_page.locator(".pics button").first.click()


def paper(size: int) -> tuple[str, str, bytes]:
    return f"{size}.pdf", "application/pdf", b"%PDF-".ljust(size)


class TestStorage:
    def test_a_full_phone_says_so_and_keeps_the_draft(
        self, new_phone: NewPhone, field_server: Server, site: str
    ) -> None:
        page = new_phone(field_server).new_page()
        # Before the first write: the browser goes by what it found then for a while.
        session = page.context.new_cdp_session(page)
        quota = "Storage.overrideQuotaForOrigin"
        session.send(quota, {"origin": site, "quotaSize": 2_000_000})
        phone.ready(page)
        page.locator(".visit").first.click()
        phone.answer(page, "FAIL")
        for size in (400_000, 50_000):
            phone.choose(page, [paper(size + at) for at in range(9)])
            expect(page.locator(".toast.bad")).to_be_visible()
            page.locator(".toast.bad").evaluate("toast => toast.remove()")
        held = page.locator(".pic").count()
        assert 4 <= held < 18
        page.locator(".pics button").first.click()
        for _ in range(9):  # what room is left takes some of these small photos
            page.locator(".shutter").click()
            expect(page.locator(".shutter[aria-busy]")).to_have_count(0)
            if page.locator(".cam-words .s-bad").count():
                break
        expect(page.locator(".cam-words .s-bad")).to_be_visible()
        shown = int(page.locator(".shots").inner_text())
        page.locator(".cam-done").click()
        expect(page.locator(".pic")).to_have_count(held + shown)
        session.send(quota, {"origin": site})
        page.locator("#note").fill("Vẫn ghi được.")
        expect(page.locator(".saved")).to_be_visible()
        page.goto(f"/field/visit/{phone.TODAY}/?item=1")
        phone.unlock(page)
        expect(page.locator('.seg input[value="FAIL"]')).to_be_checked()
        expect(page.locator("#note")).to_have_value("Vẫn ghi được.")
        expect(page.locator(".pic")).to_have_count(held + shown)

    def test_a_page_killed_while_saving_shows_no_photo(self, phone_page: Page) -> None:
        phone_page.locator(".visit").first.click()
        phone.answer(phone_page, "FAIL")
        phone_page.locator(".pics button").first.click()
        phone_page.locator(".shutter").click(no_wait_after=True)
        phone_page.close()
        again = phone_page.context.new_page()
        again.goto(f"/field/visit/{phone.TODAY}/?item=1")
        phone.unlock(again)
        expect(again.locator('.seg input[value="FAIL"]')).to_be_checked()
        shown = again.locator(".pic").count()
        assert shown <= phone.kept_on(again, "bytes") <= 1

    def test_a_cleared_browser_is_told(self, phone_page: Page) -> None:
        phone_page.evaluate(
            """async () => {
              const { forget } = await import("/static/field/store.js");
              await forget("canary");
            }"""
        )
        phone_page.reload()
        expect(phone_page.locator(".toast.bad")).to_be_visible()

    def test_a_backup_needs_no_pin(self, phone_page: Page, tmp_path: object) -> None:
        with phone.offline(phone_page.context):
            phone.record_visit(phone_page)
        phone_page.reload()
        phone_page.locator(".btn.lnk").click()
        with phone_page.expect_download() as saved:
            phone_page.locator("dialog.ask .btn.pri").click()
        names = zipfile.ZipFile(saved.value.path()).namelist()
        assert names[:2] == ["manifest.json", "owner.sealed"]
        assert len([name for name in names if name.startswith("files/")]) == 2

    def test_logging_out_waits_for_what_is_unsent(self, phone_page: Page) -> None:
        phone_page.locator(".visit").first.click()
        phone.answer(phone_page, "PASS")
        phone_page.locator(".top a").first.click()
        phone_page.locator('a[href="/field/device/"]').click()
        phone_page.locator("main .btn").last.click()
        expect(phone_page.locator("dialog.ask .btn")).to_have_count(3)


class TestUpdate:
    def test_waits_until_no_form_is_open(
        self,
        kept_page: Page,
        field_server: Server,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        with phone.offline(kept_page.context):
            phone.record_visit(kept_page)
            kept_page.locator(".top a").first.click()
        field_server.trouble.append(
            lambda call, route: "PUT" in call and not route.abort()
        )
        kept_page.locator(".visit").nth(1).click()
        phone.answer(kept_page, "PASS")
        monkeypatch.setattr(field_app, "version", lambda said: "newer")
        kept_page.evaluate(
            "navigator.serviceWorker.getRegistration('/field/').then(r => r.update())"
        )
        kept_page.wait_for_function(
            "() => navigator.serviceWorker.getRegistration('/field/')"
            ".then(r => r.waiting)"
        )
        expect(kept_page.locator(".net .btn")).to_have_count(0)
        kept_page.locator(".top a").first.click()
        kept_page.locator(".net .btn").click()
        expect(kept_page.locator("input.pin")).to_be_visible()
        phone.unlock(kept_page)
        expect(kept_page.locator(".visit")).to_have_count(2)
        with phone.offline(kept_page.context):
            kept_page.goto(f"/field/visit/{phone.TODAY}/")
            phone.unlock(kept_page)
            kept_page.wait_for_url("**/locked/")
            kept_page.goto(f"/field/visit/{phone.TOMORROW}/?item=1")
            phone.unlock(kept_page)
            expect(kept_page.locator('.seg input[value="PASS"]')).to_be_checked()
            assert kept_page.evaluate("caches.keys()") == ["field-newer"]
        assert phone.kept_on(kept_page, "drafts") == 2
        assert phone.kept_on(kept_page, "outbox") == 1
        field_server.trouble.clear()
        kept_page.evaluate("dispatchEvent(new Event('online'))")
        phone.until(kept_page, lambda: bool(field_server.complete))
