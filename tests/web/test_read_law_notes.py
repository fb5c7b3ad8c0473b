"""Why a row of the law is not sure is read in Vietnamese, for every packaged row."""

import csv
import re
from pathlib import Path

import pytest
from django.utils import translation

import regulations
from web import law_notes

DATA = Path(regulations.__file__).parent / "data"
NOTES = sorted(
    {
        row["confidence_note"]
        for path in DATA.glob("*.csv")
        for row in csv.DictReader(path.open(encoding="utf-8"))
        if row.get("confidence_note")
    }
)
# Sources alone, with the name of the site that carries one.
SAME = {"[S6] (phobienphapluat.vn)"}


class TestLawNote:
    @pytest.mark.parametrize("note", NOTES)
    def test_of_the_package_is_said_in_vietnamese(self, note):
        sources = re.findall(r"\[S\d+\]", note)
        english = " ".join(re.sub(r"\[S\d+\]", "", note).split()).strip("(); ")
        said = law_notes.note(note)

        assert all(source in said for source in sources)
        if english and note not in SAME:
            assert english not in said

    def test_stays_as_it_is_in_english(self):
        with translation.override("en"):
            assert law_notes.note("(no amount)") == "(no amount)"

    def test_keeps_what_a_legal_officer_wrote(self):
        assert law_notes.note("Theo công văn 12/STP") == "Theo công văn 12/STP"

    def test_puts_the_sources_in_front(self):
        assert law_notes.note("thresholds confirmed [S22]; length recalled") == (
            "[S22] mức tiền đã kiểm; độ dài thời hạn là nhớ lại"
        )
