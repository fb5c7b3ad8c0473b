"""Merging keeps both histories, takes two officers, and can be undone exactly."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict

from agencies.kinds import SubjectKind
from audit.models import Entry
from cases.services import CaseInput, receive_case
from facilities import services
from facilities.models import Facility, Merge, ProposedDouble
from facilities.services import FacilityInput, LicenceInput
from facilities.services.merging import (
    AlreadyMerged,
    AlreadyMerging,
    CannotUndo,
    MergeSettled,
)
from facilities.services.writing import WasMerged
from facilities.states import LicenceType, MergeState
from kernel.errors import MovedOn, NotPermitted, Refused
from tests.facilities.conftest import AT, TAN_AN
from tests.facilities.test_find_doubles import at, owner
from tests.moments import day

LATER = AT + timedelta(days=1)


@pytest.fixture
def pair(enter):
    """The kept record and the one to absorb."""
    kept = enter("Nhà sách Hoa Cúc", people=[owner()])
    absorbed = enter(
        "Hiệu sách Hoa Cúc Vàng",
        tax_code="9900000016",
        addresses=[at("7 Y Jút", TAN_AN)],
        trade_name="Hoa Cúc Books",
        licences=[
            LicenceInput(
                type=LicenceType.DISTRIBUTION,
                number="77",
                issuer="Sở VHTTDL",
                issued_on=day("01/02/2025"),
            )
        ],
    )
    return kept, absorbed


@pytest.fixture
def propose(pair, keeper):
    def make(taken=("name", "tax_code"), **given):
        return services.propose_merge(
            **{
                "kept": pair[0],
                "absorbed": pair[1],
                "kept_version": pair[0].version,
                "absorbed_version": pair[1].version,
                "reason": "Một cửa hàng, hai lần nhập",
                "by": keeper,
                "at": AT,
            }
            | given,
            taken=taken,
        )

    return make


@pytest.fixture
def merged(propose, colleague):
    return services.agree_to_merge(merge=propose(), by=colleague, at=AT)


def fresh(*facilities):
    return [Facility.objects.get(pk=facility.pk) for facility in facilities]


def snapshot():
    """Every value of the register's rows but versions and the time of change."""
    left_out = {"version", "updated_at"}
    rows = {}
    for facility in Facility.objects.all():
        rows[facility.code] = {
            field.attname: getattr(facility, field.attname)
            for field in Facility._meta.concrete_fields
            if field.attname not in left_out
        }
        for name in (
            "addresses",
            "licences",
            "people",
            "former_names",
            "protected_numbers",
        ):
            rows[facility.code][name] = [
                model_to_dict(row) | {"pk": row.pk}
                for row in getattr(facility, name).order_by("pk")
            ]
    return rows


class TestProposeMerge:
    def test_changes_nothing_yet(self, pair, propose):
        before = snapshot()

        merge = propose()

        assert snapshot() == before
        assert merge.state == MergeState.PROPOSED
        assert merge.taken == ["name", "tax_code"]
        entries = Entry.objects.filter(action="facility.propose_merge")
        assert {entry.object_id for entry in entries} == {str(f.pk) for f in pair}

    def test_is_not_for_every_officer(self, propose, officer):
        with pytest.raises(NotPermitted):
            propose(by=officer("so.kiemtra"))

    def test_refuses_a_record_that_changed_since_it_was_looked_at(self, pair, propose):
        with pytest.raises(MovedOn):
            propose(absorbed_version=pair[1].version - 1)

    def test_refuses_a_record_with_itself_and_no_reason(self, pair, propose):
        with pytest.raises(Refused) as refusal:
            propose(absorbed=pair[0])
        assert "absorbed" in refusal.value.errors
        with pytest.raises(Refused) as refusal:
            propose(reason=" ")
        assert "reason" in refusal.value.errors

    def test_refuses_two_taxpayers(self, enter, pair, propose):
        other = enter("Nhà sách Hoa Cúc", tax_code="9900000087")

        with pytest.raises(Refused) as refusal:
            propose(kept=other, kept_version=other.version)
        assert "absorbed" in refusal.value.errors

    def test_refuses_what_cannot_be_taken(self, propose):
        with pytest.raises(Refused):
            propose(taken=["code"])

    def test_is_one_at_a_time(self, pair, propose):
        propose()

        with pytest.raises(AlreadyMerging):
            propose(kept=pair[1], absorbed=pair[0])


class TestAgreeToMerge:
    def test_takes_another_officer(self, propose, keeper, officer):
        merge = propose()

        for wrong in (keeper, officer("so.kiemtra")):
            with pytest.raises(NotPermitted):
                services.agree_to_merge(merge=merge, by=wrong, at=AT)
        assert not services.may_agree(merge, keeper, AT)

    def test_takes_the_chosen_values_and_leaves_the_rest(self, pair, merged):
        kept, absorbed = fresh(*pair)

        assert (kept.name, kept.tax_code) == ("Hiệu sách Hoa Cúc Vàng", "9900000016")
        assert kept.trade_name == ""
        assert absorbed.merged_into == kept
        assert absorbed.licences.count() == 1
        assert kept.licences.count() == 0
        assert [former.name for former in kept.former_names.all()] == [
            "Nhà sách Hoa Cúc"
        ]

    def test_counts_both_as_one_business(self, pair, merged):
        kept, absorbed = fresh(*pair)

        assert kept.business_key == absorbed.business_key == "9900000016"

    def test_shows_the_kept_record_alone_and_finds_it_by_both(
        self, pair, merged, officer
    ):
        kept, absorbed = pair
        rows = Facility.objects.visible_to(officer("so.kiemtra"), AT)

        assert list(rows) == [kept]
        for typed in ("hoa cuc vang", absorbed.code, "hoa cuc books", "7 y jut"):
            assert list(rows.search(typed)) == [kept], typed
        assert list(rows.in_ward(TAN_AN)) == [kept]

    def test_reads_both_histories_together(self, pair, merged):
        actions = [entry.action for entry in services.history(pair[0])]

        assert actions.count("facility.create") == 2
        assert actions.count("facility.merge") == 1

    def test_refuses_when_a_record_changed_meanwhile(
        self, pair, propose, keeper, colleague
    ):
        merge = propose()
        services.add_address(facility=pair[0], data=at("1 Lê Lợi"), by=keeper, at=AT)

        with pytest.raises(MovedOn):
            services.agree_to_merge(merge=merge, by=colleague, at=AT)

    def test_is_done_once(self, merged, colleague):
        with pytest.raises(MergeSettled):
            services.agree_to_merge(merge=merged, by=colleague, at=AT)

    def test_forgets_the_proposals_of_doubles(self, pair, propose, colleague):
        ProposedDouble.objects.create(
            one=pair[0], other=pair[1], score=90, reasons=[], found_at=AT
        )

        services.agree_to_merge(merge=propose(), by=colleague, at=AT)

        assert not ProposedDouble.objects.exists()

    def test_moves_a_personal_tax_number(self, enter, keeper, colleague, propose):
        one = enter("Photocopy Ban Mai")
        two = enter("Photo Ban Mai", tax_code="066099001234")
        before = snapshot()

        merge = propose(
            kept=one,
            absorbed=two,
            kept_version=one.version,
            absorbed_version=two.version,
            taken=["tax_code"],
        )
        services.agree_to_merge(merge=merge, by=colleague, at=AT)

        (kept,) = fresh(one)
        assert kept.tax_code_shown == "•••• 1234"
        assert kept.business_key.startswith("person:")
        services.undo_merge(merge=merge, reason="Nhầm", by=keeper, at=LATER)
        assert snapshot() == before

    def test_is_held_by_the_database_too(self, merged):
        with pytest.raises(IntegrityError), transaction.atomic():
            Merge.objects.update(settled_by=merged.proposed_by)
        with pytest.raises(IntegrityError), transaction.atomic():
            Facility.objects.update(merged_into=merged.absorbed)

    def test_closes_the_absorbed_record_but_not_its_rows(self, pair, merged, keeper):
        (absorbed,) = fresh(pair[1])
        with pytest.raises(WasMerged):
            services.edit_facility(
                facility=absorbed,
                version=absorbed.version,
                data=FacilityInput.of(absorbed),
                by=keeper,
                at=AT,
            )

        services.end_licence(
            licence=absorbed.licences.get(),
            version=absorbed.version,
            ended_on=AT.date(),
            by=keeper,
            at=AT,
        )

        assert absorbed.licences.get().ended_on == AT.date()

    def test_keeps_the_keys_together_when_the_code_changes(
        self, pair, propose, keeper, colleague
    ):
        merge = propose(taken=[])
        services.agree_to_merge(merge=merge, by=colleague, at=AT)
        kept, absorbed = fresh(*pair)
        services.edit_facility(
            facility=kept,
            version=kept.version,
            data=FacilityInput(
                kinds=kept.kinds,
                name=kept.name,
                subject_kind=SubjectKind.HOUSEHOLD,
                tax_code="9900000016",
            ),
            by=keeper,
            at=AT,
        )

        kept, absorbed = fresh(*pair)
        assert kept.business_key == absorbed.business_key == "9900000016"


class TestDeclineMerge:
    def test_leaves_everything_and_says_why(self, propose, colleague):
        before = snapshot()
        merge = propose()

        services.decline_merge(merge=merge, reason="Hai chị em", by=colleague, at=AT)

        assert snapshot() == before
        merge = Merge.objects.get()
        assert (merge.state, merge.settled_reason) == ("DECLINED", "Hai chị em")
        propose()

    def test_is_for_the_second_person(self, propose, keeper, colleague):
        merge = propose()
        with pytest.raises(NotPermitted):
            services.decline_merge(merge=merge, reason="Không", by=keeper, at=AT)
        with pytest.raises(NotPermitted):
            services.withdraw_merge(merge=merge, by=colleague, at=AT)

        services.withdraw_merge(merge=merge, by=keeper, at=AT)

        assert Merge.objects.get().state == MergeState.WITHDRAWN


class TestUndoMerge:
    def undo(self, merge, by, reason="Hai cửa hàng thật"):
        return services.undo_merge(merge=merge, reason=reason, by=by, at=LATER)

    def test_puts_back_exactly_what_was(self, pair, propose, keeper, colleague):
        before = snapshot()
        taken = [name for name in services.TAKEABLE if name != "status"]
        merge = services.agree_to_merge(merge=propose(taken=taken), by=colleague, at=AT)
        assert snapshot() != before

        self.undo(merge, keeper)

        assert snapshot() == before
        merge = Merge.objects.get()
        assert (merge.state, merge.undone_by) == (MergeState.UNDONE, keeper)
        assert Entry.objects.filter(action="facility.undo_merge").count() == 1

    def test_puts_back_one_merge_after_the_other(
        self, enter, pair, propose, keeper, colleague
    ):
        """What a record absorbed goes with it, and comes back with it."""
        first = services.agree_to_merge(merge=propose(), by=colleague, at=AT)
        third = enter("Nhà sách Hoa Cúc Trắng", addresses=[at("9 Y Jút")])
        between = snapshot()
        (kept,) = fresh(pair[0])
        second = propose(
            kept=third,
            absorbed=kept,
            kept_version=third.version,
            absorbed_version=kept.version,
            taken=[],
        )
        services.agree_to_merge(merge=second, by=colleague, at=AT)
        assert {row.merged_into for row in fresh(*pair)} == {third}
        assert len({row.business_key for row in fresh(third, *pair)}) == 1
        with pytest.raises(CannotUndo):
            self.undo(first, keeper)

        self.undo(second, keeper)

        assert snapshot() == between

    def test_goes_back_step_by_step_at_one_record(
        self, enter, pair, propose, keeper, colleague
    ):
        before = snapshot()
        first = services.agree_to_merge(merge=propose(), by=colleague, at=AT)
        third = enter("Hoa Cúc Trắng", addresses=[at("9 Y Jút")])
        (kept,) = fresh(pair[0])
        second = services.agree_to_merge(
            merge=propose(
                absorbed=third,
                kept_version=kept.version,
                absorbed_version=third.version,
                taken=["trade_name"],
            ),
            by=colleague,
            at=AT,
        )
        with pytest.raises(CannotUndo):
            self.undo(first, keeper)

        self.undo(second, keeper)
        self.undo(first, keeper)

        after = snapshot()
        del after[third.code]
        assert after == before

    def test_refuses_when_the_record_was_changed_since(self, pair, merged, keeper):
        (kept,) = fresh(pair[0])
        services.add_address(facility=kept, data=at("1 Lê Lợi"), by=keeper, at=AT)

        with pytest.raises(CannotUndo) as refusal:
            self.undo(merged, keeper)

        assert kept.code in str(refusal.value)

    def test_refuses_when_a_case_came_since(self, pair, merged, keeper, officer):
        receive_case(
            facts=CaseInput(
                title="Sách lậu",
                source="INSPECTION",
                detected_on=AT.date(),
                facility_id=pair[0].pk,
            ),
            by=officer("so.kiemtra"),
            at=AT,
        )

        with pytest.raises(CannotUndo) as refusal:
            self.undo(merged, keeper)

        assert "cases: 1" in str(refusal.value)

    def test_wants_a_reason_and_the_right(self, merged, keeper, officer):
        with pytest.raises(Refused):
            self.undo(merged, keeper, reason="")
        with pytest.raises(NotPermitted):
            self.undo(merged, officer("so.kiemtra"))

    def test_is_done_once(self, merged, keeper):
        self.undo(merged, keeper)

        with pytest.raises(MergeSettled):
            self.undo(merged, keeper)

    def test_refuses_to_merge_what_is_merged(self, pair, merged, propose):
        kept, absorbed = fresh(*pair)
        with pytest.raises(AlreadyMerged):
            propose(
                kept_version=kept.version, absorbed_version=absorbed.version, taken=[]
            )
