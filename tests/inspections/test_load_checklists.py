"""Checklists are data: a changed list becomes a new version."""

import json

import pytest

from facilities.states import FacilityKind
from inspections import reference
from inspections.models import Checklist, ChecklistItem, ChecklistVersion
from inspections.states import ChecklistUse
from regulations.models import ViolationBehaviour
from tests.moments import day, moment

AT = moment("02/03/2026")
CODES = ["PRINTING", "PHOTOCOPY", "DISTRIBUTION", "IMPORT", "ONLINE"]


@pytest.mark.django_db
class TestLoadChecklists:
    def test_a_second_run_changes_nothing(self):
        counts = reference.load(at=AT)

        assert counts["checklists"] == (0, 0, 5)
        assert counts["checklist_versions"] == (0, 0, 5)

    def test_a_changed_question_is_a_new_version(self, tmp_path, monkeypatch):
        lists = json.loads(reference.DATA.read_text(encoding="utf-8"))
        lists[0]["sections"][0]["items"][0]["question_vi"] += " (bản chính)"
        lists[0]["published_on"] = "2026-03-01"
        changed = tmp_path / "checklists.json"
        changed.write_text(json.dumps(lists), encoding="utf-8")
        monkeypatch.setattr(reference, "DATA", changed)

        assert reference.load(at=AT)["checklist_versions"] == (1, 0, 4)
        versions = ChecklistVersion.objects.for_visits()
        newest = versions.newest_for(["PRINTER_DECLARED"], AT.date())
        assert [version.number for version in newest] == [2, 1]
        before = versions.newest_for(["PRINTER_DECLARED"], day("28/02/2026"))
        assert [version.number for version in before] == [1]

    def test_lists_are_there_for_the_kinds_that_are_visited(self):
        lists = Checklist.objects.filter(use=ChecklistUse.VISIT)
        assert list(lists.values_list("code", flat=True)) == CODES
        for kind in (
            FacilityKind.PRINTER_PUBLICATION,
            FacilityKind.PHOTOCOPY,
            FacilityKind.DISTRIBUTOR,
            FacilityKind.IMPORTER,
            FacilityKind.ONLINE_SHOP,
        ):
            versions = ChecklistVersion.objects.for_visits()
            assert versions.newest_for([kind], AT.date()).exists()

    def test_questions_are_whole_in_both_languages(self):
        for item in ChecklistItem.objects.all():
            assert item.question_vi, item.number
            assert item.question_en, item.number
            assert item.legal_ref, item.number

    def test_suggestions_are_behaviours_of_the_catalogue(self):
        known = set(ViolationBehaviour.objects.values_list("code", flat=True))
        suggested = set(ChecklistItem.objects.values_list("suggests", flat=True))
        assert suggested - {""} <= known

    def test_the_eighth_printing_question_is_b4(self):
        """mock/field.html: "Mục B4 · bắt buộc chụp ảnh khi không đạt"."""
        item = ChecklistItem.objects.get(
            version__checklist__code="PRINTING", number="B4"
        )
        assert item.position == 8
        assert item.question_vi == (
            "Có quyết định xuất bản hoặc giấy phép cho từng ấn phẩm đang in"
        )
        assert item.requires_photo_on_fail
        assert item.suggests == "PRT-NODEC"
