"""Papers of many cases as one PDF or ZIP: in pieces, by right, for one officer."""

import io
import zipfile
from datetime import timedelta

import pikepdf
import pytest

from audit.models import AccessEvent, Entry
from cases.services import RecordInput
from cases.states import CaseState
from documents import services
from documents.models import IssuedDocument
from documents.models.batches import BatchState, ItemState, PrintBatch
from documents.storage import FileDamaged, path_of
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER, INSPECTOR, MANAGER, at_state, received, reread
from tests.moments import moment

AT = moment("20/03/2026", "08:00")


@pytest.fixture
def walks(officer):
    """Two cases of the ward: one with its violation record, one just received."""
    first = at_state(officer, CaseState.OPENED)
    services.make_record(
        case=reread(first.case),
        version=reread(first.case).version,
        content=RecordInput(place="Nhà sách Hoa Cúc", made_time="08:30"),
        by=first.by(INSPECTOR),
        at=moment("05/03/2026", "10:00"),
    )
    return [first, received(officer)]


def start(walks, by=HANDLER, *, content="issued", output="pdf") -> PrintBatch:
    return services.start_batch(
        cases=[walk.case.pk for walk in walks],
        content=content,
        output=output,
        by=walks[0].by(by),
        at=AT,
    )


def go_on(batch, walks, by=HANDLER, seconds=60.0) -> PrintBatch:
    return services.go_on(batch=batch, by=walks[0].by(by), at=AT, seconds=seconds)


def result(batch, walks, by=HANDLER) -> bytes:
    with services.open_result(batch=batch, by=walks[0].by(by), at=AT) as file:
        return file.read()


class TestPrintTogether:
    def test_joins_what_there_is_and_names_what_is_left_out(self, walks):
        batch = go_on(start(walks), walks)

        assert batch.state == BatchState.DONE
        one, other = batch.items.all()
        assert (one.state, other.state) == (ItemState.PRINTED, ItemState.LEFT_OUT)
        assert other.refusal == "paper_missing"
        content = result(batch, walks)
        record = IssuedDocument.objects.get()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert len(pdf.pages) == batch.pages == record.pages
            with pdf.open_outline() as outline:
                [mark] = [item.title for item in outline.root]
        assert mark == f"{walks[0].case.number}: Biên bản vi phạm hành chính số " + (
            record.number_text
        )
        assert [path.name for path in batch.folder.iterdir()] == ["result.pdf"]
        assert Entry.objects.filter(action="document.print_together").count() == 1
        assert [event.action for event in AccessEvent.objects.order_by("seq")] == [
            "printed",
            "downloaded",
        ]

    def test_gives_a_zip_of_reports_with_a_trace_of_each(self, walks):
        batch = start(walks, content="case_report_short", output="zip")
        batch = go_on(batch, walks)
        with zipfile.ZipFile(io.BytesIO(result(batch, walks))) as archive:
            names = archive.namelist()
            assert all(archive.read(name).startswith(b"%PDF") for name in names)
        numbers = [walk.case.number for walk in walks]
        assert names == [
            f"{place:04d}-01-case_report_short-{number}.pdf"
            for place, number in enumerate(numbers, start=1)
        ]
        printed = AccessEvent.objects.filter(action="printed")
        assert sorted(printed.values_list("object_label", flat=True)) == sorted(numbers)

    def test_prints_whole_files_in_pieces_that_another_request_ends(self, walks):
        batch = start(walks, content="case_file")
        batch = go_on(batch, walks, seconds=0)
        assert batch.state == BatchState.RUNNING
        assert [item.state for item in batch.items.all()] == ["PRINTED", "WAITING"]

        batch = go_on(batch, walks)

        assert batch.state == BatchState.DONE
        assert batch.items.filter(state=ItemState.PRINTED).count() == 2
        assert len(pikepdf.open(batch.result).pages) == batch.pages

    def test_asks_for_the_right_when_the_turn_of_a_case_comes(self, walks, officer):
        batch = start(walks, content="case_report")
        # Between the asking and the printing the file became another agency's.
        case = walks[0].case
        other = officer("xa.eakar").agency
        type(case).objects.filter(pk=case.pk).update(
            lead_agency=other, competent_authority=other
        )
        batch = go_on(batch, walks)

        one, two = batch.items.all()
        assert (one.state, one.refusal) == (ItemState.LEFT_OUT, "not_permitted")
        assert (one.papers, two.state) == ([], ItemState.PRINTED)
        labels = AccessEvent.objects.filter(action="printed")
        assert [event.object_label for event in labels] == [walks[1].case.number]

    def test_is_its_owners_alone(self, walks):
        batch = go_on(start(walks), walks)
        for act in (go_on, result):
            with pytest.raises(NotPermitted):
                act(batch, walks, MANAGER)
        with pytest.raises(NotPermitted):
            services.remove_batch(batch=batch, by=walks[0].by(MANAGER), at=AT)

    @pytest.mark.parametrize("by", ["xa.eakar", "quantri"])
    def test_takes_no_case_that_the_officer_does_not_see(self, walks, by):
        with pytest.raises(Refused):
            start(walks, by)
        assert not PrintBatch.objects.exists()

    def test_is_kept_for_the_days_of_the_setting(self, walks):
        batch = go_on(start(walks), walks)
        stray = batch.folder.parent / "stray"
        stray.mkdir()

        assert services.sweep_batches(at=AT + timedelta(days=7)) == 0
        assert batch.result.exists()
        assert not stray.exists()

        assert services.sweep_batches(at=AT + timedelta(days=7, minutes=1)) == 1
        batch.refresh_from_db()
        assert batch.state == BatchState.REMOVED
        with pytest.raises(services.BatchGone):
            result(batch, walks)
        assert services.sweep_batches(at=AT + timedelta(days=8)) == 0

    def test_leaves_out_a_damaged_paper_and_refuses_a_changed_result(self, walks):
        kept = path_of(IssuedDocument.objects.get().sha256)
        good = kept.read_bytes()
        kept.chmod(0o640)
        kept.write_bytes(good + b" ")
        batch = go_on(start(walks), walks)
        assert batch.items.first().refusal == "document_damaged"
        assert batch.sha256 == ""

        kept.write_bytes(good)
        batch = go_on(start(walks), walks)
        batch.result.write_bytes(b"%PDF-1.4 another")
        with pytest.raises(FileDamaged):
            result(batch, walks)
