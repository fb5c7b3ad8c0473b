"""The custody book of goods: append-only, two parties, totals that balance."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from evidence import custody, services
from evidence.kinds import CustodyLineKind, GoodsUnit, ItemKind
from evidence.models import CustodyLine, EvidenceItem
from evidence.services import GoodsInput, LineInput, Unbalanced
from kernel.errors import Refused
from tests.moments import day, moment

KEEPER, OWNER = "Kho Sở VHTTDL", "Công ty TNHH In Cao Nguyên Xanh"
LAB = "Phòng Kỹ thuật hình sự"


@pytest.fixture
def item(inspector) -> EvidenceItem:
    return services.list_goods(
        goods=GoodsInput(
            kind=ItemKind.EXHIBIT,
            description="1.200 bản sách in không có quyết định xuất bản",
            unit=GoodsUnit.COPY,
            quantity=Decimal(1200),
            seal_no="NP-01",
        ),
        from_party=OWNER,
        to_party=KEEPER,
        place="Kho số 00 Lê Duẩn",
        on=day("13/04/2026"),
        by=inspector,
        at=moment("13/04/2026"),
    )


@pytest.fixture
def write(item, inspector):
    def write(kind, quantity=None, on="14/04/2026", **more) -> CustodyLine:
        more = {"from_party": KEEPER, "to_party": LAB} | more
        return services.write_line(
            item=item,
            line=LineInput(
                kind=kind,
                quantity=Decimal(quantity) if quantity is not None else None,
                **more,
            ),
            on=day(on),
            by=inspector,
            at=moment(on),
        )

    return write


def refusal_of(write, *args, **more) -> dict:
    with pytest.raises(Refused) as refused:
        write(*args, **more)
    return refused.value.errors


class TestListGoods:
    def test_begins_the_book_with_what_was_taken_and_its_seal(self, item):
        lines = list(item.custody_lines.all())

        assert [(line.sequence, line.kind) for line in lines] == [
            (1, "TAKEN"),
            (2, "SEALED"),
        ]
        assert [line.held_after for line in lines] == [1200, 1200]
        assert (lines[0].from_party, lines[0].to_party) == (OWNER, KEEPER)
        assert custody.seals_on(lines) == ["NP-01"]

    def test_asks_for_a_seal_or_the_reason_why_there_is_none(self, inspector):
        goods = {
            "kind": ItemKind.MEANS,
            "description": "Máy in offset 4 màu",
            "unit": GoodsUnit.MACHINE,
            "quantity": Decimal(1),
        }
        terms = {
            "from_party": OWNER,
            "to_party": KEEPER,
            "place": "Tại xưởng",
            "on": day("13/04/2026"),
            "by": inspector,
            "at": moment("13/04/2026"),
        }
        with pytest.raises(Refused) as refused:
            services.list_goods(goods=GoodsInput(**goods), **terms)
        assert set(refused.value.errors) == {"seal_no"}

        made = services.list_goods(
            goods=GoodsInput(**goods, note="Máy cố định vào nền xưởng"), **terms
        )
        assert made.custody_lines.get().note == "Máy cố định vào nền xưởng"


class TestWriteLine:
    def test_names_both_parties(self, write):
        errors = refusal_of(write, "MOVED", from_party=" ", to_party="", place="Kho")
        assert set(errors) == {"from_party", "to_party"}

    def test_follows_without_a_gap(self, write, item):
        write("UNSEALED", seal_no="NP-01")
        write("COUNTED", 1200)
        write("SEALED", seal_no="NP-02")

        lines = list(item.custody_lines.order_by("sequence"))
        assert [line.sequence for line in lines] == [1, 2, 3, 4, 5]
        assert custody.seals_on(lines) == ["NP-02"]

    def test_asks_for_the_number_of_a_seal(self, write):
        assert set(refusal_of(write, "SEALED")) == {"seal_no"}
        assert set(refusal_of(write, "SEALED", seal_no="NP-01")) == {"seal_no"}
        assert set(refusal_of(write, "UNSEALED", seal_no="NP-09")) == {"seal_no"}

    def test_asks_where_moved_goods_are(self, write):
        assert set(refusal_of(write, "MOVED")) == {"place"}

    def test_never_lets_more_go_than_is_held(self, write, item):
        write("RETURNED", 1000, to_party=OWNER, receipt_no="BN-1")

        with pytest.raises(Unbalanced) as refused:
            write("DESTROYED", 201)
        assert "200" in str(refused.value.errors["quantity"][0])
        assert refusal_of(write, "HANDED_OVER", 0)
        write("DESTROYED", 200, receipt_no="BB-TH-1")
        assert item.custody_lines.last().held_after == 0

    def test_does_not_go_back_in_time(self, write):
        write("COUNTED", 1200, on="16/04/2026")
        assert set(refusal_of(write, "COUNTED", 1200, on="15/04/2026")) == {
            "occurred_on"
        }

    def test_takes_back_no_more_than_was_handed_over(self, write, item):
        write("HANDED_OVER", 5, receipt_no="BN-2")

        assert set(refusal_of(write, "TAKEN_BACK", 6)) == {"quantity"}
        write("TAKEN_BACK", 5, from_party=LAB, to_party=KEEPER)
        assert item.custody_lines.last().held_after == 1200

    def test_knows_no_second_taking(self, write):
        assert set(refusal_of(write, "TAKEN", 1)) == {"kind"}
        assert set(refusal_of(write, "LOST", 1)) == {"kind"}


class TestReceipt:
    @pytest.mark.parametrize("kind", ["MOVED", "HANDED_OVER", "RETURNED", "DESTROYED"])
    def test_is_missing_until_the_other_side_confirms(self, write, kind):
        line = write(kind, 10, place="Kho mới")
        assert list(CustodyLine.objects.unsettled()) == [line]

        write("RECEIPT", confirms=line.pk, receipt_no="BN-3")
        assert not CustodyLine.objects.unsettled().exists()

    def test_may_stand_on_the_line_itself(self, write):
        write("HANDED_OVER", 10, receipt_no="BN-4")
        assert not CustodyLine.objects.unsettled().exists()

    def test_has_a_number_and_answers_one_line_once(self, write):
        line = write("HANDED_OVER", 10)
        assert set(refusal_of(write, "RECEIPT")) == {"confirms"}
        assert set(refusal_of(write, "RECEIPT", confirms=line.pk)) == {"receipt_no"}
        write("RECEIPT", confirms=line.pk, receipt_no="BN-5")
        errors = refusal_of(write, "RECEIPT", confirms=line.pk, receipt_no="BN-6")
        assert set(errors) == {"confirms"}

    def test_is_of_no_other_line(self, write):
        count = write("COUNTED", 1200)
        errors = refusal_of(write, "RECEIPT", confirms=count.pk, receipt_no="BN-7")
        assert set(errors) == {"confirms"}


class TestCount:
    def test_that_differs_is_refused_without_a_reason(self, write):
        with pytest.raises(Unbalanced) as refused:
            write("COUNTED", 1190)
        assert "1200" in str(refused.value.errors["note"][0])

    def test_that_differs_stays_open_and_changes_no_total(self, write, item):
        line = write("COUNTED", 1190, note="Thiếu 10 bản so với biên bản")

        assert line.held_after == 1200
        assert list(CustodyLine.objects.unsettled()) == [line]
        assert set(refusal_of(write, "RETURNED", 5, to_party=OWNER)) == {"quantity"}
        assert set(refusal_of(write, "COUNTED", 1200)) == {"confirms"}

    def test_is_settled_by_a_count_with_the_reason_of_both_parties(self, write, item):
        line = write("COUNTED", 1190, note="Thiếu 10 bản so với biên bản")
        assert set(refusal_of(write, "COUNTED", 1190, confirms=line.pk)) == {"note"}

        agreed = write(
            "COUNTED",
            1190,
            confirms=line.pk,
            note="Hai bên thống nhất: 10 bản hỏng đã ghi trùng khi kiểm đếm ban đầu",
        )

        assert agreed.held_after == 1190
        assert not CustodyLine.objects.unsettled().exists()
        book = custody.balance(item.custody_lines.order_by("sequence"))
        assert (book.corrected, book.held, book.is_even) == (-10, 1190, True)
        write("RETURNED", 1190, to_party=OWNER, receipt_no="BN-8")

    def test_that_was_wrong_itself_leaves_the_book_as_it_was(self, write, item):
        line = write("COUNTED", 1190, note="Thiếu 10 bản")
        write("COUNTED", 1200, confirms=line.pk, note="Đếm lại: đủ 1.200 bản")

        assert item.custody_lines.last().held_after == 1200
        assert not CustodyLine.objects.unsettled().exists()


class TestDatabase:
    """What the service holds, the database holds once more."""

    def insert(self, item, **values) -> None:
        last = item.custody_lines.last()
        defaults = {
            "sequence": last.sequence + 1,
            "kind": "COUNTED",
            "quantity": Decimal(1200),
            "held_after": last.held_after,
            "on": last.on,
            "from_party": KEEPER,
            "to_party": LAB,
            "by": last.by,
            "recorded_at": last.recorded_at,
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            CustodyLine.objects.create(item=item, **(defaults | values))

    def test_refuses_totals_that_do_not_follow(self, item):
        self.insert(item, kind="RETURNED", quantity=5, held_after=1200)
        self.insert(item, held_after=1100)
        self.insert(item, kind="DESTROYED", quantity=1201, held_after=-1)

    def test_refuses_gaps_and_a_second_beginning(self, item):
        self.insert(item, sequence=9)
        self.insert(item, kind="TAKEN", held_after=2400)

    def test_refuses_a_receipt_for_goods_of_another_kind(self, item):
        taken = item.custody_lines.first()
        self.insert(item, kind="RECEIPT", confirms=taken)

    def test_refuses_a_change(self, item):
        with pytest.raises(IntegrityError), transaction.atomic():
            item.custody_lines.update(quantity=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            item.custody_lines.all().delete()


@dataclass(frozen=True)
class Row:
    kind: str
    quantity: Decimal
    held_after: Decimal
    id: UUID
    confirms_id: UUID | None = None
    seal_no: str = ""
    receipt_no: str = ""


AMOUNTS = st.decimals(min_value=0, max_value=2000, places=2)
STEPS = st.lists(
    st.tuples(st.sampled_from(CustodyLineKind.values), AMOUNTS), max_size=30
)


class TestBalance:
    @given(taken=AMOUNTS.filter(bool), steps=STEPS)
    def test_always_holds(self, taken, steps):
        """Taken (as corrected) = held + out, whatever may follow, never below zero."""
        rows = [Row("TAKEN", taken, taken, uuid4())]
        open_count: UUID | None = None
        for kind, amount in steps:
            held = rows[-1].held_after
            handed = custody.balance(rows)
            if kind == "TAKEN" or (
                kind == "TAKEN_BACK" and amount > handed.handed_over - handed.taken_back
            ):
                continue
            settles = kind == "COUNTED" and open_count is not None
            after = custody.held_after(kind, amount, held=held, settles=settles)
            if after < 0:
                continue
            row = Row(kind, amount, after, uuid4(), open_count if settles else None)
            rows.append(row)
            if kind == "COUNTED":
                differs = not settles and amount != held
                open_count = row.id if differs else None

        book = custody.balance(rows)

        assert book.is_even
        assert book.held == rows[-1].held_after >= 0
        assert book.out >= 0
        if not book.corrected:
            assert book.taken == book.held + book.out

    @given(taken=AMOUNTS.filter(bool), wrong=AMOUNTS)
    def test_is_broken_by_a_total_that_does_not_follow(self, taken, wrong):
        rows = [
            Row("TAKEN", taken, taken, uuid4()),
            Row("MOVED", taken, wrong, uuid4()),
        ]
        if wrong == taken:
            assert custody.balance(rows).held == taken
            return
        with pytest.raises(custody.BookBroken):
            custody.balance(rows)
