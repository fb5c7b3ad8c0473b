"""Kill -9 of the web server and of PostgreSQL, in turn, while phones send.

Several phones send at once and repeat what was not answered. What was confirmed is
asked for as soon as the server is back, before anybody repeats it.
"""

from __future__ import annotations

import io
import json
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import connection
from PIL import Image

from evidence import storage
from inspections.models import FieldFile, FieldRecord, Inspection
from inspections.states import FieldState
from kernel.ids import uuid7
from reliability import stage as databases
from reliability.field import proof, stage
from reliability.field.postgres import OwnPostgres, own_postgres
from reliability.field.sender import Answer, NoAnswer, Sender
from reliability.field.served import Served
from tests.inspections import phone as phones

WEB, POSTGRES = "web", "postgres"
TWO_HOURS = 2 * 3600
_PATIENCE = 120
_HALF = """
    SELECT r.id FROM inspections_fieldrecord r WHERE r.state = 'RECEIVING'
    AND EXISTS (SELECT 1 FROM inspections_answer a WHERE a.inspection_id = r.visit_id)
"""


@dataclass
class Tally:
    kills: dict[str, int] = field(default_factory=dict)
    photos: int = 0
    records: int = 0
    confirmed_before: int = 0
    orphans: int = 0
    answers: dict[int, int] = field(default_factory=dict)
    cut_off: int = 0
    longest_away: float = 0
    wrong: list[str] = field(default_factory=list)


@dataclass
class Confirmed:
    """What the server has confirmed so far; told to by all phones."""

    files: set[str] = field(default_factory=set)
    records: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self) -> int:
        with self.lock:
            return len(self.files) + len(self.records)

    def copy(self) -> tuple[set[str], set[str]]:
        with self.lock:
            return set(self.files), set(self.records)


@dataclass
class SendingPhone:
    """One phone with one record; repeats until the server has confirmed all of it."""

    sender: Sender
    id: str
    body: dict[str, Any]
    contents: dict[str, bytes]
    confirmed: Confirmed
    wrong: list[str] = field(default_factory=list)
    answers: dict[int, int] = field(default_factory=dict)
    cut_off: int = 0

    @property
    def hashes(self) -> list[str]:
        return [file["sha256"] for file in self.body["files"]]

    def deliver(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            try:
                if self._once():
                    return
            except NoAnswer:
                self.cut_off += 1
            time.sleep(0.1)
        self.wrong.append(f"record {self.id} was not confirmed in {_PATIENCE} s")

    def _once(self) -> bool:
        answer = self._asked(self.sender.record, self.id, json.dumps(self.body))
        if answer is None:
            return False
        for sha256 in answer.body["missing"]:
            with self.confirmed.lock:
                if sha256 in self.confirmed.files:
                    self.wrong.append(f"{sha256} was confirmed and is missing again")
            if self._asked(self.sender.file, sha256, self.contents[sha256]) is None:
                return False
            with self.confirmed.lock:
                self.confirmed.files.add(sha256)
        answer = self._asked(self.sender.complete, self.id)
        if answer is None or answer.body["state"] != FieldState.COMPLETE:
            return False
        with self.confirmed.lock:
            self.confirmed.records.add(self.id)
        return answer.body["held"] == self.hashes

    def _asked(self, ask: Callable[..., Answer], *given: Any) -> Answer | None:
        """The answer, or none where the server asks to come again."""
        answer = ask(*given)
        self.answers[answer.status] = self.answers.get(answer.status, 0) + 1
        if answer.status == 200:
            return answer
        if answer.status != 503:
            self.wrong.append(f"answered {answer.status}: {answer.body}")
        return None


def run(
    *,
    seeds: int,
    first: int = 1,
    phones_at_once: int = 3,
    photos: int = 6,
    kinds: tuple[str, ...] = (WEB, POSTGRES),
) -> Tally:
    """One kill for each seed; so many phones send so many photos each meanwhile."""
    tally = Tally()
    with ExitStack() as stack:
        stack.enter_context(databases.own_database(f"field_kills_{first}"))
        files = stack.enter_context(stage.own_files())
        postgres = stack.enter_context(own_postgres())
        visits = stage.decided_visits(seeds * phones_at_once)
        cookie = stage.session_of(stage.officer())
        served = Served(database=postgres.address, files=files)
        stack.enter_context(served)
        sent: dict[str, list[str]] = {}
        for number in range(seeds):
            chance = Random(first + number)  # noqa: S311 - not for secrets
            group = visits[number * phones_at_once : (number + 1) * phones_at_once]
            confirmed = Confirmed()
            holding = [
                _phone(served, cookie, visit, photos, chance, confirmed)
                for visit in group
            ]
            kind = kinds[(first + number) % len(kinds)]
            _round(kind, holding, confirmed, served, postgres, chance, tally)
            sent |= {phone.id: phone.hashes for phone in holding}
        tally.records, tally.photos = len(sent), sum(map(len, sent.values()))
        tally.orphans = proof.orphans()
        _sweep(files)
        tally.wrong += proof.wrong_with(sent)
    return tally


def _phone(
    served: Served,
    cookie: tuple[str, str],
    visit: Inspection,
    photos: int,
    chance: Random,
    confirmed: Confirmed,
) -> SendingPhone:
    visit = Inspection.objects.get(pk=visit.pk)
    contents = [_photo(chance) for _ in range(photos)]
    named = [phones.named(content) for content in contents]
    at = stage.now().isoformat()
    failed = phones.answer(
        phones.question(visit),
        "FAIL",
        at=at,
        note="Không có hóa đơn.",
        files=[file["sha256"] for file in named],
    )
    return SendingPhone(
        sender=Sender(served.port, cookie),
        id=str(uuid7()),
        body=phones.body(
            visit,
            answers=[failed],
            files=named,
            started_at=at,
            finished_at=at,
            device_time=at,
        ),
        contents={phones.hash_of(content): content for content in contents},
        confirmed=confirmed,
    )


def _photo(chance: Random) -> bytes:
    """Noise, about 100 kB: no two are alike."""
    side = (240, 180)
    out = io.BytesIO()
    Image.frombytes("RGB", side, chance.randbytes(side[0] * side[1] * 3)).save(
        out, "JPEG", quality=90
    )
    return out.getvalue()


def _round(
    kind: str,
    holding: list[SendingPhone],
    confirmed: Confirmed,
    served: Served,
    postgres: OwnPostgres,
    chance: Random,
    tally: Tally,
) -> None:
    total = sum(len(phone.hashes) + 1 for phone in holding)
    wanted, pause = chance.randrange(total), chance.uniform(0, 0.3)
    # A kill closes the connections of this process too.
    connection.close()
    with ThreadPoolExecutor(len(holding)) as threads:
        work = [threads.submit(phone.deliver) for phone in holding]
        _await(confirmed, wanted, work)
        time.sleep(pause)
        before = confirmed.copy()
        killed = served if kind == WEB else postgres
        killed.kill()
        killed.start()
        back = time.monotonic()
        tally.wrong += _lost(*before)
        _await_answer(served)
        tally.longest_away = max(tally.longest_away, round(time.monotonic() - back, 1))
        for one in work:
            one.result()
    tally.kills[kind] = tally.kills.get(kind, 0) + 1
    tally.confirmed_before += len(before[0]) + len(before[1])
    for phone in holding:
        phone.sender.close()
        tally.wrong += phone.wrong
        tally.cut_off += phone.cut_off
        for status, count in phone.answers.items():
            tally.answers[status] = tally.answers.get(status, 0) + count


def _await(confirmed: Confirmed, wanted: int, work: list[Future[None]]) -> None:
    while confirmed.count() < wanted and not all(one.done() for one in work):
        time.sleep(0.005)


def _await_answer(served: Served) -> None:
    deadline = time.monotonic() + 60
    while not served.answers() and time.monotonic() < deadline:
        time.sleep(0.05)


def _lost(files: set[str], records: set[str]) -> list[str]:
    """What was confirmed before the kill and is not there after it."""
    held = set(FieldFile.objects.held().values_list("sha256", flat=True))
    whole = FieldRecord.objects.filter(state=FieldState.COMPLETE)
    complete = {str(pk) for pk in whole.values_list("pk", flat=True)}
    lost = [f"{sha256} was confirmed and is lost" for sha256 in files - held]
    lost += [f"record {id} was confirmed and is lost" for id in records - complete]
    for sha256 in files & held:
        try:
            storage.opened(sha256).close()
        except storage.Damaged as damage:
            lost.append(str(damage))
    with connection.cursor() as cursor:
        cursor.execute(_HALF)
        lost += [f"record {row[0]} is written by half" for row in cursor.fetchall()]
    return lost


def _sweep(files: Path) -> None:
    """The command takes what is older than an hour: all of it is, from now on."""
    for path in (files / "evidence").rglob("*"):
        if path.is_file():
            then = path.stat().st_mtime - TWO_HOURS
            os.utime(path, (then, then))
    call_command("sweep_orphans", stdout=io.StringIO())
