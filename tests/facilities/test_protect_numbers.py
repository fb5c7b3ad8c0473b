from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

import pytest
from cryptography.fernet import InvalidToken
from django.db import connection

from agencies.kinds import SubjectKind
from audit.models import AccessEvent, Entry
from facilities import field_cipher, services
from facilities.models import Party, ProtectedNumber
from facilities.services import NumberInput, PartyInput
from facilities.states import NumberKind
from kernel.errors import NotPermitted, NotReady, Refused
from tests.facilities.conftest import AT
from tests.moments import day

NUMBER = "066090001234"
REASON = "Đối chiếu giấy tờ khi lập biên bản"


@dataclass
class Matter:
    """A record of a case as the permission table sees it."""

    relation: str
    state: str = "VERIFYING"
    number: str = "VV-2026-0001"
    has_accepted: bool = True

    def relations_of(self, actor, at):
        return frozenset({self.relation})

    @property
    def participations(self):
        agency = SimpleNamespace(code="PA03", parent_id="CONG_AN_TINH")
        accepted_at = AT if self.has_accepted else None
        part = SimpleNamespace(agency=agency, accepted_at=accepted_at)
        return SimpleNamespace(all=lambda: [part])


@pytest.fixture
def party(keeper) -> Party:
    return services.register_party(
        data=PartyInput(subject_kind=SubjectKind.INDIVIDUAL, name="Nguyễn Thị Loan"),
        by=keeper,
        at=AT,
    )


@pytest.fixture
def stored(party, keeper) -> ProtectedNumber:
    return services.add_number(
        party=party,
        data=NumberInput(
            number="066 090 001 234",
            issued_on=day("10/05/2022"),
            issuer="Cục Cảnh sát QLHC về TTXH",
        ),
        by=keeper,
        at=AT,
    )


@pytest.fixture
def reveal(officer):
    def make(number, *, through=None, username="so.thuly", reason=REASON, at=AT):
        return services.reveal_number(
            number=number,
            through=through or Matter("lead"),
            reason=reason,
            by=officer(username),
            at=at,
        )

    return make


class TestAddNumber:
    def test_shows_the_last_four_digits(self, stored):
        assert str(stored) == "•••• 1234"
        assert stored.issuer == "Cục Cảnh sát QLHC về TTXH"

    def test_is_encrypted_in_the_database(self, stored):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sealed, to_jsonb(n)::text FROM facilities_protectednumber n"
            )
            ((sealed, row),) = cursor.fetchall()

        assert NUMBER.encode() not in bytes(sealed)
        assert NUMBER not in row
        assert field_cipher.unseal(sealed) == NUMBER

    def test_is_unreadable_under_another_key(self, stored, settings):
        settings.FIELD_KEY = "another key"

        with pytest.raises(InvalidToken):
            field_cipher.unseal(stored.sealed)
        assert field_cipher.digest(NUMBER) != stored.digest

    def test_seals_the_same_number_differently_each_time(self):
        assert field_cipher.seal(NUMBER) != field_cipher.seal(NUMBER)

    def test_leaves_no_digit_in_the_trail(self, stored):
        entry = Entry.objects.get(action="party.add_number")

        assert entry.changes == {"identity_number": ["", "•••"]}
        assert "1234" not in str(entry.changes)

    def test_ends_the_number_before_it(self, stored, party, keeper):
        services.add_number(
            party=party, data=NumberInput(number="066090009999"), by=keeper, at=AT
        )

        current = party.protected_numbers.get(ended_on__isnull=True)
        assert current.masked == "•••• 9999"
        assert party.protected_numbers.count() == 2

    @pytest.mark.parametrize(
        ("kind", "number"),
        [
            (NumberKind.PERSONAL_ID, "06609000123"),
            (NumberKind.PERSONAL_ID, "06609000123x"),
            (NumberKind.PASSPORT, "B12"),
            (NumberKind.PHONE, "905123456"),
            (NumberKind.PHONE, "0905-abc-456"),
        ],
    )
    def test_refuses_what_cannot_be_such_a_number(self, party, keeper, kind, number):
        data = NumberInput(kind=kind, number=number)
        with pytest.raises(Refused) as refused:
            services.add_number(party=party, data=data, by=keeper, at=AT)

        assert list(refused.value.errors) == ["number"]


class TestFindByNumber:
    @pytest.mark.parametrize("typed", [NUMBER, "066 090 001 234", "066.090.001.234"])
    def test_finds_the_party_by_the_whole_number(self, stored, party, typed):
        assert list(Party.objects.search(typed)) == [party]
        assert services.known_party(identity_number=typed) == party

    @pytest.mark.parametrize("typed", ["06609000123", "1234", "066090001235"])
    def test_finds_nobody_by_a_part_of_it(self, stored, typed):
        assert not Party.objects.search(typed).exists()

    def test_takes_a_phone_with_or_without_the_country_code(self, party, keeper):
        services.add_number(
            party=party,
            data=NumberInput(kind=NumberKind.PHONE, number="+84 905 123 456"),
            by=keeper,
            at=AT,
        )

        assert list(Party.objects.search("0905 123 456")) == [party]
        assert list(Party.objects.search("+84905123456")) == [party]


class TestRevealNumber:
    def test_returns_the_whole_number(self, stored, reveal):
        assert reveal(stored) == NUMBER

    def test_writes_an_access_event_with_the_reason_first(
        self, stored, reveal, officer, monkeypatch
    ):
        """INV-13: the event is written before the bytes leave."""
        written = []
        unseal = field_cipher.unseal

        def watched(sealed):
            written.append(AccessEvent.objects.count())
            return unseal(sealed)

        monkeypatch.setattr(field_cipher, "unseal", watched)

        reveal(stored)

        event = AccessEvent.objects.get()
        assert written == [1]
        assert (event.action, event.actor) == ("revealed", officer("so.thuly"))
        assert event.object_label == "•••• 1234"
        assert event.detail["reason"] == REASON
        assert event.detail["through"] == "VV-2026-0001"
        assert NUMBER not in str(event.detail)

    @pytest.mark.parametrize(
        ("username", "relation", "state"),
        [
            ("so.thuly", "lead", "VERIFYING"),
            ("so.truongdoan", "lead", "OPENED"),
            ("so.giamdoc", "lead", "PENDING_DECISION"),
            ("ca.pa03", "supporting", "VERIFYING"),
            ("so.vanthu", "competent", "DECIDED"),
        ],
    )
    def test_is_for_those_in_the_table(self, stored, reveal, username, relation, state):
        """Rows A012, A013 and A014."""
        through = Matter(relation, state)

        assert reveal(stored, through=through, username=username) == NUMBER

    @pytest.mark.parametrize(
        ("username", "relation"),
        [
            ("so.kiemtra", "lead"),
            ("so.sobo", "lead"),
            ("quantri", "lead"),
            ("so.thuly", "supporting"),
            ("so.thuly", "own_agency"),
            ("so.vanthu", "lead"),
        ],
    )
    def test_is_refused_to_all_others(self, stored, reveal, username, relation):
        with pytest.raises(NotPermitted):
            reveal(stored, through=Matter(relation), username=username)

        assert not AccessEvent.objects.exists()

    def test_waits_until_the_police_have_accepted(self, stored, reveal):
        """Before that a partner sees the card, and may accept or decline."""
        invited = Matter("supporting", has_accepted=False)

        with pytest.raises(NotPermitted):
            reveal(stored, through=invited, username="ca.pa03")

    def test_is_not_granted_by_a_facility_alone(self, stored, shop, reveal):
        with pytest.raises(NotPermitted):
            reveal(stored, through=shop)

    def test_waits_for_the_state_of_the_row(self, stored, reveal):
        with pytest.raises(NotReady):
            reveal(stored, through=Matter("competent", "VERIFYING"))

    @pytest.mark.parametrize("reason", ["", "         ", "vì cần"])
    def test_needs_a_reason(self, stored, reveal, reason):
        with pytest.raises(Refused) as refused:
            reveal(stored, reason=reason)

        assert list(refused.value.errors) == ["reason"]
        assert not AccessEvent.objects.exists()

    def test_stops_at_sixty_an_hour(self, stored, reveal):
        """Row A012: rate <= 60/h."""
        for second in range(60):
            reveal(stored, at=AT + timedelta(seconds=second))

        with pytest.raises(NotReady) as closed:
            reveal(stored, at=AT + timedelta(minutes=59))

        assert closed.value.reason_code == "too_many_reveals"
        assert reveal(stored, at=AT + timedelta(minutes=61)) == NUMBER
