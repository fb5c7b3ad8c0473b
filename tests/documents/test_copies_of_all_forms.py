"""Every form as a copy of every level: searched as a file, and as a reader sees it.

The samples say what papers usually say. Besides, each free text of a form gets the same
sentences, in which everything that a level must not tell is written in other ways.
"""

from __future__ import annotations

import dataclasses
import os
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cases import services as cases
from cases.states import CaseState, ItemKind
from documents import services
from documents.archive import Description, archived
from documents.form_ids import LIVE_FORMS, FormId
from documents.forms.content import Named
from documents.forms.parties import Individual, Organisation, Several
from documents.forms.parts import Official, Witness
from documents.forms.visit_facts import VisitedFacility
from documents.hidden_words import folded
from documents.kit.head import Letterhead
from documents.kit.page_marks import PageMarks
from documents.kit.pages import PaperForm
from documents.kit.photos import Photo
from documents.kit.signing import Signer
from documents.kit.tables import Column
from documents.models import IssuedDocument
from documents.models.editions import CopyLevel
from documents.redaction import Secrets, redacted
from documents.render import render
from documents.restoring import restored
from tests.cases import walk_goods as goods
from tests.cases.test_end_seizure import confiscate, decided, destroy
from tests.cases.walk import SIGNER, at_state, reread
from tests.cases.walk_together import POLICE
from tests.documents import samples, samples_minutes
from tests.documents import walk_papers as papers
from tests.documents.sample_field import field_inspection, refused_inspection
from tests.documents.sample_visit import printer_inspection
from tests.documents.samples_decisions import DECISIONS
from tests.documents.test_hand_over import ANSWERED, offered
from tests.documents.test_redacted_copies import hold, read_by_poppler, stored
from tests.moments import moment

AT = moment("20/07/2026")
ON = date(2026, 3, 12)
WHERE_TO_LOOK = os.environ.get("COPIES")  # a folder for who wants to see the pages

SAMPLES = {
    "inspection_record": printer_inspection,
    "inspection_record_field": field_inspection,
    "inspection_record_refused": refused_inspection,
    "violation_record": samples.ward_record,
    "sanction_decision": samples.ward_decision,
    "sanction_decision_organisation": samples.department_decision,
    **samples_minutes.USUAL,
    **{name: form for name, form in DECISIONS.items() if "usual" in name},
    # Several parties, and the longest names.
    "amend_decision_longest": DECISIONS["amend_decision_longest"],
    "delegation_decision_longest": DECISIONS["delegation_decision_longest"],
}

NAME, MINOR = "Mạc Thị Thu Cúc", "Trần Văn Bảy"
ID, PHONE, TAX = "066984000016", "0905123456", "9900000016"
ACCOUNT, PASSPORT, HOME = "19035678901", "C1234567", "Số 00 Lê Hồng Phong"
BORN = date(1984, 8, 17)
KNOWN = Secrets(
    names=frozenset({NAME, MINOR, "H’Lan Kbuôr"}),
    minors=frozenset({MINOR}),
    numbers=frozenset({PHONE, TAX}),
    addresses=frozenset({f"{HOME}, phường Buôn Ma Thuột, tỉnh Đắk Lắk"}),
    identities=frozenset({ID, PASSPORT}),
    births=frozenset({BORN}),
)
PLANTED = (
    f"Có mặt {NAME}, {NAME.upper()}, {unicodedata.normalize('NFD', NAME)}, "
    "Mạc\u00a0Thị\nThu Cúc, Mạc\u200b Thị Thu Cú\u00adc"
    ", Mac Thi Thu Cuc (fb.com/macthithucuc, mac.thi.thu.cuc@example.vn), bà Cúc, "
    f"H'Lan Kbuôr; cháu {MINOR}, {MINOR.upper()}; CCCD {ID}, 066 984 000 016, "
    f"066.984.000.016, hộ chiếu {PASSPORT}; điện thoại {PHONE}, 0905 123 456, "
    "0905\u00a0123\u00a0456, 0905.123.456, +84 905 123 456, (0262) 385 00 00; số tài "
    f"khoản {ACCOUNT}, STK: 1903 5678 901; sinh ngày 17/08/1984, 17/8/1984, ngày 17 "
    "tháng 8 năm 1984, sinh năm 1984; ở "
    f"{HOME}, phường Buôn Ma Thuột và số\n00 Lê Hồng Phong; anh Đỗ Văn Tám ở số 7 "
    "đường Lê Lợi, phường Tân An bán 80 bản giá 1.234.567 đồng theo hóa đơn số 77"
)
IN_A_CELL = f"của {NAME}, {PHONE}, CCCD {ID}, {HOME}, sinh ngày 17/08/1984"
# Of the samples and of what is planted; searched as a reader sees the page.
PERSONS = (
    NAME,
    "Mac Thi Thu Cuc",
    "macthithucuc",
    "mac.thi.thu.cuc",
    "Trịnh Gia Bình",
    "Lê Hữu Tường",
    "Ngô Văn Thiện",
    "Đỗ Văn Tám",
    "bà Cúc",
    "H'Lan Kbuôr",
    "H’Lơi Niê Kđăm Buôn Krông Y Wang",
    "H’Nguyệt Thanh Hương Niê Kđăm Ayŭn Mlô Duôn Du",
)
HOMES = (HOME, "Trần Quý Cáp", "đường Lê Lợi", "@example", "sinh năm 1984")
DAYS = ("17/08/1984", "17/8/1984", "17 tháng 8 năm 1984")
SHARED_NUMBERS = (PHONE, "84905123456", "02623850000", ACCOUNT)
MUST_NOT_TELL: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "INTERNAL": ((), (ID,)),
    "SHARED": ((MINOR, PASSPORT), (ID, *SHARED_NUMBERS)),
    "PUBLIC": (
        (*PERSONS, MINOR, *HOMES, *DAYS, PASSPORT),
        (ID, *SHARED_NUMBERS, TAX, "9900000023", "9900000099"),
    ),
}
_OF_A_PERSON = (
    *(Individual, Organisation, Several, Named, VisitedFacility, Photo),
    *(Signer, Official, Witness, Letterhead, Column),
)
# What stands undivided on a page: a page of it would not.
_IN_ONE_PIECE = {"recipients", "subject", "authority_line"}


def planted(value: Any, words: str = PLANTED) -> Any:
    """The sentences at the end of each free text; fields made for a person stay.

    The cell of a table gets fewer words: it holds less than a page.
    """
    if isinstance(value, _OF_A_PERSON):
        return value
    if isinstance(value, tuple):
        in_rows = any(isinstance(row, tuple) for row in value)
        return tuple(planted(one, IN_A_CELL if in_rows else words) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if type(value).__name__.endswith("Row"):
            words = IN_A_CELL
        fields = [one.name for one in dataclasses.fields(value) if one.init]
        return dataclasses.replace(
            value,
            **{
                name: planted(getattr(value, name), words)
                for name in fields
                if name not in _IN_ONE_PIECE
            },
        )
    if isinstance(value, str) and len(value) > 30 and " " in value:
        return f"{value.rstrip('. ')}. {words}"
    return value


def copy_of(form: PaperForm, level: str) -> bytes:
    """As `documents.services.copying` draws it, from the data stored at issue."""
    copy = redacted(restored(stored(form)), CopyLevel(level), KNOWN, on=ON)
    marks = PageMarks("ab12cd34ef56", "https://x.example", copy=f"BẢN SAO {level}")
    printed = render(copy, marks)
    return archived(
        printed.content, Description(copy.title, copy.author, AT, "Bản sao")
    )


def found_in(content: bytes, level: str) -> list[str]:
    """What must not be told and is: on the pages, in any stream, string or name."""
    words, numbers = MUST_NOT_TELL[level]
    shown = folded(read_by_poppler(content))
    digits = re.sub(r"[\s.()–-]", "", shown)
    found = [word for word in words if folded(word) in shown]
    found += [number for number in numbers if number in digits]
    everything = b"\n".join(hold(content))
    for word in (*words, *numbers):
        for shape in ("NFC", "NFD"):
            for text in {word, word.upper(), word.lower()}:
                raw = unicodedata.normalize(shape, text)
                for code in ("utf-8", "utf-16-be", "utf-16-le"):
                    if raw.encode(code) in everything and word != "bà Cúc":
                        found.append(f"{word} ({code})")
    return found


def kept(name: str, level: str, content: bytes) -> None:
    if WHERE_TO_LOOK:
        folder = Path(WHERE_TO_LOOK)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}-{level}.pdf").write_bytes(content)


def number_of(form: Any) -> str:
    head = form if hasattr(form, "number_text") else form.head
    return str(head.number_text)


def check(name: str, form: PaperForm, *, keep: bool = True) -> None:
    for level in CopyLevel.values:
        content = copy_of(form, level)
        if keep:
            kept(name, level, content)
        assert found_in(content, level) == [], (name, level)
        shown = read_by_poppler(content)
        # What everybody may know is still there.
        assert number_of(form) in shown, (name, level)
        assert f"BẢN SAO {level}" in shown
        for words in lawful(form):
            assert folded(words) in folded(shown), (name, level, words)
        stopped_twice = re.search(r".{30}\w\.\.(?!\.)", shown)
        assert not stopped_twice, (name, level, stopped_twice)
        assert not re.search(r",\s*[.;)]", shown), (name, level)


def lawful(form: Any) -> list[str]:
    """Agency, articles, and organisations by their names."""
    found = [form.author]
    if "/QĐ" in number_of(form):
        found += ["Điều 1.", "Điều 2."]
    party = getattr(form, "party", None)
    if isinstance(party, Organisation):
        found.append(party.name)
    return found


class TestEveryForm:
    @pytest.mark.parametrize("name", SAMPLES)
    def test_tells_at_each_level_what_the_level_may(self, name):
        check(name, SAMPLES[name]())

    @pytest.mark.parametrize("name", SAMPLES)
    def test_tells_no_more_where_a_free_text_does(self, name):
        form = planted(SAMPLES[name]())
        for level in CopyLevel.values:
            content = copy_of(form, level)
            kept(f"{name}-planted", level, content)
            assert found_in(content, level) == [], (name, level)
            shown = folded(read_by_poppler(content))
            for words in ("80 bản giá 1.234.567 đồng", "hóa đơn số 77"):
                assert folded(words) in shown, (name, level, words)

    def test_finds_what_is_there(self):
        """The search itself: of the paper as it is, everything is found."""
        content = render(planted(samples.ward_record())).content
        words, numbers = MUST_NOT_TELL["PUBLIC"]
        missing = {
            "9900000023",
            "9900000099",
            "Trần Quý Cáp",
            *PERSONS[4:7],
            *PERSONS[-2:],
        }
        found = set(found_in(content, "PUBLIC"))
        assert {*words, *numbers} - missing <= found


@pytest.mark.django_db
class TestPapersOfACase:
    def test_are_no_different(self, officer):
        """Drafted papers, built from a case as an officer fills them in."""
        recorded = reread(papers.recorded(officer).case)
        executing = reread(at_state(officer, CaseState.EXECUTING).case)
        of_the_decision = {"submission", "delivery_record"}
        for form in papers.FORMS:
            case = executing if form in of_the_decision else recorded
            check(form, papers.paper_of(form, case))
            check(form, planted(papers.paper_of(form, case)), keep=False)

    def test_about_goods_are_no_different(self, officer):
        for kind, act, form in (
            (ItemKind.CONFISCATION, confiscate, "confiscation_record"),
            (ItemKind.DESTRUCTION, destroy, "destruction_record"),
        ):
            walk = decided(officer, kind)
            act(walk)
            check(f"{form}_done", papers.paper_of(form, reread(walk.case)))

    def test_with_their_acts_are_no_different(self, officer):
        walk = at_state(officer, CaseState.VERIFYING)
        goods.draft(walk, goods=(goods.COPIES, goods.SHELF))
        goods.act(walk, services.decide_seizure, SIGNER, moment("04/03/2026"))
        walk = offered(officer)
        walk.step(cases.accept_lead, POLICE, ANSWERED)
        for document in IssuedDocument.objects.all():
            check(f"{document.form}_issued", restored(document))


def test_no_form_is_left_out():
    """Of all that is ever issued; the report of a year and live forms are not."""
    here = {
        re.sub(r"_(usual|longest|field|refused|organisation)$", "", one)
        for one in SAMPLES
    }
    here |= {"remedial_decision", "confiscation_decision"}  # measures_decision
    here |= {*papers.FORMS, "handover_record"}
    # Drawn like the seizure decision, of blocks alone.
    here |= {"seizure_extension", "seizure_return", "revision_letter"}
    wanted = set(FormId.values) - LIVE_FORMS - {FormId.ANNUAL_REPORT}
    assert wanted - here == set()
