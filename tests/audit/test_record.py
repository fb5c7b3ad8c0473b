"""Acts and looks as they stand in the trail."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from agencies.models import Agency
from audit import trail
from audit.chain import START, verify_chain
from audit.models import AccessAction, AccessEvent, Entry
from kernel.request_context import RequestContext, current_request
from tests.moments import moment

AT = moment("05/03/2026")


@pytest.fixture
def inspector(officer):
    return officer("so.kiemtra")


class TestRecord:
    def test_says_who_of_which_agency_did_what_to_which_record(self, inspector):
        agency = Agency.objects.get(code="SO_VHTTDL")

        entry = trail.record(
            action="agency.rename",
            record=agency,
            at=AT,
            by=inspector,
            reason="Theo nghị quyết",
            relation="own_agency",
            before={"name": "Sở cũ", "kind": "SO_VHTTDL"},
            after={"name": "Sở mới", "kind": "SO_VHTTDL"},
        )

        entry.refresh_from_db()
        assert entry.actor == inspector
        assert entry.actor_label == "Trần Thị Mỹ Hạnh"
        assert (entry.agency_code, entry.relation) == ("SO_VHTTDL", "own_agency")
        assert (entry.object_type, entry.object_id) == ("agencies.agency", "SO_VHTTDL")
        assert entry.object_label == "SO_VHTTDL"
        assert entry.changes == {"name": ["Sở cũ", "Sở mới"]}
        assert entry.at == AT

    def test_keeps_only_fields_that_changed_on_either_side(self):
        assert trail.changes_between(
            {"gone": 1, "same": "x", "moved": 1}, {"new": 2, "same": "x", "moved": 2}
        ) == {"gone": [1, None], "moved": [1, 2], "new": [None, 2]}

    @pytest.mark.parametrize("field", [*sorted(trail.MASKED), "source_note"])
    def test_never_holds_a_masked_value(self, inspector, field):
        entry = trail.record(
            action="party.edit",
            record=None,
            at=AT,
            by=inspector,
            before={field: ""},
            after={field: "066123456789", "people": [{field: "0905123456"}]},
        )

        assert entry.changes == {
            field: ["", "•••"],
            "people": [None, [{field: "•••"}]],
        }

    def test_takes_request_and_address_from_the_request(self, inspector):
        token = current_request.set(RequestContext("req-7F3A", "10.0.0.9"))
        entry = trail.record(action="case.edit", record=None, at=AT, by=inspector)
        current_request.reset(token)

        assert (entry.request_id, entry.address) == ("req-7F3A", "10.0.0.9")

    def test_names_the_system_where_nobody_acted(self, db):
        entry = trail.record(action="calendar.edit", record=None, at=AT, by=None)

        assert (entry.actor, entry.actor_label) == (None, "system")

    def test_links_each_row_to_the_one_before(self, inspector):
        start = Entry.objects.count()
        before = Entry.objects.order_by("-seq").values_list("hash", flat=True).first()
        first, second = (
            trail.record(action="case.edit", record=None, at=AT, by=inspector)
            for _ in range(2)
        )

        assert (first.seq, second.seq) == (start + 1, start + 2)
        assert first.previous_hash == (before or START)
        assert second.previous_hash == first.hash
        assert verify_chain(Entry) is None

    def test_decides_number_and_hashes_itself(self, inspector):
        given = Entry(seq=-7, previous_hash="x", hash="y", at=AT, actor_label="a")
        given.save(force_insert=True)

        assert not Entry.objects.filter(seq=-7).exists()
        assert verify_chain(Entry) is None

    def test_leaves_no_gap_where_an_act_was_rolled_back(self, inspector):
        first = trail.record(action="case.edit", record=None, at=AT, by=inspector)
        with transaction.atomic():
            trail.record(action="case.edit", record=None, at=AT, by=inspector)
            transaction.set_rollback(True)
        second = trail.record(action="case.edit", record=None, at=AT, by=inspector)

        assert second.seq == first.seq + 1

    def test_hashes_alike_in_every_time_zone_and_date_style(self, inspector):
        with connection.cursor() as cursor:
            for zone, style in (("UTC", "ISO"), ("Asia/Ho_Chi_Minh", "SQL, DMY")):
                cursor.execute("SELECT set_config('TimeZone', %s, true)", [zone])
                cursor.execute("SELECT set_config('DateStyle', %s, true)", [style])
                trail.record(
                    action="case.edit", record=None, at=AT, by=inspector, reason=zone
                )
                assert verify_chain(Entry) is None


class TestRecordAccess:
    def test_writes_a_chain_of_its_own(self, inspector):
        agency = Agency.objects.get(code="SO_VHTTDL")

        event = trail.record_access(
            action="viewed",
            record=agency,
            at=AT,
            by=inspector,
            label="Sở",
            detail={"page": 1, "phone": "0905123456"},
        )

        assert event.action == AccessAction.VIEWED
        assert event.object_label == "Sở"
        assert event.detail == {"page": 1, "phone": "•••"}
        assert verify_chain(AccessEvent) is None

    def test_refuses_a_kind_of_look_that_is_not_known(self, inspector):
        with pytest.raises(ValueError, match="peeked"):
            trail.record_access(action="peeked", record=None, at=AT, by=inspector)
        with pytest.raises(IntegrityError), transaction.atomic():
            AccessEvent.objects.create(at=AT, actor_label="x", action="peeked")
