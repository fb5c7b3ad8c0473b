"""Copies by level: what must not be read is not in the bytes."""

import dataclasses
import io
import json
import pkgutil
import re
import subprocess
import typing
import unicodedata
from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pikepdf
import pytest

from audit.models import AccessEvent
from cases.models import Participation
from cases.services import initials
from cases.states import CaseState
from documents import forms, services
from documents.forms.parties import Several
from documents.forms.parts import Official
from documents.models import CodedPrint, IssuedDocument
from documents.models.editions import CopyLevel
from documents.redaction import Secrets, redacted
from documents.restoring import PaperUnreadable, restored
from documents.services.copying import render_copy
from documents.services.issuing import paper_name, plain
from facilities import field_cipher
from facilities.models import ProtectedNumber
from kernel.errors import NotPermitted
from tests.cases.walk import SIGNER, at_state, party, reread
from tests.documents.paper import text_of
from tests.documents.sample_visit import printer_inspection
from tests.documents.samples import (
    OWNER,
    PRINTER,
    department_decision,
    ward_decision,
    ward_record,
)
from tests.moments import day, moment

FORMS = {
    "inspection_record": printer_inspection,
    "violation_record": ward_record,
    "ward_decision": ward_decision,
    "department_decision": department_decision,
}
ON = date(2026, 3, 12)
AT = moment("20/03/2026")


def stored(form) -> SimpleNamespace:
    data = {"paper": paper_name(form), **plain(form)}
    return SimpleNamespace(data=json.loads(json.dumps(data)))


def hold(content: bytes) -> list[bytes]:
    """Every stream, string and name of the file, decompressed."""
    found = [content]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                found.append(one.read_bytes())
                found.append(repr(dict(one.stream_dict)).encode())
            else:
                found.append(repr(one).encode())
                found += _strings(one)
    return found


def _strings(value) -> list[bytes]:
    """Also those inside; what an object points to is looked at by itself."""
    if isinstance(value, pikepdf.String):
        return [bytes(value), str(value).encode()]
    inner = []
    if isinstance(value, pikepdf.Dictionary):
        inner = [one for _key, one in value.items()]
    elif isinstance(value, pikepdf.Array):
        inner = list(value)
    direct = (one for one in inner if not getattr(one, "is_indirect", False))
    return [found for one in direct for found in _strings(one)]


def read_by_poppler(content: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"],  # noqa: S607 - of the machine
        input=content,
        capture_output=True,
        check=True,
    )
    return " ".join(unicodedata.normalize("NFC", done.stdout.decode()).split())


def papers() -> list[type]:
    """Every dataclass of the forms that draws a page."""
    modules = [
        import_module(f"documents.forms.{one.name}")
        for one in pkgutil.iter_modules(forms.__path__)
    ]
    return [
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type)
        and kind.__module__ == module.__name__
        and dataclasses.is_dataclass(kind)
        and hasattr(kind, "story")
    ]


class TestRestoring:
    @pytest.mark.parametrize("kind", papers(), ids=lambda kind: kind.__name__)
    def test_can_read_the_fields_of_every_form(self, kind):
        """Names in annotations of fields are there when the program runs."""
        seen, waiting = set(), [kind]
        while waiting:
            one = waiting.pop()
            for hint in typing.get_type_hints(one).values():
                found = {hint, *typing.get_args(hint)}
                found |= {deep for part in found for deep in typing.get_args(part)}
                parts = {part for part in found if dataclasses.is_dataclass(part)}
                waiting += parts - seen
                seen |= parts

    @pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
    def test_gives_the_form_that_was_stored(self, form):
        paper = form()
        again = restored(stored(paper))
        assert type(again) is type(paper)
        assert plain(again) == json.loads(json.dumps(plain(again)))
        wanted = json.loads(json.dumps(plain(paper)).replace("066984000016", ""))
        told = json.loads(json.dumps(plain(again)))
        masked = "•••• 0016"
        text = json.dumps(told, ensure_ascii=False)
        assert json.loads(text) == wanted or masked in text

    def test_tells_several_parties_apart(self):
        paper = ward_decision(party=Several((OWNER, PRINTER)))
        again = restored(stored(paper))
        assert [type(one) for one in again.party.parties] == [
            type(OWNER),
            type(PRINTER),
        ]
        assert again.party.parties[1] == PRINTER

    @pytest.mark.parametrize(
        "name", ["", "gone.Form", "os.path", "parties.Individual.x"]
    )
    def test_refuses_what_it_cannot_read(self, name):
        paper = SimpleNamespace(data={"paper": name, "x": 1})
        with pytest.raises(PaperUnreadable):
            restored(paper)


class TestRedaction:
    def test_shortens_names_to_their_letters(self):
        assert initials("Mạc Thị Thu Cúc") == "M.T.T.C."
        assert initials("H’Nga Mlô") == "H.M."
        assert initials("Y Thuyên Niê") == "Y.T.N."

    def test_of_a_public_copy_reaches_every_sentence(self):
        form = ward_record(
            statement="Tôi là mạc  thị thu cúc, điện thoại 0905 123 456, thư "
            "cuc@example.vn, CCCD 066984000016; anh Trần Văn Bảy ở số 5 đường Lê Lợi, "
            "phường Tân An bán cho tôi 80 bản giá 1.234.567 đồng"
        )
        copy = redacted(form, CopyLevel.PUBLIC, Secrets(), on=ON)
        assert copy.statement == (
            "Tôi là M.T.T.C., điện thoại […], thư […], CCCD […]; anh T.V.B. ở phường "
            "Tân An bán cho tôi 80 bản giá 1.234.567 đồng"
        )
        assert copy.party.name == "M.T.T.C."
        assert copy.party.residence == "phường Buôn Ma Thuột, tỉnh Đắk Lắk"
        assert copy.party.born_on is None
        assert copy.maker.name == "H’Nga Mlô"
        assert "M.T.T.C." in copy.description
        assert copy.witnesses[0].name == "L.H.T."

    def test_of_a_shared_copy_masks_numbers_and_keeps_grown_persons(self):
        form = ward_record(statement="Số máy 0905123456, CCCD 066984000016")
        copy = redacted(form, CopyLevel.SHARED, Secrets(), on=ON)
        assert copy.statement == "Số máy •••• 3456, CCCD •••• 0016"
        assert copy.party.name == OWNER.name
        assert copy.party.residence == OWNER.residence

    def test_of_a_shared_copy_names_minors_by_initials(self):
        young = dataclasses.replace(OWNER, born_on=date(2010, 5, 1))
        form = ward_decision(party=young, aggravating=f"{young.name} tái phạm")
        copy = redacted(form, CopyLevel.SHARED, Secrets(), on=ON)
        assert copy.party.name == "M.T.T.C."
        assert copy.aggravating == "M.T.T.C. tái phạm"

    def test_of_a_public_copy_knows_who_is_named_by_a_label(self):
        form = ward_record(
            statement="Người nhận hàng: Trần Văn Bảy, chưa rõ nơi ở. Họ và tên: Lê Tám",
            maker=Official("H’Nga Mlô", "Công chức"),
            remarks=("Người lập biên bản: H’Nga Mlô",),
        )
        copy = redacted(form, CopyLevel.PUBLIC, Secrets(), on=ON)
        assert copy.statement == (
            "Người nhận hàng: T.V.B., chưa rõ nơi ở. Họ và tên: L.T."
        )
        assert copy.remarks == form.remarks

    def test_leaves_photographs_out_of_public_copies_alone(self):
        form = printer_inspection()
        public = redacted(form, CopyLevel.PUBLIC, Secrets(), on=ON)
        shared = redacted(form, CopyLevel.SHARED, Secrets(), on=ON)
        assert public.facts.photos == ()
        assert len(shared.facts.photos) == len(form.facts.photos)

    def test_keeps_numbers_of_papers_and_money(self):
        form = ward_decision()
        copy = redacted(form, CopyLevel.PUBLIC, Secrets(), on=ON)
        assert copy.legal_bases == form.legal_bases
        assert copy.number_text == form.number_text
        assert copy.signer == form.signer


NAME, ID, PHONE = "Mạc Thị Thu Cúc", "066984000016", "0905123456"
HOME = "Số 00 Lê Hồng Phong"


@pytest.fixture
def walk(officer):
    owner = party()
    for kind, number in (("PERSONAL_ID", ID), ("PHONE", PHONE)):
        ProtectedNumber.objects.create(
            party=owner,
            kind=kind,
            sealed=field_cipher.seal(number),
            digest=field_cipher.digest(number),
            last4=number[-4:],
            issued_on=day("12/05/2022"),
            issuer="Cục Cảnh sát",
            created_at=moment("01/12/2025"),
        )
    return at_state(officer, CaseState.PENDING_DECISION, respondent=owner)


@pytest.fixture
def document(walk) -> IssuedDocument:
    case = reread(walk.case)
    services.sign_decision(
        case=case, version=case.version, by=walk.by(SIGNER), at=moment("12/03/2026")
    )
    return IssuedDocument.objects.get(form="sanction_decision")


class TestCopies:
    def test_hold_none_of_the_redacted_words(self, walk, document):
        """Searched in every decompressed stream, and as a reader shows the text."""
        issued = services.print_issued(document=document, by=None, at=AT).content
        copy = render_copy(
            document=document, level="PUBLIC", by=walk.by("xa.bmt.thuly"), at=AT
        )
        shown = read_by_poppler(copy.content)
        first = read_by_poppler(issued)
        secrets = (NAME, NAME.upper(), ID, PHONE, HOME, "17/08/1984")
        assert ID in first  # the search finds what is there
        assert NAME.upper() in first
        streams = hold(copy.content)
        for secret in secrets:
            assert secret.lower() not in shown.lower()
            for form in ("NFC", "NFD"):
                word = unicodedata.normalize(form, secret)
                for code in ("utf-8", "utf-16-be", "utf-16-le"):
                    raw = word.encode(code)
                    assert not any(raw in stream for stream in streams), (secret, code)
        assert "M.T.T.C." in shown
        assert "01/QĐ-XPHC" in shown
        assert "3.750.000 đồng" in shown
        assert re.search(r"BẢN SAO – MỨC CÔNG KHAI", shown)
        assert document.verification_code in shown
        with pikepdf.open(io.BytesIO(copy.content)) as pdf:
            assert "/AF" not in pdf.Root
            assert not any(page.get_images() for page in pdf.pages)

    def test_are_logged_and_known_by_their_hash(self, walk, document):
        copy = render_copy(
            document=document, level="SHARED", by=walk.by("xa.bmt.thuly"), at=AT
        )
        kept = CodedPrint.objects.get()
        event = AccessEvent.objects.filter(action="printed").latest("seq")
        assert (kept.document, kept.level) == (document, "SHARED")
        assert kept.size == len(copy.content)
        assert event.detail["copy"] == "SHARED"
        assert ID not in text_of(copy.content)
        assert NAME.upper() in text_of(copy.content)

    def test_are_given_by_right_and_level(self, walk, document, officer):
        Participation.objects.create(
            case=walk.case,
            agency=officer("ca.pa03").agency,
            invited_at=AT,
            accepted_at=AT,
        )
        partner = officer("ca.pa03")
        for level in ("SHARED", "PUBLIC"):
            assert render_copy(document=document, level=level, by=partner, at=AT).pages
        for who, level in (("ca.pa03", "INTERNAL"), ("so.thuly", "PUBLIC")):
            with pytest.raises(NotPermitted):
                render_copy(document=document, level=level, by=officer(who), at=AT)

    def test_of_the_inside_say_what_was_issued(self, walk, document):
        inside = render_copy(
            document=document, level="INTERNAL", by=walk.by("xa.bmt.thuly"), at=AT
        )
        text = text_of(inside.content)
        assert NAME.upper() in text
        assert "NỘI BỘ" in text
        assert ID not in text  # the data have identity numbers masked
