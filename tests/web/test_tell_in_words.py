"""What is stored for machines, as people read it."""

from __future__ import annotations

import pytest
from django.utils import translation

from agencies.models import Ward
from regulations.models import DeadlineRule, ViolationBehaviour
from web import law_words, trail_words
from web.templatetags.web import place


class TestTrailWords:
    def test_name_fields_and_values(self):
        rows = trail_words.read(
            {
                "state": ["OPENED", "RECORDED"],
                "fine_vnd": [None, 3_750_000],
                "occurred_on": [None, "2026-03-05"],
                "version": [1, 2],
                "item": [None, "0199c0de-0000-7000-8000-000000000001"],
            }
        )

        assert rows == [
            ("Trạng thái", "Đã thụ lý", "Đã lập biên bản VPHC"),
            ("Phạt tiền", "", "3.750.000"),
            ("Ngày thực hiện", "", "05/03/2026"),
        ]

    def test_put_rows_of_a_list_on_lines_of_their_own(self):
        address = {"kind": "SHOP", "text": "12 Quang Trung", "ward": "24133"}

        ((_name, _before, after),) = trail_words.read(
            {"addresses": [[], [address, address]]}, {"24133": "Phường Buôn Ma Thuột"}
        )

        assert after == "\n".join(
            ["Điểm bán · 12 Quang Trung · Phường Buôn Ma Thuột"] * 2
        )

    def test_tell_how_a_decision_was_delivered(self):
        assert trail_words.read({"method": [None, "DIRECT"]}) == [
            ("Cách giao", "", "Giao trực tiếp")
        ]


@pytest.mark.django_db
class TestCitations:
    def test_hold_no_english_on_vietnamese_pages(self):
        texts = [
            *DeadlineRule.objects.values_list("legal_basis", flat=True),
            *ViolationBehaviour.objects.values_list("legal_basis", flat=True),
        ]
        english = (" by ", " the ", " to ", " as ", "amended", " and ", "article")

        for text in map(law_words.citation, texts):
            assert not [word for word in english if word in f" {text} "], text

    def test_stay_as_they_are_in_english(self):
        with translation.override("en"):
            assert law_words.citation("Điều 6 as amended") == "Điều 6 as amended"


class TestPlace:
    def test_names_its_ward_once(self):
        ward = Ward(code="24133", name="Phường Buôn Ma Thuột")

        assert place("12 Quang Trung, phường Buôn Ma Thuột", ward) == (
            "12 Quang Trung, phường Buôn Ma Thuột"
        )
        assert place("12 Quang Trung", ward) == "12 Quang Trung, Phường Buôn Ma Thuột"
        assert place("", ward) == "Phường Buôn Ma Thuột"
        assert place("Kho Bình Kiến", None) == "Kho Bình Kiến"
