"""Five hundred photos over a line that is cut forty times; then everything twice.

The phone app sends by itself through a proxy of ours to the served product. Afterwards
two senders at once repeat all of it, doubled and out of order: nothing may change.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from config.serving import ADDRESS
from evidence import storage
from inspections.models import FieldBody, FieldRecord
from reliability import stage as databases
from reliability.field import proof, stage
from reliability.field.line import ANSWERED, SENT, Line, cuts
from reliability.field.phone import Taken, phone
from reliability.field.sender import Sender
from reliability.field.served import Served

MOST_IN_A_RECORD = 50
# What an answer and the head of a request are, about; only to place the cuts.
_ANSWER, _HEAD = 1_000, 900
MOST_SENT = 1.3  # of the size of the photos (test programme, E4)


@dataclass
class Tally:
    photos: int = 0
    records: int = 0
    cuts: dict[str, int] = field(default_factory=dict)
    size: int = 0
    sent: int = 0
    runs: int = 0
    repeated: int = 0
    answers: dict[int, int] = field(default_factory=dict)
    seconds: float = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Bytes that the phone sent for each byte of its photos."""
        return round(self.sent / self.size, 3) if self.size else 0


def run(
    *,
    photos: int,
    wanted: int,
    seed: int,
    size: tuple[int, int] = (1280, 960),
    within: float = 3600,
) -> Tally:
    """Send so many photos of that size in pixels over a line cut `wanted` times."""
    tally = Tally(photos=photos)
    chance = Random(seed)  # noqa: S311 - not for secrets
    with (
        databases.own_database(f"field_link_{seed}"),
        stage.own_files() as files,
    ):
        counts = _split(photos)
        visits = [str(visit.pk) for visit in stage.decided_visits(len(counts))]
        cookie = stage.session_of(stage.officer())
        database = stage.address_of_database()
        with (
            Served(database=database, files=files) as served,
            Line(served.port) as line,
        ):
            with ThreadPoolExecutor(1) as thread:
                work = thread.submit(
                    _send,
                    line,
                    list(zip(visits, counts, strict=True)),
                    cookie,
                    tally,
                    chance,
                    wanted=wanted,
                    size=size,
                    within=within,
                )
                taken = work.result()
            expected = {record.id: record.hashes for record in taken}
            tally.wrong += proof.wrong_with(expected)
            tally.wrong += _repeat(served, cookie, files, tally, chance)
    return tally


def _split(photos: int) -> list[int]:
    """How many photos each record has: two records at least."""
    each = min(MOST_IN_A_RECORD, -(-photos // 2))
    return [min(each, photos - begun) for begun in range(0, photos, each)]


def _send(
    line: Line,
    visits: list[tuple[str, int]],
    cookie: tuple[str, str],
    tally: Tally,
    chance: Random,
    *,
    wanted: int,
    size: tuple[int, int],
    within: float,
) -> list[Taken]:
    with phone(f"http://{ADDRESS}:{line.port}", cookie) as (held, faults):
        held.begin(len(visits))
        taken = [
            held.take(visit, number=number, count=count, size=size)
            for number, (visit, count) in enumerate(visits, start=1)
        ]
        tally.records = len(taken)
        tally.size = sum(record.size for record in taken)
        requests = sum(len(record.hashes) + 2 for record in taken)
        line.arm(
            cuts(
                chance,
                wanted,
                sent=tally.size + _HEAD * requests,
                answered=_ANSWER * requests,
            )
        )
        began = time.monotonic()
        tally.runs, wrong = held.send_all(within=within)
        tally.seconds = round(time.monotonic() - began, 1)
        tally.wrong += wrong + faults
    tally.sent = line.passed[SENT]
    tally.cuts = {
        "in what was sent": sum(cut.direction == SENT for cut in line.done),
        "in an answer": sum(
            cut.direction == ANSWERED and not cut.mute for cut in line.done
        ),
        "before an answer": sum(cut.mute for cut in line.done),
    }
    if len(line.done) < wanted:
        tally.wrong.append(f"the line was cut {len(line.done)} times only")
    return taken


def _repeat(
    served: Served,
    cookie: tuple[str, str],
    files: Path,
    tally: Tally,
    chance: Random,
) -> list[str]:
    """Everything once more, twice and shuffled, by two senders at once."""
    bodies = {
        str(body.record_id): body.text
        for body in FieldBody.objects.order_by("record", "number")
    }
    contents = {path.name: path.read_bytes() for path in storage.stored_paths()}
    acts = [("record", id, body) for id, body in bodies.items()]
    acts += [("file", sha256, content) for sha256, content in contents.items()]
    acts += [("complete", id) for id in bodies]
    before = proof.digest(files)
    with ThreadPoolExecutor(2) as threads:
        senders = [Sender(served.port, cookie) for _ in range(2)]
        shuffled = [chance.sample(acts * 2, len(acts) * 2) for _ in senders]
        told = list(threads.map(_all, senders, shuffled))
    for sender in senders:
        sender.close()
        for status, count in sender.answers.items():
            tally.answers[status] = tally.answers.get(status, 0) + count
    tally.repeated = sum(map(len, shuffled))
    wrong = [text for part in told for text in part]
    if proof.digest(files) != before:
        wrong.append("a repeated batch changed something")
    if FieldRecord.objects.count() != len(bodies):
        wrong.append("a repeated batch made a record")
    return wrong[:20]


def _all(sender: Sender, acts: list[tuple[str, ...]]) -> list[str]:
    wrong = []
    for what, *given in acts:
        answer = sender.patiently(what, *given)
        if answer.status != 200:
            wrong.append(f"{what} {given[0]}: {answer.status} {answer.code}")
    return wrong
