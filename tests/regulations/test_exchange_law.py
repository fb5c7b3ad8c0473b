"""The law as a file: one installation loads it, the other 33 need not."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from audit.models import AccessEvent, Entry
from facilities import reference as registry
from facilities.models import ObligationRule
from kernel.errors import NotPermitted, Refused, TooLarge
from regulations import catalogue, exchange, proposals, reference
from regulations.kinds import ProposalKind, Reach
from regulations.law_tables import TABLES
from regulations.models import (
    AuthorityRule,
    CriminalIndicator,
    DeadlineRule,
    FieldMaximum,
    LegalSetting,
    ReferenceProposal,
    ViolationBehaviour,
)
from regulations.services import Retroactive
from tests.regulations.agreed import agree
from tests.regulations.test_propose_reference import FRAME, TODAY

if TYPE_CHECKING:
    from agencies.models import User

pytestmark = pytest.mark.usefixtures("law")


def start_over() -> None:
    """Another installation: the same package, nothing edited."""
    for table in TABLES:
        table.model.objects.all().delete()
    reference.load(at=TODAY)
    registry.load(at=TODAY)


def sealed(file: dict[str, Any]) -> bytes:
    """The file as an installation would have written it."""
    file["checksum"] = exchange.checksum_of(file["tables"])
    return exchange.as_text(file).encode()


def change(file: dict[str, Any], table: str, code: str, **columns: Any) -> None:
    rows = [r for r in file["tables"][table] if code in {r.get("code"), r.get("key")}]
    rows[-1].update(columns)


@pytest.fixture
def file(lawyer: User) -> dict[str, Any]:
    """The packaged law as an installation gives it out."""
    return exchange.export_law(by=lawyer, at=TODAY)


@pytest.fixture
def load(lawyer: User) -> Any:
    def load(content: bytes, **options: Any) -> ReferenceProposal:
        return exchange.import_law(
            **{"content": content, "by": lawyer, "at": TODAY} | options
        )

    return load


class TestExport:
    def test_holds_every_row_but_the_calendar(self, file: dict[str, Any]) -> None:
        counts = {name: len(rows) for name, rows in file["tables"].items()}

        assert counts == {
            "violation_behaviours": ViolationBehaviour.objects.count(),
            "authority_rules": AuthorityRule.objects.count(),
            "deadline_rules": DeadlineRule.objects.count(),
            "field_maxima": FieldMaximum.objects.count(),
            # The day of 24/11 is the administrator's.
            "legal_settings": LegalSetting.objects.count() - 1,
            "criminal_indicators": CriminalIndicator.objects.count(),
            "obligation_rules": ObligationRule.objects.count(),
        }
        assert (file["format"], file["version"]) == ("lien-nganh-law", 1)

    def test_is_the_same_text_for_the_same_law(self, lawyer: User) -> None:
        first = exchange.export_law(by=lawyer, at=TODAY)

        assert exchange.as_text(first) == exchange.as_text(
            exchange.export_law(by=lawyer, at=TODAY)
        )
        assert first["checksum"] == exchange.checksum_of(first["tables"])

    def test_is_noted_in_the_trail(self, file: dict[str, Any], lawyer: User) -> None:
        seen = AccessEvent.objects.latest("pk")

        assert (seen.action, seen.actor) == ("exported", lawyer)
        assert seen.detail == {"checksum": file["checksum"]}

    def test_is_the_legal_officer_s(self, administrator: User, manager: User) -> None:
        """A151: reference.export."""
        for officer in (administrator, manager):
            with pytest.raises(NotPermitted):
                exchange.export_law(by=officer, at=TODAY)


class TestImport:
    def test_carries_an_afternoon_s_work_to_another_province(
        self, lawyer: User, manager: User, load: Any
    ) -> None:
        agree(
            kind=ProposalKind.BEHAVIOUR,
            code="PRT-NODEC",
            reach=Reach.COMPLETES,
            values=FRAME,
            reason="Nạp khung phạt",
            by=lawyer,
            second=manager,
            at=TODAY,
        )
        agree(
            kind=ProposalKind.DEADLINE_RULE,
            code="D-SEND",
            reach=Reach.FROM_DAY,
            values={"length": "3", "valid_from": "2027-01-01", "basis": "Luật 88/2025"},
            reason="Văn bản hợp nhất",
            by=lawyer,
            second=manager,
            at=TODAY,
        )
        content = sealed(exchange.export_law(by=lawyer, at=TODAY))
        wanted = json.loads(content)["tables"]
        start_over()

        proposal = load(content)
        assert [(row.kind, row.code, row.reach) for row in proposal.changes.all()] == [
            (ProposalKind.BEHAVIOUR, "PRT-NODEC", Reach.COMPLETES),
            (ProposalKind.DEADLINE_RULE, "D-SEND", Reach.FROM_DAY),
        ]
        proposals.approve(proposal=proposal, by=manager, at=TODAY)

        assert exchange.export_law(by=lawyer, at=TODAY)["tables"] == wanted
        row = ViolationBehaviour.objects.get(code="PRT-NODEC")
        assert catalogue.frame_for(row, "ORGANISATION") is not None

    def test_is_one_proposal_that_one_second_person_settles(
        self, file: dict[str, Any], load: Any, lawyer: User
    ) -> None:
        change(file, "violation_behaviours", "PRT-NODEC", **FRAME)
        change(file, "violation_behaviours", "PRT-LIC", **FRAME)

        proposal = load(sealed(file))

        assert ReferenceProposal.objects.get() == proposal
        assert proposal.kind == ProposalKind.IMPORT
        assert proposal.checksum == file["checksum"]
        assert proposal.label == lawyer.agency.name
        with pytest.raises(NotPermitted):
            proposals.approve(proposal=proposal, by=lawyer, at=TODAY)

    def test_is_approved_whole_or_not_at_all(
        self, file: dict[str, Any], load: Any, manager: User
    ) -> None:
        change(file, "violation_behaviours", "PRT-NODEC", **FRAME)
        change(file, "violation_behaviours", "PRT-LIC", **FRAME)
        proposal = load(sealed(file))
        ViolationBehaviour.objects.filter(code="PRT-LIC").update(note="khác")
        entries = Entry.objects.count()

        with pytest.raises(proposals.RowMovedOn) as refusal:
            proposals.approve(proposal=proposal, by=manager, at=TODAY)

        assert "PRT-LIC" in str(refusal.value)
        row = ViolationBehaviour.objects.get(code="PRT-NODEC")
        assert row.fine_max_organisation_vnd is None
        assert Entry.objects.count() == entries

    def test_of_the_own_file_proposes_nothing(
        self, file: dict[str, Any], load: Any
    ) -> None:
        with pytest.raises(exchange.FileRefused) as refusal:
            load(sealed(file))

        assert refusal.value.reason_code == "nothing_changes"

    def test_takes_a_source_that_is_better_known_there(
        self, file: dict[str, Any], load: Any
    ) -> None:
        change(
            file,
            "deadline_rules",
            "D-SUIT",
            confidence="confirmed",
            confidence_note="Luật TTHC Điều 116",
        )

        row = load(sealed(file)).changes.get()

        assert (row.code, row.reach) == ("D-SUIT", Reach.KEEPS)
        assert row.payload["confidence"] == "confirmed"

    def test_never_takes_away_what_is_known_here(
        self, file: dict[str, Any], load: Any
    ) -> None:
        change(file, "deadline_rules", "D-DEC-7WD", confidence="recalled")
        change(
            file,
            "violation_behaviours",
            "DST-29-2A",
            **dict.fromkeys(
                (
                    "fine_min_individual_vnd",
                    "fine_max_individual_vnd",
                    "fine_min_organisation_vnd",
                    "fine_max_organisation_vnd",
                )
            ),
        )

        with pytest.raises(exchange.FileRefused) as refusal:
            load(sealed(file))

        assert refusal.value.reason_code == "nothing_changes"

    def test_takes_a_behaviour_that_is_new_here(
        self, file: dict[str, Any], load: Any, manager: User
    ) -> None:
        rows = file["tables"]["violation_behaviours"]
        model = next(row for row in rows if row["code"] == "DST-29-2A")
        rows.append({**model, "code": "DST-NEW", "valid_from": "2026-01-01"})

        proposals.approve(proposal=load(sealed(file)), by=manager, at=TODAY)

        made = ViolationBehaviour.objects.get(code="DST-NEW")
        assert made.valid_from == date(2026, 1, 1)

    def test_of_a_row_that_has_begun_asks_for_its_day_here(
        self, file: dict[str, Any], load: Any, manager: User
    ) -> None:
        """Never retroactive, also for what another province loaded in time."""
        change(file, "deadline_rules", "D-SEND", length="3", basis="Luật 88/2025")

        with pytest.raises(exchange.FileRefused) as refusal:
            load(sealed(file))
        assert "D-SEND" in refusal.value.errors["file"][0]
        with pytest.raises(Retroactive):
            load(sealed(file), begins_on=date(2026, 11, 23))

        proposal = load(sealed(file), begins_on=date(2026, 12, 1))
        proposals.approve(proposal=proposal, by=manager, at=TODAY)
        assert [
            (row.length, row.valid_from)
            for row in DeadlineRule.objects.filter(code="D-SEND")
        ] == [(2, None), (3, date(2026, 12, 1))]

    def test_is_the_legal_officer_s(
        self, file: dict[str, Any], load: Any, manager: User
    ) -> None:
        """A151: reference.import."""
        change(file, "violation_behaviours", "PRT-NODEC", **FRAME)

        with pytest.raises(NotPermitted):
            load(sealed(file), by=manager)


class TestFaults:
    def test_name_table_row_and_column_of_every_fault(
        self, file: dict[str, Any], load: Any
    ) -> None:
        rows = file["tables"]["violation_behaviours"]
        number = [row["code"] for row in rows].index("PRT-NODEC") + 1
        change(
            file, "violation_behaviours", "PRT-NODEC", **FRAME | {"confidence": "sure"}
        )
        change(file, "deadline_rules", "D-SEND", length="hai")

        with pytest.raises(exchange.FileRefused) as refusal:
            load(sealed(file))

        frame, limit = refusal.value.errors["file"]
        assert str(frame).startswith(
            f"Behaviour and its frames, row {number} (PRT-NODEC), Confidence: "
        )
        assert "(D-SEND), Length: " in str(limit)
        assert not ReferenceProposal.objects.exists()

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda file: b"\xff\xfe",
            lambda file: b"[1, 2",
            lambda file: b"[" * 100_000,
            lambda file: b"[]",
            lambda file: sealed({**file, "format": "other"}),
            lambda file: sealed({**file, "version": 2}),
            lambda file: sealed({**file, "origin": None}),
            lambda file: sealed({**file, "origin": "a\x00b"}),
            lambda file: b'{"format": "lien-nganh-law", "version": ' + b"9" * 5000,
            lambda file: sealed({**file, "tables": {"people": []}}),
            lambda file: sealed({**file, "tables": {"deadline_rules": {}}}),
            lambda file: sealed({**file, "tables": {"deadline_rules": [7]}}),
            lambda file: exchange.as_text({**file, "checksum": "0" * 64}).encode(),
        ],
    )
    def test_of_the_file_itself_are_told(
        self, file: dict[str, Any], load: Any, spoil: Any
    ) -> None:
        with pytest.raises(Refused) as refusal:
            load(spoil(file))

        assert refusal.value.errors["file"]

    @pytest.mark.parametrize("text", ["a\x00b", "\\ud800", "x" * 301])
    def test_of_a_text_that_cannot_be_kept(
        self, file: dict[str, Any], load: Any, text: str
    ) -> None:
        """Half of a surrogate pair is JSON, and nothing that a database takes."""
        text = json.loads(f'"{text}"') if text.startswith("\\") else text
        rows = file["tables"]["deadline_rules"]
        rows[0] |= {"name_vi": text, text: "?"}
        file["checksum"] = exchange.checksum_of(file["tables"])
        content = json.dumps(file).encode()

        with pytest.raises(exchange.FileRefused) as refusal:
            load(content)

        for fault in refusal.value.errors["file"]:
            assert str(fault).encode("utf-8")

    def test_of_a_row_that_stands_twice(self, file: dict[str, Any], load: Any) -> None:
        rows = file["tables"]["deadline_rules"]
        rows.append(dict(rows[0]))

        with pytest.raises(exchange.FileRefused):
            load(sealed(file))

    def test_of_a_code_that_the_product_does_not_know(
        self, file: dict[str, Any], load: Any
    ) -> None:
        rows = file["tables"]["deadline_rules"]
        rows.append({**rows[0], "code": "D-NONE"})

        with pytest.raises(exchange.FileRefused) as refusal:
            load(sealed(file))

        assert "D-NONE" in str(refusal.value.errors["file"][0])

    def test_of_size(self, load: Any) -> None:
        with pytest.raises(TooLarge):
            load(b" " * (exchange.LARGEST_BYTES + 1))


class TestCommands:
    def test_carry_the_law_by_hand(self, lawyer: User, tmp_path: Path) -> None:
        path, out = tmp_path / "law.json", StringIO()
        call_command("export_law", str(path), "--origin", "Sở A", stdout=out)
        file = json.loads(path.read_text(encoding="utf-8"))
        assert file["checksum"] in out.getvalue()
        change(file, "violation_behaviours", "PRT-NODEC", **FRAME)
        path.write_bytes(sealed(file))

        call_command("import_law", str(path), "--by", lawyer.username, stdout=out)

        proposal = ReferenceProposal.objects.get()
        assert (proposal.label, proposal.proposed_by) == ("Sở A", lawyer)
        assert str(proposal.pk) in out.getvalue()

    def test_say_what_is_wrong(
        self, lawyer: User, manager: User, tmp_path: Path
    ) -> None:
        path = tmp_path / "law.json"
        path.write_text("{}", encoding="utf-8")
        for file, username in (
            (path, lawyer.username),
            (path, manager.username),
            (path, "nobody"),
            (tmp_path / "absent", lawyer.username),
        ):
            with pytest.raises(CommandError):
                call_command("import_law", str(file), "--by", username)
