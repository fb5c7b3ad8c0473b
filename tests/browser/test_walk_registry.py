"""The registry through the pages: a file of a thousand rows (R1), doubles made one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from facilities.models import Facility, ImportBatch, Merge
from facilities.states import ImportState, MergeState
from tests.browser.conftest import PHONE, PageOf
from tests.browser.walking import choose, follow, send
from tests.facilities.torture import sheet_of

pytestmark = pytest.mark.browser

KEEPER, SECOND = "so.sobo", "so.sobo2"
ROWS, BAD = 1_000, 5
HEADER = ["Ten co so", "Dia chi", "Xa phuong", "Loai hinh", "SDT", "Nguoi dai dien"]


def register() -> Iterator[list[Any]]:
    """Every row another shop; the last ones name a commune that there is not."""
    yield ["SỔ BỘ CƠ SỞ PHÁT HÀNH NĂM 2026"]
    yield HEADER
    for place in range(ROWS):
        ward = "Phường Tân An" if place < ROWS - BAD else "Xã Không Có"
        name, street = f"Nhà sách số {place}", f"{place + 1} Lê Duẩn"
        phone = 905_000_000 + place
        yield [name, street, ward, "Phát hành", phone, f"Mạc Văn {place}"]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    file = tmp_path / "so-bo.xlsx"
    file.write_bytes(sheet_of(list(register())))
    return file


class TestImport:
    def test_is_walked_in_six_steps(
        self, workbook: Path, page_of: PageOf, tmp_path: Path
    ) -> None:
        page = page_of(KEEPER)
        page.goto("/facilities/")
        follow(page, "/facilities/import/")  # 1
        page.set_input_files("#id_file", workbook)  # 2
        send(page)  # 3
        send(page)  # 4: the columns are understood as they stand
        expect(page.locator("td.er")).to_have_count(BAD, timeout=60_000)
        with page.expect_download() as download:
            page.locator('a[href$="/errors/"]').click()  # 5
        take = page.locator('form[action$="/do/take/"] button')
        expect(take).to_contain_text(str(ROWS - BAD))
        take.click()  # 6
        undo = page.locator('form[action$="/do/undo/"] button')
        expect(undo).to_contain_text("nhập", timeout=60_000, ignore_case=True)
        page.wait_for_selector(".acts a", timeout=60_000)

        assert Facility.objects.count() == ROWS - BAD
        assert ImportBatch.objects.get().state == ImportState.DONE
        file = tmp_path / "bad.xlsx"
        download.value.save_as(file)
        _header, *rows = (
            CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
        )
        assert [row[0] for row in rows] == [
            f"Nhà sách số {place}" for place in range(ROWS - BAD, ROWS)
        ]
        assert all("Xã Không Có" in str(row) for row in rows)


class TestDoubles:
    def test_are_made_one_by_two_officers_and_two_again(self, page_of: PageOf) -> None:
        page = page_of(KEEPER)
        one = entered(page, "Hiệu sách Ban Mai", "28 Y Jút")
        other = entered(page, "hieu sach ban mai", "28 Y Jut", warned=True)
        page.goto("/facilities/doubles/")
        with page.expect_navigation():
            page.locator("main form button").first.click()
        follow(page, f"/facilities/doubles/{one.code}/{other.code}/")
        expect(page.locator("main")).to_contain_text(other.name)
        choose(page, "verdict", "keep_one")
        page.fill("#id_reason", "Cùng chủ, cùng địa chỉ.")
        send(page)
        merge = Merge.objects.get()
        assert merge.state == MergeState.PROPOSED

        agreeing = page_of(SECOND, width=PHONE)
        agreeing.goto("/facilities/doubles/")
        follow(agreeing, f"/facilities/merges/{merge.pk}/")
        follow(agreeing, "/do/agree/")
        send(agreeing)
        page.goto("/facilities/?q=ban+mai")
        rows = page.locator("[data-rows] tbody tr")
        expect(rows).to_have_count(1)

        page.goto(f"/facilities/merges/{merge.pk}/")
        follow(page, "/do/undo/")
        page.fill("#id_reason", "Hai chị em có hai cửa hàng.")
        send(page)
        page.goto("/facilities/?q=ban+mai")
        expect(rows).to_have_count(2)


def entered(page: Page, name: str, street: str, *, warned: bool = False) -> Facility:
    """What looks like a facility of the register is told before it is entered."""
    page.goto("/facilities/new/")
    page.fill("#id_name", name)
    choose(page, "kinds", "DISTRIBUTOR")
    choose(page, "subject_kind", "HOUSEHOLD")
    page.select_option("#id_ward_code", "24163")
    page.fill("#id_address_text", street)
    page.fill("#id_person_name", "Mạc Thị Thu Cúc")
    page.fill("#id_person_phone", "0900 111 222")
    if warned:
        page.locator("main form button.pri").last.click()
        expect(page.locator("#likely")).to_be_visible()
        page.check("#id_is_another")
    send(page)
    return Facility.objects.get(name=name)
