"""The line under the title of a printed register: what was chosen, in its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from django import forms
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from tests.web.list_stage import Stage, filled
from tests.web.lists import ROWS
from tests.web.test_export_lists import officer, paper_text  # noqa: F401 - a fixture
from web.forms.fields import DateField

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}", re.IGNORECASE)
_RAW = re.compile(r"\b[A-Z]{2,}_[A-Z_]+\b|(?:^|; )[a-z_]+: ")
_ENDS = "; sắp xếp như danh sách trên hệ thống"


@pytest.fixture(scope="module")
def stage(
    django_db_setup: None,
    django_db_blocker,
    tmp_path_factory,
    officer,  # noqa: F811
) -> Iterator[Stage]:
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        translation.override("vi"),
        transaction.atomic(),
    ):
        yield filled(officer)
        transaction.set_rollback(True)


def line_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = paper_text(b"".join(answer))
    found = re.search(rf"\(((?:[^()]|\([^()]*\))*{_ENDS})\)", text)
    assert found, text[:600]
    return found[1].removesuffix(_ENDS)


def chosen(form: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """A value for every field of a filter, and what paper must say of it."""
    asked: dict[str, Any] = {}
    told: dict[str, str] = {}
    for name, field in form.fields.items():
        if isinstance(field, DateField):
            asked[name], told[name] = "01/01/2026", "01/01/2026"
        elif isinstance(field, forms.BooleanField):
            asked[name], told[name] = "on", ""
        elif getattr(field, "choices", None):
            key, text = [one for one in field.choices if one[0]][-1]
            if isinstance(text, list | tuple):
                key, text = text[-1]
            asked[name], told[name] = key, str(text)
        elif name == "year":
            asked[name], told[name] = "2026", "2026"
        elif isinstance(field, forms.CharField):
            asked[name], told[name] = "Hoa", "Hoa"
        else:
            asked[name], told[name] = "10", "10"
    return asked, told


class TestTheLine:
    @pytest.mark.parametrize("row", ROWS, ids=str)
    def test_says_what_was_chosen_in_every_field(self, stage, client_of, row):
        client = client_of(row.officer)
        page = client.get(f"{row.address(stage)}{row.query}")
        asked = dict(parse_qsl(row.query.removeprefix("?")))
        told: dict[str, str] = {}
        form = page.context.get("form")
        if type(form).__name__.endswith("Filter"):
            own, told = chosen(form)
            asked |= own
        address = row.file(stage, "pdf").partition("?")[0]

        line = line_of(client, f"{address}?{urlencode(asked)}")

        assert not _UUID.search(line), line
        assert not _RAW.search(line), line
        for name, text in told.items():
            assert str(form.fields[name].label) in line, (name, line)
            assert " ".join(text.split()) in line, (name, line)
        # As paper must: words, and not what stands for them in the address.
        for name, value in asked.items():
            is_word = name in {"q", "on"} or str(value).isdigit()
            if not is_word and str(value) != told.get(name, ""):
                raw = rf"\b{re.escape(str(value))}\b"
                assert not re.search(raw, line), (name, line)

    @pytest.mark.parametrize(
        ("username", "address", "line"),
        [
            (
                "xa.bmt.thuly",
                "/cases/export/pdf/?view=all&state=DECIDED&ward=24133",
                "Danh sách: Tất cả, cả đã kết thúc; Trạng thái: Đã ra quyết định; "
                "Xã, phường: Phường Buôn Ma Thuột",
            ),
            (
                "so.kiemtra",
                "/inspections/export/pdf/?from_on=01/01/2026&to_on=31/12/2026",
                "Từ ngày 01/01/2026; Đến ngày 31/12/2026",
            ),
            ("so.kiemtra", "/inspections/export/pdf/?size=50&after=x", "Không lọc"),
            # A filter that its page does not understand is no filter.
            ("so.kiemtra", "/inspections/export/pdf/?state=NONSENSE", "Không lọc"),
            ("so.kiemtra", "/inspections/export/pdf/?secret=abc", "Không lọc"),
            (
                "so.kiemtra",
                "/calendar/export/pdf/?month=2026-05&by=ward",
                "Tháng: 05/2026; Chế độ xem: Theo xã, phường",
            ),
            ("xa.bmt.thuly", "/tasks/export/pdf/?box=in", "Danh sách: Việc gửi đến"),
        ],
    )
    def test_reads_like_a_register(self, stage, client_of, username, address, line):
        assert line_of(client_of(username), address) == line

    def test_is_vietnamese_whatever_language_the_page_has(self, stage, client_of):
        client = client_of("so.thuly")
        client.cookies["django_language"] = "en"
        line = line_of(client, "/documents/export/pdf/?agency=all&form=submission")
        assert line == "Mẫu: Tờ trình; Cơ quan: Mọi văn bản tôi được xem"
