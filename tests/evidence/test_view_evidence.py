"""What leaves the store, to whom, and what is written about it first."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from audit.models import AccessAction, AccessEvent
from evidence import services, storage
from evidence.kinds import Compartment, CustodyKind
from evidence.models import CustodyEvent, EvidenceFile
from kernel.errors import NotPermitted, Refused
from tests.evidence import samples
from tests.evidence.conftest import AT
from tests.moments import moment


class TestDerivative:
    def test_is_small_upright_and_without_metadata(self, receive, officer):
        """ "a re-encoded derivative without metadata": security rules 2.3."""
        file = receive(samples.phone_photo())

        content = services.derivative(evidence_file=file, by=officer("so.thuly"), at=AT)

        assert file.derivative_media_type == "image/jpeg"
        with Image.open(io.BytesIO(content)) as image:
            assert image.format == "JPEG"
            assert image.size == (1200, 1600)  # lay on its side, 2400 x 1800
            assert not image.getexif()
            assert "comment" not in image.info
        assert b"0905123456" not in content
        assert "Niê".encode() not in content

    @pytest.mark.parametrize("form", ["PNG", "WEBP", "HEIF"])
    def test_is_a_jpeg_whatever_was_sent(self, receive, officer, form):
        suffix = {"HEIF": "heic"}.get(form, form.lower())
        file = receive(samples.photo(form), f"a.{suffix}")

        content = services.derivative(evidence_file=file, by=officer("so.thuly"), at=AT)

        with Image.open(io.BytesIO(content)) as image:
            assert (image.format, image.size) == ("JPEG", (640, 480))

    def test_bears_reader_and_time(self, receive, officer):
        file = receive(samples.phone_photo())

        def seen(username: str, minute: int) -> bytes:
            at = moment("05/03/2026", f"10:{minute:02}")
            return services.derivative(evidence_file=file, by=officer(username), at=at)

        first = seen("so.thuly", 0)
        assert first == seen("so.thuly", 0)
        assert first != seen("so.thuly", 1)
        assert first != seen("so.giamdoc", 0)
        with Image.open(io.BytesIO(first)) as image:
            foot = image.crop((0, image.height - 30, image.width, image.height))
            assert len(foot.convert("L").getcolors()) > 20  # letters on a band

    def test_of_a_document_bears_them_on_every_page(self, receive, officer):
        file = receive(samples.document(pages=2), "a.pdf")

        content = services.derivative(evidence_file=file, by=officer("so.thuly"), at=AT)

        assert file.derivative_media_type == "application/pdf"
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for page in pdf.pages:
                words = b"".join(stream.read_bytes() for stream in page.Contents)
                assert b"so.thuly | SO_VHTTDL | 05/03/2026 09:30" in words
            assert "/Author" not in pdf.docinfo

    def test_is_written_down_before_it_leaves(self, receive, officer):
        """INV-13; custody names each reader once a day, the trail every look."""
        file, reader = receive(), officer("so.thuly")

        for at in (AT, moment("05/03/2026", "17:00"), moment("06/03/2026")):
            services.derivative(evidence_file=file, by=reader, at=at)

        looks = AccessEvent.objects.filter(object_id=str(file.pk))
        assert [look.action for look in looks] == [AccessAction.VIEWED] * 3
        assert {look.actor for look in looks} == {reader}
        viewed = CustodyEvent.objects.filter(kind=CustodyKind.VIEWED, by=reader)
        assert [event.at for event in viewed] == [AT, moment("06/03/2026")]

    def test_is_refused_when_the_original_was_changed(self, receive, officer):
        file = receive()
        _flip_a_byte(file)

        with pytest.raises(services.FileDamaged):
            services.derivative(evidence_file=file, by=officer("so.thuly"), at=AT)
        assert AccessEvent.objects.latest("seq").action == AccessAction.REFUSED
        assert not CustodyEvent.objects.filter(kind=CustodyKind.VIEWED).exists()


class TestOpenOriginal:
    def test_gives_the_very_bytes_with_a_reason(self, receive, officer):
        content, handler = samples.phone_photo(), officer("so.thuly")
        file = receive(content)

        with services.open_original(
            evidence_file=file, reason="Trưng cầu giám định", by=handler, at=AT
        ) as original:
            assert original.read() == content

        look = AccessEvent.objects.latest("seq")
        assert (look.action, look.detail) == (
            AccessAction.DOWNLOADED,
            {"reason": "Trưng cầu giám định"},
        )
        event = CustodyEvent.objects.get(kind=CustodyKind.DOWNLOADED)
        assert (event.by, event.note) == (handler, "Trưng cầu giám định")

    @pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
    def test_asks_for_a_reason(self, receive, officer, reason):
        file = receive()

        with pytest.raises(Refused) as refusal:
            services.open_original(
                evidence_file=file, reason=reason, by=officer("so.thuly"), at=AT
            )
        assert list(refusal.value.errors) == ["reason"]
        assert not AccessEvent.objects.exists()

    @pytest.mark.parametrize("harm", ["changed", "missing"])
    def test_checks_the_hash_on_the_way_out(self, receive, officer, harm):
        file = receive()
        if harm == "changed":
            _flip_a_byte(file)
        else:
            storage.path_of(file.stored_file_id).unlink()

        with pytest.raises(services.FileDamaged):
            services.open_original(
                evidence_file=file, reason="Giám định", by=officer("so.thuly"), at=AT
            )
        assert not CustodyEvent.objects.filter(kind=CustodyKind.DOWNLOADED).exists()


class TestCompartment:
    """Who of the readers of a record sees a file: security rules 1, INV-15."""

    CASE, AGENCY = Compartment.CASE, Compartment.AGENCY
    POLICE, INFORMANT = Compartment.POLICE, Compartment.INFORMANT

    @pytest.fixture
    def files(self, receive, officer) -> dict[str, EvidenceFile]:
        """One of each, from PA03 of the provincial police."""
        sender = officer("ca.pa03")
        return {
            compartment: receive(by=sender, compartment=compartment)
            for compartment in Compartment
        }

    @pytest.mark.parametrize(
        ("username", "sees"),
        [
            ("ca.pa03", {CASE, AGENCY, POLICE, INFORMANT}),
            ("ca.thuly", {CASE, AGENCY, POLICE}),
            ("ca.pa05", {CASE, POLICE}),
            ("ca.giamdoc", {CASE, AGENCY, POLICE}),  # head of the parent agency
            ("so.thuly", {CASE}),
            ("so.giamdoc", {CASE}),
            ("ubnd.chutich", {CASE}),
        ],
    )
    def test_answers_alike_for_one_file_and_for_a_list(
        self, files, officer, username, sees
    ):
        reader = officer(username)

        listed = EvidenceFile.objects.visible_to(reader, AT)
        assert {file.compartment for file in listed} == sees
        for compartment, file in files.items():
            if compartment in sees:
                services.derivative(evidence_file=file, by=reader, at=AT)
            else:
                with pytest.raises(NotPermitted):
                    services.derivative(evidence_file=file, by=reader, at=AT)
                with pytest.raises(NotPermitted):
                    services.open_original(
                        evidence_file=file, reason="Xem", by=reader, at=AT
                    )


def _flip_a_byte(file: EvidenceFile) -> None:
    path = storage.path_of(file.stored_file_id)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)
