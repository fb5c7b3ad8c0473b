"""A sync storm: many phones at once, shuffled, tripled, cut short, damaged (E6).

What stands in the database afterwards is compared with one clean run: the same records
through the services, each once and in their order, on a copy of the same database.
"""

from __future__ import annotations

import io
import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from PIL import Image

from agencies.models import User
from cases import services as cases
from inspections import services
from inspections.models import (
    Answer,
    ChecklistItem,
    FieldBody,
    FieldConflict,
    FieldFile,
    FieldRecord,
    Finding,
    Inspection,
    InspectionEvidence,
)
from inspections.states import FieldState
from kernel.ids import uuid7
from reliability import stage as databases
from reliability.field import proof, stage
from reliability.field.sender import Sender
from reliability.field.served import Served
from tests.inspections import phone as phones

COPIES = 3
CUT_SHORT, FLIPPED = 0.10, 0.05
# What may be answered to whom, while all comes out of order.
_EXPECTED = {
    "record": {(200, "")},
    "file": {(200, ""), (404, "not_found")},
    "flipped": {(422, "hash_differs"), (404, "not_found"), (200, "")},
    "complete": {(200, ""), (404, "not_found")},
}
Act = tuple[Any, ...]


@dataclass
class Load:
    """What one phone has to send: bodies and files by id and hash."""

    officer: str
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def acts(self) -> list[Act]:
        found: list[Act] = []
        for id, body in self.bodies.items():
            found.append(("record", id, json.dumps(body)))
            found += [
                ("file", named["sha256"], self.files[named["sha256"]])
                for named in body["files"]
            ]
            found.append(("complete", id))
        return found


@dataclass
class Tally:
    phones: int = 0
    records: int = 0
    photos: int = 0
    requests: int = 0
    cut_short: int = 0
    flipped: int = 0
    told_of_flips: int = 0
    answers: dict[int, int] = field(default_factory=dict)
    seconds: float = 0
    clean_seconds: float = 0
    wrong: list[str] = field(default_factory=list)


def run(
    *, holders: int, records: int, seed: int, senders: int = 8, each: int = 1
) -> Tally:
    """So many phones with so many records; every `each`-th record has a photo."""
    tally = Tally(phones=holders, records=holders * records)
    chance = Random(seed)  # noqa: S311 - not for secrets
    with databases.own_database(f"field_storm_{seed}"):
        visits = stage.decided_visits(holders, stage.HOUSES)
        loads = [
            _load(visit, records, each, number, chance)
            for number, visit in enumerate(visits)
        ]
        tally.photos = sum(len(load.files) for load in loads)
        cookies = {
            lead: stage.session_of(stage.officer(lead)) for lead, _ in stage.HOUSES
        }
        with databases.own_copy(f"field_storm_{seed}_clean"), stage.own_files():
            began = time.monotonic()
            _clean(loads)
            tally.clean_seconds = round(time.monotonic() - began)
            clean = picture()
        with (
            stage.own_files() as files,
            Served(database=stage.address_of_database(), files=files) as served,
        ):
            began = time.monotonic()
            _storm(served, loads, cookies, tally, chance, senders)
            tally.seconds = round(time.monotonic() - began)
            tally.wrong += _differing(clean, picture())
            tally.wrong += proof.wrong_with(
                {
                    id: [named["sha256"] for named in body["files"]]
                    for load in loads
                    for id, body in load.bodies.items()
                }
            )
    tally.wrong = tally.wrong[:20]
    return tally


def _load(
    visit: Inspection, records: int, each: int, number: int, chance: Random
) -> Load:
    """Each question is answered by two records of the phone, with other words."""
    visit = Inspection.objects.select_related("checklist_version").get(pk=visit.pk)
    items = list(
        ChecklistItem.objects.filter(version=visit.checklist_version_id).order_by(
            "position"
        )
    )
    lead = visit.team.get(is_lead=True).officer
    load = Load(lead.username)
    began = stage.now() - timedelta(hours=2)
    device = {"id": str(uuid7()), "name": f"Máy {number}"}
    for place in range(records):
        at = (began + timedelta(seconds=place)).isoformat()
        named = []
        if place % each == 0:
            content = _photo(chance)
            load.files[phones.hash_of(content)] = content
            named = [phones.named(content, taken_at=at)]
        hashes = [one["sha256"] for one in named]
        answer = phones.answer(
            items[place % max(1, records // 2) % len(items)],
            chance.choice(("PASS", "FAIL")),
            at=at,
            note=f"Ghi nhận {place}",
            files=hashes,
        )
        load.bodies[str(uuid7())] = phones.body(
            visit,
            device=device,
            answers=[answer],
            files=named,
            started_at=at,
            finished_at=at,
            device_time=at,
        )
    return load


def _photo(chance: Random) -> bytes:
    out = io.BytesIO()
    side = 40
    Image.frombytes("RGB", (side, side), chance.randbytes(side * side * 3)).save(
        out, "JPEG"
    )
    return out.getvalue()


def _clean(loads: list[Load]) -> None:
    for load in loads:
        by: User = stage.officer(load.officer)
        for id, body in load.bodies.items():
            at = stage.now()
            record = services.receive_record(
                record_id=UUID(id), body=body, by=by, at=at
            )
            for named in body["files"]:
                content = io.BytesIO(load.files[named["sha256"]])
                services.receive_field_file(
                    sha256=named["sha256"], upload=content, by=by, at=at
                )
            cases.accept_field_record(record=record, by=by, at=at)


def _storm(
    served: Served,
    loads: list[Load],
    cookies: dict[str, tuple[str, str]],
    tally: Tally,
    chance: Random,
    senders: int,
) -> None:
    seeds = [chance.randrange(2**32) for _ in loads]

    def send(load: Load, seed: int) -> Tally:
        sender = Sender(served.port, cookies[load.officer])
        try:
            return _send(sender, load, Random(seed))  # noqa: S311 - not for secrets
        finally:
            sender.close()

    with ThreadPoolExecutor(senders) as threads:
        for told in threads.map(send, loads, seeds):
            tally.wrong += told.wrong
            for name in ("requests", "cut_short", "flipped", "told_of_flips"):
                setattr(tally, name, getattr(tally, name) + getattr(told, name))
            for status, count in told.answers.items():
                tally.answers[status] = tally.answers.get(status, 0) + count


def _send(sender: Sender, load: Load, chance: Random) -> Tally:
    told = Tally()
    acts = load.acts() * COPIES
    chance.shuffle(acts)
    for act in acts:
        told.requests += 1
        if chance.random() < CUT_SHORT:
            sender.cut_short(*act, share=chance.random())
            told.cut_short += 1
            continue
        what, *given = act
        kind = what
        if what == "file" and chance.random() < FLIPPED:
            given[1] = _flipped(given[1], chance)
            kind = "flipped"
            told.flipped += 1
        answer = sender.patiently(what, *given)
        told.told_of_flips += answer.status == 422
        if (answer.status, answer.code) not in _EXPECTED[kind]:
            told.wrong.append(f"{kind} {given[0]}: {answer.status} {answer.body}")
    # As the app does in the end: until the server has confirmed every hash.
    for id, body in load.bodies.items():
        told.requests += 1
        answer = sender.patiently("record", id, json.dumps(body))
        for sha256 in answer.body.get("missing", []):
            sender.patiently("file", sha256, load.files[sha256])
        answer = sender.patiently("complete", id)
        if answer.body.get("state") != FieldState.COMPLETE:
            told.wrong.append(f"record {id} is not whole: {answer.body}")
    told.answers = sender.answers
    return told


def _flipped(content: bytes, chance: Random) -> bytes:
    damaged = bytearray(content)
    damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def picture() -> dict[str, set[tuple[Any, ...]]]:
    """What stands in the database, without what only says when and in which order."""
    return {
        "records": set(
            FieldRecord.objects.values_list(
                "pk", "state", "outcome", "outcome_reason", "visit", "body_sha256"
            )
        ),
        "bodies": set(FieldBody.objects.values_list("record", "number", "sha256")),
        "files": {
            (
                row.record_id,
                row.position,
                row.sha256,
                row.is_named,
                row.evidence_file is not None,
            )
            for row in FieldFile.objects.select_related("evidence_file")
        },
        "answers": set(
            Answer.objects.values_list(
                "pk", "inspection", "item", "by", "result", "note", "at", "is_current"
            )
        ),
        "findings": {
            (
                row.inspection_id,
                row.answer.item_id if row.answer else None,
                row.recorded_by_id,
                row.description,
                row.withdrawn_at is not None,
                frozenset(row.evidence_links.values_list("evidence_file__stored_file")),
            )
            for row in Finding.objects.select_related("answer")
        },
        "links": set(
            InspectionEvidence.objects.values_list(
                "inspection", "answer", "evidence_file__stored_file"
            )
        ),
        "conflicts": set(FieldConflict.objects.values_list("inspection", "item")),
        "visits": set(Inspection.objects.values_list("pk", "state")),
    }


def _differing(clean: dict[str, set[Any]], found: dict[str, set[Any]]) -> list[str]:
    return [
        f"{name}: {len(clean[name] ^ found[name])} differ from the clean run, as "
        f"{sorted(map(str, clean[name] ^ found[name]))[:2]}"
        for name in clean
        if clean[name] != found[name]
    ]
