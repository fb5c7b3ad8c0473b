"""The packaged law, loaded as often as one likes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from regulations import packaged, reference
from regulations.kinds import Confidence, DayKind, Source, Unit
from regulations.models import (
    CalendarDay,
    DeadlineRule,
    FieldMaximum,
    LegalSetting,
    ViolationBehaviour,
)
from tests.regulations.conftest import at

COUNTED = {
    "deadline_rules": 51,
    "violation_behaviours": 78,
    "field_maxima": 3,
    "authority_rules": 20,
    "legal_settings": 35,
    "criminal_indicators": 19,
}


class TestLoadReference:
    def test_creates_every_row_of_the_files(self, no_law: None) -> None:
        counts = reference.load(at=at(2026, 1, 1))

        for table, count in COUNTED.items():
            assert counts[table] == (count, 0, 0)
        assert counts["calendar_days"] == (len(list(packaged.calendar_days())), 0, 0)

    def test_changes_nothing_the_second_time(self, law: None) -> None:
        counts = reference.load(at=at(2026, 1, 2))

        assert {table: count[:2] for table, count in counts.items()} == dict.fromkeys(
            counts, (0, 0)
        )

    def test_mends_a_row_that_differs_from_the_file(self, law: None) -> None:
        DeadlineRule.objects.filter(code="D-DEC-7WD").update(length=9)

        counts = reference.load(at=at(2026, 1, 2))

        assert counts["deadline_rules"] == (0, 1, 50)
        assert DeadlineRule.objects.get(code="D-DEC-7WD").length == 7

    def test_leaves_what_an_officer_edited(self, law: None) -> None:
        CalendarDay.objects.filter(date=date(2026, 11, 24)).update(
            kind=DayKind.WORKING, source=Source.EDITED
        )
        LegalSetting.objects.filter(key="late_interest_from").update(
            value="strict", source=Source.EDITED
        )

        counts = reference.load(at=at(2026, 1, 2))

        assert counts["calendar_days"][1] == 0
        day = CalendarDay.objects.get(date=date(2026, 11, 24))
        assert day.kind == DayKind.WORKING
        assert LegalSetting.objects.get(key="late_interest_from").value == "strict"

    def test_keeps_validity_citation_and_confidence(self, law: None) -> None:
        rule = DeadlineRule.objects.get(code="D-RECORD")

        assert rule.length == Decimal(3)
        assert rule.unit == Unit.WORKING_DAY
        assert rule.valid_from == date(2025, 5, 2)
        assert rule.basis == "NĐ 118/2021 Điều 12.2 as amended by NĐ 68/2025"
        assert rule.confidence == Confidence.CONFIRMED
        assert rule.confidence_note == "[S12] (02 before 02/5/2025)"

    def test_splits_measures_at_semicolons(self, law: None) -> None:
        row = ViolationBehaviour.objects.get(code="PUB-24-3A")

        assert row.remedial_measures == [
            "Buộc thu hồi",
            "buộc tiêu hủy",
            "nộp lại số lợi bất hợp pháp",
        ]
        assert row.additional_sanctions == []


class TestLawTable:
    def test_holds_one_row_per_code_and_start(self, law: None) -> None:
        rule = DeadlineRule.objects.get(code="D-DEC-7WD")  # without a start

        rule.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            rule.save()

    @pytest.mark.parametrize(
        "change",
        [
            {"fine_min_individual_vnd": 9_000_000},  # above the maximum
            {"fine_min_individual_vnd": None},  # one end alone
            {"group": "weather"},
            {"confidence": "sure"},
            {"valid_to": date(2019, 1, 1)},  # before its start
        ],
    )
    def test_of_behaviours_refuses_what_must_never_be_true(
        self, law: None, change: dict[str, object]
    ) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            ViolationBehaviour.objects.filter(code="DST-29-2A").update(**change)

    def test_of_maxima_refuses_zero(self, law: None) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            FieldMaximum.objects.update(individual_vnd=0)
