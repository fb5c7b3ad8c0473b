"""The outbox of the phone app: every break on the way, nothing lost, nothing twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser import field_phone as phone
from tests.browser.field_phone import NewPhone, Server, once, refuse

pytestmark = pytest.mark.browser
MINUTE = 60_000
SENTENCE = "Cuộc kiểm tra đã đóng lúc 09:30."


def chip(page: Page, tone: str) -> Locator:
    """The state of the record on the page of the outbox; "" is queued."""
    return page.locator(f'.ob .chip[class="chip{tone and f" s-{tone}"}"]')


class TestSend:
    def test_counts_as_sent_when_the_server_named_every_hash(
        self, phone_page: Page, field_server: Server
    ) -> None:
        field_server.calls.clear()
        phone.record_visit(phone_page, photos=2)
        phone.outbox(phone_page)
        expect(chip(phone_page, "ok")).to_be_visible()
        (record,) = field_server.records.values()
        assert field_server.complete == set(field_server.records)
        for file in record["files"]:
            body = field_server.files[file["sha256"]]
            assert hashlib.sha256(body).hexdigest() == file["sha256"]
            assert len(body) == file["size"]
        order = [call.split("/")[0] for call in field_server.puts("")]
        told = [call for call in order if call != "PUT devices"]  # it goes beside
        assert told == ["PUT records", *["PUT files"] * 3, "PUT records"]
        phone.until(
            phone_page, lambda: field_server.puts("")[-1].startswith("PUT devices")
        )
        assert record["device_time"] == record["finished_at"]
        assert [answer["result"] for answer in record["answers"]] == [
            "FAIL",
            "PASS",
            "PASS",
            "PASS",
        ]

    def test_after_a_cut_only_the_missing_files_go(
        self, phone_page: Page, field_server: Server
    ) -> None:
        field_server.trouble.append(once("files/", lambda route: route.abort(), skip=9))
        phone.record_visit(phone_page, photos=14)
        phone.until(phone_page, lambda: len(field_server.puts("files/")) == 10)
        phone.settle(phone_page)
        expect(phone_page.locator(".net")).to_be_visible()
        assert len(field_server.files) == 9
        field_server.calls.clear()
        phone.outbox(phone_page)
        phone.send_now(phone_page)
        expect(chip(phone_page, "ok")).to_be_visible()
        assert len(field_server.puts("files/")) == 6  # five photos and the signature
        assert len(field_server.records) == 1

    def test_an_answer_lost_on_the_way_makes_no_second_record(
        self, phone_page: Page, field_server: Server
    ) -> None:
        def lost(route: Route) -> None:
            field_server.trouble.clear()
            id = route.request.url.split("/records/")[1].split("/")[0]
            field_server.complete.add(id)
            route.abort()

        field_server.trouble.append(once("records/", lost, skip=1))
        phone.record_visit(phone_page)
        expect(phone_page.locator(".net")).to_be_visible()
        phone.outbox(phone_page)
        phone.send_now(phone_page)
        expect(chip(phone_page, "ok")).to_be_visible()
        assert len(field_server.records) == 1
        assert len(field_server.puts("files/")) == 2


class TestRefusal:
    def test_stops_the_record_with_the_servers_sentence(
        self, phone_page: Page, field_server: Server
    ) -> None:
        refusals = [400, 403, 409, 413, 415, 422]

        def refused(route: Route) -> None:
            refuse(route, status, "closed", f"{SENTENCE} ({status})")

        for at, status in enumerate(refusals):
            # 403 comes twice: the first may only be a token that has grown old.
            for _ in range(2 if status == 403 else 1):
                field_server.trouble.append(once("records/", refused))
            if at:
                phone_page.locator(".ob .btn").first.click()  # send again
            else:
                phone.record_visit(phone_page)
                phone.outbox(phone_page)
            expect(phone_page.locator(".ob")).to_contain_text(f"{SENTENCE} ({status})")
            expect(chip(phone_page, "bad")).to_be_visible()
            assert phone.kept_on(phone_page, "bytes") == 2
            phone.settle(phone_page)
        phone_page.locator(".ob .btn").first.click()
        expect(chip(phone_page, "ok")).to_be_visible()
        assert len(field_server.records) == 1

    def test_stops_no_other_record_and_goes_on_as_a_supplement(
        self, phone_page: Page, field_server: Server
    ) -> None:
        field_server.trouble.append(
            once("records/", lambda route: refuse(route, 409, "record_locked", "Khóa."))
        )
        with phone.offline(phone_page.context):
            phone.record_visit(phone_page)
            phone_page.locator(".top a").first.click()
            phone.record_visit(phone_page, visit=1)
        phone_page.evaluate("dispatchEvent(new Event('online'))")
        phone.outbox(phone_page, records=2)
        expect(chip(phone_page, "ok")).to_have_count(1)
        expect(chip(phone_page, "bad")).to_have_count(1)
        phone_page.locator(".ob .d .btn").nth(1).click()
        expect(chip(phone_page, "ok")).to_have_count(2)
        supplement = next(
            one for one in field_server.records.values() if one["supplements"]
        )
        assert supplement["supplements"] not in field_server.records
        assert len(supplement["files"]) == 2


class TestTrouble:
    def test_a_login_that_ended_waits_for_the_same_officer(
        self, phone_page: Page, field_server: Server
    ) -> None:
        field_server.trouble.append(
            once("files/", lambda route: refuse(route, 401, "not_authenticated", "…"))
        )
        phone.record_visit(phone_page)
        phone.outbox(phone_page)
        expect(chip(phone_page, "warn")).to_be_visible()
        field_server.user = phone.OTHER
        phone.send_now(phone_page)
        expect(chip(phone_page, "warn")).to_be_visible()
        assert not field_server.files
        field_server.user = phone.OFFICER
        phone.send_now(phone_page)
        expect(chip(phone_page, "ok")).to_be_visible()

    def test_a_fault_of_the_way_leaves_it_queued(
        self, phone_page: Page, field_server: Server
    ) -> None:
        def portal(route: Route) -> None:
            route.fulfill(content_type="text/html", body="<form>Đăng nhập Wi-Fi</form>")

        def fault(route: Route) -> None:
            route.fulfill(status=500, body="<h1>500</h1>")

        def asleep(route: Route) -> None:
            refuse(route, 503, "recovering", "Hệ thống đang khôi phục.")

        troubles: list[tuple[str, Callable[[Route], None]]] = [
            ("PUT files/", fault),
            ("PUT files/", portal),
            ("PUT records/", asleep),
            ("GET ping", portal),
        ]
        for at, (part, act) in enumerate(troubles):
            field_server.calls.clear()
            field_server.trouble.append(once(part, act))
            if at:
                phone.send_now(phone_page)
            else:
                phone.record_visit(phone_page)
                phone.outbox(phone_page)
            phone.until(phone_page, partial(field_server.was_asked, part))
            phone.settle(phone_page)
            expect(chip(phone_page, "")).to_be_visible()
            assert phone.kept_on(phone_page, "bytes") == 2
        phone.send_now(phone_page)
        expect(chip(phone_page, "ok")).to_be_visible()

    def test_silence_ends_a_request_and_the_next_tries_come_by_themselves(
        self, new_phone: NewPhone, field_server: Server
    ) -> None:
        page = new_phone(field_server).new_page()
        page.clock.install()
        phone.ready(page)
        silent: list[Route] = []
        field_server.trouble.append(once("PUT files/", silent.append))
        phone.record_visit(page)
        phone.until(page, lambda: bool(silent))
        page.clock.fast_forward(29_000)
        expect(page.locator(".net.n-info")).to_be_visible()  # it still waits
        cut = [lambda call, route: call == "GET ping" and not route.abort()]
        field_server.trouble = cut
        field_server.calls.clear()
        page.clock.fast_forward(1_500)
        expect(page.locator(".net:not(.n-info)")).to_be_visible()
        for pause in (5, 30, 120):
            assert field_server.calls == []
            page.clock.fast_forward(pause * 1_000)
            phone.until(page, lambda: "GET ping" in field_server.calls)
            phone.settle(page)
            field_server.calls.clear()
        field_server.trouble = []
        page.evaluate("dispatchEvent(new Event('online'))")
        phone.outbox(page)
        expect(chip(page, "ok")).to_be_visible()
        assert len(field_server.records) == 1

    def test_a_damaged_file_goes_again(
        self, phone_page: Page, field_server: Server
    ) -> None:
        field_server.trouble.append(
            once("files/", lambda route: refuse(route, 422, "hash_differs", "0" * 64))
        )
        phone.record_visit(phone_page)
        phone.outbox(phone_page)
        expect(chip(phone_page, "ok")).to_be_visible()
        assert len(field_server.puts("files/")) == 3


class TestOneSender:
    def test_of_two_tabs(self, phone_page: Page, field_server: Server) -> None:
        other = phone_page.context.new_page()
        other.goto("/field/")
        phone.unlock(other)
        expect(other.locator(".visit")).to_have_count(2)
        phone_page.bring_to_front()
        with phone.offline(phone_page.context):
            phone.record_visit(phone_page, photos=3)
        for tab in (phone_page, other):
            tab.evaluate("dispatchEvent(new Event('online'))")
        phone.outbox(phone_page)
        expect(chip(phone_page, "ok")).to_be_visible()
        assert len(field_server.puts("files/")) == 4
        completed = [call for call in field_server.puts("records/") if "comp" in call]
        assert len(completed) == 1


class TestPrivacy:
    def test_another_user_sees_neither_records_nor_names(
        self, phone_page: Page, field_server: Server
    ) -> None:
        field_server.user = phone.OTHER
        phone_page.goto("/field/")
        expect(phone_page.locator("input.pin")).to_have_count(2)  # chooses his own PIN
        assert "Minh Phát" not in phone_page.content()
        for box in range(2):
            phone_page.locator("input.pin").nth(box).fill("111111")
        expect(phone_page.locator(".empty")).to_be_visible()
        assert "Minh Phát" not in phone_page.content()

    def test_nothing_on_the_disk_can_be_read(self, phone_page: Page) -> None:
        phone.record_visit(phone_page)
        words = phone_page.evaluate(
            """async () => {
              const base = await new Promise((done) => {
                const asked = indexedDB.open("field-v1");
                asked.onsuccess = () => done(asked.result);
              });
              const read = (name) => new Promise((done) => {
                const asked = base.transaction(name).objectStore(name).getAll();
                asked.onsuccess = () => done(asked.result);
              });
              const text = (value) =>
                value instanceof ArrayBuffer || ArrayBuffer.isView(value)
                  ? new TextDecoder().decode(value)
                  : value && typeof value === "object"
                    ? Object.values(value).map(text).join(" ")
                    : String(value);
              const rows = await Promise.all([...base.objectStoreNames].map(read));
              return rows.map(text).join(" ");
            }"""
        )
        for secret in ("Minh Phát", "Kim Loan", "quyết định", "240816", "JFIF"):
            assert secret not in words

    def test_five_wrong_pins_make_one_wait(self, phone_page: Page) -> None:
        phone_page.goto("/field/")
        for _ in range(5):
            phone.unlock(phone_page, "000000")
            expect(phone_page.locator(".err")).to_be_visible()
            phone_page.wait_for_function(
                "() => !document.querySelector('input.pin').disabled"
            )
        phone.unlock(phone_page)
        expect(phone_page.locator(".err")).to_be_visible()
        expect(phone_page.locator(".visit")).to_have_count(0)


class TestClock:
    def test_a_wrong_one_is_recorded_beside_the_servers(
        self, new_phone: NewPhone, field_server: Server
    ) -> None:
        page = new_phone(field_server).new_page()
        page.clock.set_system_time("2026-01-02T03:04:05Z")
        phone.ready(page)
        phone.record_visit(page)
        phone.outbox(page)
        expect(chip(page, "ok")).to_be_visible()
        (record,) = field_server.records.values()
        assert record["device_time"].startswith("2026-01-02")

    def test_locks_after_five_minutes_and_keeps_what_is_unsent_for_ever(
        self, new_phone: NewPhone, field_server: Server
    ) -> None:
        page = new_phone(field_server).new_page()
        page.clock.install()
        phone.ready(page)
        phone.record_visit(page)
        phone.outbox(page)
        expect(chip(page, "ok")).to_be_visible()
        page.locator(".top a").first.click()
        with phone.offline(page.context):
            phone.record_visit(page, visit=1)
            page.clock.fast_forward(5 * MINUTE + 11_000)
            expect(page.locator("input.pin")).to_be_visible()
            page.clock.fast_forward(8 * 24 * 60 * MINUTE)
            phone.unlock(page)
            expect(page.locator(".err")).to_be_visible()  # no contact for 7 days
        field_server.trouble.append(
            lambda call, route: "csrf" in call and not route.abort()
        )
        page.reload()
        phone.unlock(page)
        expect(page.locator("nav.dock")).to_be_visible()
        assert phone.kept_on(page, "drafts") == 1  # what was sent is gone
        assert phone.kept_on(page, "bytes") == 2
        field_server.trouble.clear()
        phone.outbox(page)
        phone.send_now(page)
        expect(chip(page, "ok")).to_be_visible()
        assert len(field_server.complete) == 2
