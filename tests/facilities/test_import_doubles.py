"""Rows that may be a facility of the register already: shown, decided, never merged."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facilities import services
from facilities.doubles import Weights
from facilities.imports import batches, choosing, taking, undoing
from facilities.imports.choosing import Chosen
from facilities.models import Facility, ImportRow, ProposedDouble
from facilities.services import doubles
from facilities.services.doubles import Entry
from facilities.services.inputs import AddressInput, FacilityInput, PersonInput
from facilities.states import ImportChoice, ImportOutcome, ImportState
from kernel.errors import NotPermitted, NotReady, Refused
from tests.facilities.conftest import AT
from tests.facilities.test_import_registers import (
    HEADER,
    HOA_CUC,
    MINH,
    changed,
    checked,
    counts,
    imported,
    registered,
)
from tests.facilities.torture import sheet_of

pytestmark = pytest.mark.django_db
# The shop of the register, as another office writes it: no code, one letter otherwise.
LIKE = changed(
    HOA_CUC, name="NS Hoa Cucs", tax=None, licence=None, day=None, issuer=None
)


@pytest.fixture
def known(keeper):
    imported(keeper, HOA_CUC)
    return Facility.objects.get()


def doubtful(batch):
    return [
        (row.number, [like.facility_id for like in row.likenesses])
        for row in batch.rows.doubtful().order_by("number")
    ]


def decided(by, batch, choice, row=2, **more):
    return choosing.choose(
        batch=batch, chosen=[Chosen(row, choice, **more)], by=by, at=AT
    )


class TestRowsThatMayBeThere:
    def test_are_shown_with_the_likely_one_and_reasons(self, keeper, known):
        batch = checked(keeper, LIKE, MINH)

        assert doubtful(batch) == [(2, [known.pk])]
        row = batch.rows.get(number=2)
        (likely,) = row.likenesses
        assert {reason.code for reason in likely.reasons} >= {
            "same_place",
            "same_phone",
        }
        assert likely.score >= Weights.configured().threshold
        assert any(known.code in remark["text"] for remark in row.remarks)
        assert row.verdict == "FLAGGED"

    def test_are_not_those_that_the_file_names_exactly(self, keeper, known):
        assert doubtful(checked(keeper, HOA_CUC)) == []

    def test_go_in_as_new_when_nobody_decides(self, keeper, known):
        batch = taking.take_in(batch=checked(keeper, LIKE), by=keeper, at=AT)

        assert counts(batch) == (1, 0, 0)
        assert Facility.objects.count() == 2
        pair = ProposedDouble.objects.get()
        assert known.pk in (pair.one_id, pair.other_id)

    def test_are_found_as_the_entry_page_finds_them(self, keeper, known):
        entries = [
            Entry(
                data=FacilityInput(
                    name=name, kinds=("DISTRIBUTOR",), subject_kind="HOUSEHOLD"
                ),
                addresses=[
                    AddressInput(kind="SHOP", text="12 Quang Trung", ward_code="24163")
                ],
                people=[PersonInput(role="OWNER", name="Y Thu Niê", phone=phone)],
            )
            for name, phone in (
                ("Hiệu sách Hoa Cúc", "0905123456"),
                ("Hoa Cúc", ""),
                ("Photocopy Ban Mai", ""),
            )
        ]
        together = doubles.doubles_at_entries(entries)
        one_by_one = [
            services.doubles_at_entry(
                data=e.data, addresses=e.addresses, people=e.people, urls=e.urls
            )
            for e in entries
        ]

        assert together == one_by_one
        assert [len(found) for found in together] == [1, 1, 0]


class TestDecideARow:
    def test_the_same_updates_and_keeps_the_name(self, keeper, known):
        batch = checked(keeper, changed(LIKE, person="Trần Thị Lan"))
        decided(keeper, batch, ImportChoice.SAME)
        batch = taking.take_in(batch=batch, by=keeper, at=AT)

        assert counts(batch) == (0, 1, 0)
        known.refresh_from_db()
        assert known.name == "Nhà sách Hoa Cúc"
        assert {p.name for p in known.people.all()} == {"Y Thu Niê", "Trần Thị Lan"}

    def test_is_remembered_when_the_file_comes_again(self, keeper, known):
        row = changed(LIKE, person="Trần Thị Lan")
        batch = checked(keeper, row)
        decided(keeper, batch, ImportChoice.SAME)
        taking.take_in(batch=batch, by=keeper, at=AT)
        before = registered()

        again = checked(keeper, row)
        assert doubtful(again) == []
        assert counts(taking.take_in(batch=again, by=keeper, at=AT)) == (0, 0, 1)
        assert registered() == before

    def test_counts_for_its_like_further_down(self, keeper, known):
        batch = checked(keeper, LIKE, changed(LIKE, person="Trần Thị Lan"))
        decided(keeper, batch, ImportChoice.SAME)
        batch = taking.take_in(batch=batch, by=keeper, at=AT)

        assert Facility.objects.get().pk == known.pk
        assert counts(batch) == (0, 1, 1)

    def test_is_undone_without_a_rest(self, keeper, known):
        before = registered()
        batch = checked(keeper, changed(LIKE, person="Trần Thị Lan"))
        decided(keeper, batch, ImportChoice.SAME)
        batch = taking.take_in(batch=batch, by=keeper, at=AT)
        undoing.undo(batch=batch, by=keeper, at=AT)

        assert registered() == before
        assert not ImportRow.objects.filter(choice=ImportChoice.SAME).exists()

    def test_another_one_is_entered(self, keeper, known):
        batch = checked(keeper, LIKE)
        decided(keeper, batch, ImportChoice.NEW)

        assert counts(taking.take_in(batch=batch, by=keeper, at=AT)) == (1, 0, 0)

    def test_a_row_left_out_stays_out(self, keeper, known):
        batch = checked(keeper, LIKE, MINH)
        decided(keeper, batch, ImportChoice.SKIP)
        batch = taking.take_in(batch=batch, by=keeper, at=AT)

        assert batch.state == ImportState.DONE
        assert counts(batch) == (1, 0, 0)
        assert batch.rows.get(number=2).outcome == ImportOutcome.NONE
        assert not Facility.objects.filter(name="NS Hoa Cucs").exists()

    def test_refuses_the_row_when_the_chosen_one_is_gone(self, keeper, known):
        batch = checked(keeper, LIKE, MINH)
        decided(keeper, batch, ImportChoice.SAME)
        Facility.objects.filter(pk=known.pk).delete()
        batch = taking.take_in(batch=batch, by=keeper, at=AT)

        assert counts(batch) == (1, 0, 0)
        assert batch.rows.get(number=2).verdict == "BAD"

    def test_decides_all_the_rest_at_once(self, keeper, known):
        batch = checked(keeper, LIKE, changed(LIKE, name="Hoa Cúcc"), MINH)
        decided(keeper, batch, ImportChoice.SAME)
        choosing.choose_rest(batch=batch, choice=ImportChoice.SKIP, by=keeper, at=AT)

        choices = dict(batch.rows.values_list("number", "choice"))
        assert choices == {2: "SAME", 3: "SKIP", 4: ""}

    def test_forgets_the_choice_when_columns_are_matched_anew(self, keeper, known):
        batch = checked(keeper, LIKE)
        decided(keeper, batch, ImportChoice.SAME)
        batches.match_columns(batch=batch, columns=batch.columns, by=keeper, at=AT)

        row = batch.rows.get()
        assert (row.choice, row.likely, row.facility_id) == ("", [], None)

    @pytest.mark.parametrize(
        ("row", "choice", "facility"),
        [
            (3, ImportChoice.SAME, None),  # nothing is asked of this row
            (9, ImportChoice.SKIP, None),  # no such row
            (2, "MERGE", None),
            (2, ImportChoice.SAME, "0198c0de-0000-7000-8000-00000000000a"),
        ],
    )
    def test_refuses(self, keeper, known, row, choice, facility):
        batch = checked(keeper, LIKE, MINH)
        with pytest.raises(Refused) as refusal:
            decided(keeper, batch, choice, row=row, facility=facility)

        assert list(refusal.value.errors) == [f"rows.{row}"]
        assert set(batch.rows.values_list("choice", flat=True)) == {""}

    def test_is_for_the_registry_officer_before_it_is_taken(
        self, keeper, known, officer
    ):
        batch = checked(keeper, LIKE)
        with pytest.raises(NotPermitted):
            decided(officer("so.kiemtra"), batch, ImportChoice.SKIP)
        with pytest.raises(Refused):
            choosing.choose_rest(
                batch=batch, choice=ImportChoice.SAME, by=keeper, at=AT
            )
        taking.take_in(batch=batch, by=keeper, at=AT)
        with pytest.raises(NotReady):
            decided(keeper, batch, ImportChoice.SKIP)


class TestDoublesOfABatch:
    def test_are_searched_for_among_its_facilities_only(self, keeper, enter):
        # Two alike that were there before: no search has been asked for yet.
        enter("Photocopy Suối Trong")
        enter("Photocopy Suoi Trong")
        imported(keeper, HOA_CUC, changed(LIKE, tax=None))

        (pair,) = ProposedDouble.objects.all()
        assert {pair.one.name, pair.other.name} == {"Nhà sách Hoa Cúc", "NS Hoa Cucs"}

    def test_find_what_the_whole_search_finds(self, keeper, enter):
        for name in ("Nhà sách Hoa Cúc", "hieu sach hoa cuc", "Photocopy Ban Mai"):
            enter(name)
        services.find_doubles(by=None, at=AT)
        whole = list(ProposedDouble.objects.values_list("one", "other", "score"))
        ids = Facility.objects.values_list("pk", flat=True)

        assert doubles.find_doubles_among(ids, at=AT) == len(whole) == 1
        assert (
            list(ProposedDouble.objects.values_list("one", "other", "score")) == whole
        )

    def test_leave_what_was_decided_to_be_none(self, keeper, enter):
        one, other = enter("Nhà sách Hoa Cúc"), enter("hieu sach hoa cuc")
        services.decide_not_a_double(
            one=one, other=other, reason="Hai chủ khác nhau", by=keeper, at=AT
        )

        assert doubles.find_doubles_among([one.pk], at=AT) == 0

    def test_take_as_many_queries_for_forty_rows_as_for_two(self, keeper, known):
        asked = []
        for many in (2, 40):
            rows = [changed(LIKE, name=f"Hoa Cúc {n}", phone=None) for n in range(many)]
            entries = [
                Entry(
                    data=FacilityInput(
                        name=row[0], kinds=("DISTRIBUTOR",), subject_kind="HOUSEHOLD"
                    ),
                    addresses=[
                        AddressInput(kind="SHOP", text=row[2], ward_code="24163")
                    ],
                )
                for row in rows
            ]
            with CaptureQueriesContext(connection) as queries:
                doubles.doubles_at_entries(entries)
            asked.append(len(queries))
        assert asked == [3, 3]


class TestImportCommand:
    def test_reports_likely_doubles_and_merges_nothing(
        self, keeper, known, tmp_path, capsys
    ):
        file = tmp_path / "so.xlsx"
        file.write_bytes(sheet_of([HEADER, LIKE]))
        call_command("import_facilities", str(file), "--json")
        report = json.loads(capsys.readouterr().out)

        assert (report["created"], report["updated"]) == (1, 0)
        (likely,) = report["likely_doubles"]
        assert (likely["row"], likely["facility"]) == (2, known.code)
        assert likely["reasons"]
        assert Facility.objects.standing().count() == 2
