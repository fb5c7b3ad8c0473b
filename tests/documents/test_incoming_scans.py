"""The scan of a paper that came in: a file of the case, or nothing is entered."""

from __future__ import annotations

import hashlib
import io

import pikepdf
import pytest

from agencies.models import NumberRegister
from audit.models import Entry
from cases.models import CaseEvidence
from cases.states import CaseState
from documents import services
from documents.models import IncomingPaper
from documents.services import Scan
from evidence.models import EvidenceFile, StoredFile
from kernel.errors import KindRefused, NotPermitted, Refused, TooLarge
from tests.cases.walk import CLERK, HANDLER, at_state
from tests.documents.paper import pages_of
from tests.documents.test_send_papers import AFTER, ANSWER
from tests.evidence import samples

SHA = hashlib.sha256


@pytest.fixture
def walk(officer):
    return at_state(officer, CaseState.RECORDED)


def came(walk, content: bytes, name="Công văn 45.pdf", *, by=CLERK, sha256=""):
    return services.register_incoming(
        case=walk.case,
        paper=ANSWER,
        scan=Scan(io.BytesIO(content), name, sha256),
        by=walk.by(by),
        at=AFTER,
    )


@pytest.mark.django_db
class TestRegisterIncoming:
    def test_keeps_the_scan_as_a_file_of_the_case(self, walk):
        content = samples.document(2)
        entered = came(walk, content, sha256=SHA(content).hexdigest())

        file = entered.file
        assert file.stored_file_id == SHA(content).hexdigest()
        assert file.is_hash_confirmed
        assert file.caption == "Văn bản đến số 1/2026: Về việc tiếp nhận hồ sơ"
        assert [event.kind for event in file.custody_events.all()] == ["RECEIVED"]
        assert CaseEvidence.objects.get(file=file).case == walk.case
        told = Entry.objects.filter(action="document.register_incoming").get()
        assert told.changes["sha256"] == [None, file.stored_file_id]

    @pytest.mark.parametrize(
        ("content", "name", "error"),
        [
            (b"MZ\x90", "thu.exe", KindRefused),
            (samples.photo(), "thu.pdf", KindRefused),
            (samples.scripted_document(), "thu.pdf", KindRefused),
            (b"", "thu.pdf", Refused),
            (b"%PDF-" + bytes(26 * 2**20), "thu.pdf", TooLarge),
        ],
    )
    def test_enters_nothing_with_a_file_that_is_refused(
        self, walk, content, name, error
    ):
        with pytest.raises(error) as refused:
            came(walk, content, name)
        assert "file" in refused.value.errors
        assert not IncomingPaper.objects.exists()
        assert not NumberRegister.objects.filter(register="VB-DEN").exists()
        assert not StoredFile.objects.exists()

    def test_keeps_no_file_of_who_may_not_enter_it(self, walk):
        with pytest.raises(NotPermitted):
            came(walk, samples.document(), by=HANDLER)
        assert not EvidenceFile.objects.exists()

    def test_binds_it_into_the_whole_file(self, walk):
        came(walk, samples.document(3))
        printed = services.print_case_file(
            case=walk.case, by=walk.by(HANDLER), at=AFTER
        )
        content = printed.file.read()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            bound = [str(one.title) for one in pdf.open_outline().root]
        assert any("Văn bản đến số 1/2026" in title for title in bound)
        front = [line.text for page in pages_of(content)[:3] for line in page.lines]
        assert "Văn bản đến số 1/2026" in " ".join(front)
