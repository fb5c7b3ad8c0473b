"""Notes stay inside an agency, or with the police (A016-A021, A121, A122, D113)."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import AccessEvent, Entry
from cases import services
from cases.models import Case, Note
from cases.querysets import StepNotOpen
from cases.services import text_for, visible_notes
from cases.timeline import timeline
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import reread
from tests.cases.walk_together import (
    HANDLER,
    MANAGER,
    OTHER_POLICE,
    POLICE,
    agency,
    asked,
    with_partner,
)
from tests.moments import moment

AT = moment("09/03/2026")
REASON = "Đối chiếu lời khai của chủ cơ sở"


def write(walk, by, text="Ghi chú", compartment="AGENCY", **values):
    return services.write_note(
        case=Case.objects.get(pk=walk.case.pk),
        compartment=compartment,
        text=text,
        by=walk.by(by),
        at=AT,
        **values,
    )


def read_by(walk, username) -> list[str]:
    notes = visible_notes(reread(walk.case), walk.by(username), AT)
    return [note.text for note in notes]


@pytest.mark.django_db
class TestWriteNote:
    def test_is_seen_inside_the_writers_agency(self, officer):
        """ "seen only inside the writer's agency" """
        walk = with_partner(officer)

        write(walk, HANDLER, "Của Sở")
        write(walk, POLICE, "Của PA05")

        assert read_by(walk, MANAGER) == ["Của Sở"]
        assert read_by(walk, POLICE) == ["Của PA05"]

    def test_of_the_police_is_seen_by_police_on_the_case(self, officer):
        """INV-15: POLICE content is never outside its owners."""
        walk = with_partner(officer)
        task = asked(walk, "PA03")
        write(walk, POLICE, "Nguồn tin", compartment="POLICE")
        assert read_by(walk, OTHER_POLICE) == []

        services.accept_task(task=task, by=officer(OTHER_POLICE), at=AT)

        assert read_by(walk, OTHER_POLICE) == ["Nguồn tin"]
        for username in (HANDLER, MANAGER, "so.giamdoc", "ubnd.lanhdao"):
            assert read_by(walk, username) == []

    def test_of_the_police_is_written_by_the_police(self, officer):
        walk = with_partner(officer)

        with pytest.raises(NotPermitted):
            write(walk, HANDLER, compartment="POLICE")

    def test_leaves_no_text_in_the_trail_and_no_event(self, officer):
        """Nobody outside learns even that it was written."""
        walk = with_partner(officer)
        version, events = walk.case.version, walk.case.events.count()

        write(walk, POLICE, "Tuyệt mật", compartment="POLICE")

        case = Case.objects.get()
        assert (case.version, case.events.count()) == (version, events)
        entry = Entry.objects.get(action="police_note.write")
        assert "Tuyệt mật" not in f"{entry.changes}{entry.reason}{entry.object_label}"
        assert entry.object_type == "cases.note"

    def test_never_changes(self, officer):
        walk = with_partner(officer)
        write(walk, HANDLER)

        with pytest.raises(IntegrityError), transaction.atomic():
            Note.objects.update(text="Khác")


@pytest.mark.django_db
class TestShareNote:
    def test_shows_it_to_one_more_agency_for_good(self, officer):
        walk = with_partner(officer)
        note = write(walk, HANDLER, "Của Sở")

        services.share_note(
            note=note, agency=agency("PA05"), by=officer(HANDLER), at=AT
        )

        assert read_by(walk, POLICE) == ["Của Sở"]
        with pytest.raises(StepNotOpen):
            services.share_note(
                note=note, agency=agency("PA05"), by=officer(HANDLER), at=AT
            )

    def test_is_not_for_others_nor_for_agencies_off_the_case(self, officer):
        walk = with_partner(officer)
        note = write(walk, HANDLER)

        with pytest.raises(NotPermitted):
            services.share_note(
                note=note, agency=agency("PA05"), by=officer(POLICE), at=AT
            )
        with pytest.raises(Refused):
            services.share_note(
                note=note, agency=agency("QLTT"), by=officer(HANDLER), at=AT
            )

    def test_never_takes_a_police_note_outside(self, officer):
        walk = with_partner(officer)
        note = write(walk, POLICE, compartment="POLICE")

        with pytest.raises(NotPermitted):
            services.share_note(
                note=note, agency=agency("SO_VHTTDL"), by=officer(POLICE), at=AT
            )


@pytest.mark.django_db
class TestRevealNote:
    def test_asks_a_reason_and_leaves_its_trace_first(self, officer):
        """INV-13: no reveal without its AccessEvent."""
        walk = with_partner(officer)
        note = write(walk, HANDLER, "Số xe 47C", is_operational=True)
        assert text_for(note, officer(MANAGER)) == "•••"
        with pytest.raises(Refused):
            services.reveal_note(note=note, reason="xem", by=officer(MANAGER), at=AT)

        text = services.reveal_note(
            note=note, reason=REASON, by=officer(MANAGER), at=AT
        )

        assert text == "Số xe 47C"
        event = AccessEvent.objects.get(action="revealed")
        assert event.detail["through"] == walk.case.number
        listed = services.reveals_of(reread(walk.case), officer(MANAGER), AT)
        assert list(listed) == [event]
        assert not services.reveals_of(reread(walk.case), officer(POLICE), AT)

    def test_is_refused_to_others(self, officer):
        walk = with_partner(officer)
        note = write(walk, HANDLER, is_operational=True)

        with pytest.raises(NotPermitted):
            services.reveal_note(note=note, reason=REASON, by=officer(POLICE), at=AT)
        assert not AccessEvent.objects.filter(action="revealed").exists()


@pytest.mark.django_db
class TestTimeline:
    def test_leaves_out_what_others_keep_to_themselves(self, officer):
        walk = with_partner(officer)
        write(walk, HANDLER, "Của Sở")
        write(walk, POLICE, "Của công an", compartment="POLICE")

        def texts(username):
            rows = timeline(reread(walk.case), officer(username), AT)
            return {row.text for row in rows if row.kind == "note"}

        assert texts(HANDLER) == {"Của Sở"}
        assert texts(POLICE) == {"Của công an"}
        assert timeline(reread(walk.case), officer("ubnd.lanhdao"), AT) == []

    def test_goes_by_agency(self, officer):
        walk = with_partner(officer)

        rows = timeline(reread(walk.case), officer(HANDLER), AT, agency="PA05")

        assert [(row.kind, row.name) for row in rows] == [("task", "accept_task")]

    def test_hides_the_work_inside_another_agency(self, officer):
        walk = with_partner(officer)
        asked(walk, "SO_VHTTDL")

        def names(username):
            rows = timeline(reread(walk.case), officer(username), AT)
            return [row.name for row in rows if row.name == "create_task"]

        assert len(names(HANDLER)) == 2
        assert len(names(POLICE)) == 1
