"""The body of a field record as typed values: the phone's words, judged one by one.

The interface and the import of backups read the same text; what it may say stands here.
Quantities are copies unless a unit says otherwise, positions WGS 84 degrees.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from evidence.kinds import GoodsUnit, ItemKind
from inspections.field_values import Values
from inspections.states import AD_HOC_GROUNDS, AnswerResult, FieldSource
from kernel.errors import Refused

# The apps that the server understands: the present one and the two before it.
CURRENT_APP, OLDEST_APP = "1", "1"
MOST_ANSWERS, MOST_TITLES, MOST_GOODS, MOST_NOTES, MOST_FILES = (
    500,
    200,
    200,
    500,
    1000,
)


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    id: UUID
    item: UUID
    result: str
    note: str
    at: datetime
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldTitle:
    """A publication that was counted; `licensed_copies` None: no paper has a number."""

    id: UUID
    title: str
    publisher: str
    registration_no: str
    decision_no: str
    decision_on: date | None
    licensed_copies: int | None
    counted_copies: int
    note: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldGoods:
    id: UUID
    kind: str
    name: str
    quantity: Decimal
    unit: str
    condition: str
    seal_no: str
    note: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldNote:
    id: UUID
    text: str
    at: datetime
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldSignature:
    name: str
    position: str
    signed_at: datetime
    file: str


@dataclass(frozen=True, slots=True)
class FieldRefusal:
    """`file`: the witness's signature on the screen, "" where there is none."""

    reason: str
    witness: str
    witness_position: str
    at: datetime
    file: str


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A visit that nobody had foreseen; `facility` None: it is not in the register."""

    facility: UUID | None
    name: str
    address: str
    ward_code: str
    ground: str
    what: str


@dataclass(frozen=True, slots=True)
class NamedFile:
    """What the phone says of a file before its bytes come: its side-car.

    `sequence`: the how manieth file the phone kept, which never goes back.
    `server_offset_ms`: by how much the server's clock was ahead when last heard.
    """

    sha256: str
    size: int
    content_type: str
    name: str
    source: str
    taken_at: datetime | None
    latitude: Decimal | None
    longitude: Decimal | None
    accuracy_m: int | None
    width: int | None
    height: int | None
    original_width: int | None
    original_height: int | None
    caption: str
    sequence: int | None
    server_offset_ms: int | None

    @property
    def offset_s(self) -> float | None:
        """`server_offset_ms` in seconds, to a tenth."""
        shift = self.server_offset_ms
        return None if shift is None else round(shift / 1000, 1)


@dataclass(frozen=True, slots=True)
class FieldContent:
    app: str
    device_id: UUID
    device_name: str
    visit: UUID | None
    visit_version: int | None
    unplanned: Unplanned | None
    supplements: UUID | None
    started_at: datetime
    finished_at: datetime
    device_time: datetime
    checklist: UUID | None
    answers: tuple[FieldAnswer, ...]
    titles: tuple[FieldTitle, ...]
    goods: tuple[FieldGoods, ...]
    notes: tuple[FieldNote, ...]
    signature: FieldSignature | None
    refusal: FieldRefusal | None
    files: tuple[NamedFile, ...]

    def shown_files(self) -> Iterator[str]:
        """Hashes that answers, titles, goods, notes and signatures point at."""
        for answer in self.answers:
            yield from answer.files
        for title in self.titles:
            yield from title.files
        for goods in self.goods:
            yield from goods.files
        for note in self.notes:
            yield from note.files
        if self.signature:
            yield self.signature.file
        if self.refusal and self.refusal.file:
            yield self.refusal.file


def canonical(body: Mapping[str, Any]) -> str:
    """The body as it is kept and hashed: keys sorted, no spaces, UTF-8."""
    return json.dumps(
        body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read(body: Mapping[str, Any]) -> FieldContent:
    """The body's values; raises Refused naming each faulty place (`answers.3.item`)."""
    values = Values(body)
    content = _content(values)
    if not values.errors:
        _hold_together(content, values)
    if values.errors:
        raise Refused(errors=values.errors)
    return content


def _content(values: Values) -> FieldContent:
    device = values.part("device")
    checklist = values.part_or_none("checklist")
    unplanned = values.part_or_none("unplanned")
    signature = values.part_or_none("signature")
    refusal = values.part_or_none("refusal")
    return FieldContent(
        app=values.text("app", most=20),
        device_id=device.id("id"),
        device_name=device.text("name", most=120, may_be_empty=True),
        visit=values.id_or_none("visit"),
        visit_version=values.whole_or_none("visit_version"),
        unplanned=_unplanned(unplanned) if unplanned else None,
        supplements=values.id_or_none("supplements"),
        started_at=values.moment("started_at"),
        finished_at=values.moment("finished_at"),
        device_time=values.moment("device_time"),
        checklist=checklist.id("id") if checklist else None,
        answers=tuple(_answer(v) for v in values.parts("answers", MOST_ANSWERS)),
        titles=tuple(_title(v) for v in values.parts("titles", MOST_TITLES)),
        goods=tuple(_goods(v) for v in values.parts("goods", MOST_GOODS)),
        notes=tuple(_note(v) for v in values.parts("notes", MOST_NOTES)),
        signature=_signature(signature) if signature else None,
        refusal=_refusal(refusal) if refusal else None,
        files=tuple(_file(v) for v in values.parts("files", MOST_FILES)),
    )


def _unplanned(values: Values) -> Unplanned:
    return Unplanned(
        facility=values.id_or_none("facility"),
        name=values.text("name", most=250),
        address=values.text("address", most=300, may_be_empty=True),
        ward_code=values.text("ward_code", most=10, may_be_empty=True),
        ground=values.choice("ground", sorted(map(str, AD_HOC_GROUNDS))),
        what=values.text("what", most=4000),
    )


def _answer(values: Values) -> FieldAnswer:
    return FieldAnswer(
        id=values.id("id"),
        item=values.id("item"),
        result=values.choice("result", AnswerResult.values),
        note=values.text("note", most=4000, may_be_empty=True),
        at=values.moment("at"),
        files=values.hashes("files"),
    )


def _title(values: Values) -> FieldTitle:
    return FieldTitle(
        id=values.id("id"),
        title=values.text("title", most=300),
        publisher=values.text("publisher", most=200, may_be_empty=True),
        registration_no=values.text("registration_no", most=80, may_be_empty=True),
        decision_no=values.text("decision_no", most=80, may_be_empty=True),
        decision_on=values.day_or_none("decision_on"),
        licensed_copies=values.whole_or_none("licensed_copies"),
        counted_copies=values.whole("counted_copies"),
        note=values.text("note", most=300, may_be_empty=True),
        files=values.hashes("files"),
    )


def _goods(values: Values) -> FieldGoods:
    return FieldGoods(
        id=values.id("id"),
        kind=values.choice("kind", ItemKind.values),
        name=values.text("name", most=500),
        quantity=values.quantity("quantity"),
        unit=values.choice("unit", GoodsUnit.values),
        condition=values.text("condition", most=300, may_be_empty=True),
        seal_no=values.text("seal_no", most=80, may_be_empty=True),
        note=values.text("note", most=300, may_be_empty=True, may_be_absent=True),
        files=values.hashes("files"),
    )


def _note(values: Values) -> FieldNote:
    return FieldNote(
        id=values.id("id"),
        text=values.text("text", most=4000),
        at=values.moment("at"),
        files=values.hashes("files"),
    )


def _signature(values: Values) -> FieldSignature:
    return FieldSignature(
        name=values.text("name", most=120),
        position=values.text("position", most=120, may_be_empty=True),
        signed_at=values.moment("signed_at"),
        file=values.sha256("file"),
    )


def _refusal(values: Values) -> FieldRefusal:
    return FieldRefusal(
        reason=values.text("reason", most=1000),
        witness=values.text("witness", most=120),
        witness_position=values.text("witness_position", most=300, may_be_empty=True),
        at=values.moment("at"),
        file=values.sha256_or_none("file") or "",
    )


def _file(values: Values) -> NamedFile:
    position = values.part_or_none("position")
    return NamedFile(
        sha256=values.sha256("sha256"),
        size=values.whole("size"),
        content_type=values.text("content_type", most=60),
        name=values.text("name", most=255),
        source=values.choice("source", FieldSource.values),
        taken_at=values.moment_or_none("taken_at"),
        latitude=position.degrees("latitude", 90) if position else None,
        longitude=position.degrees("longitude", 180) if position else None,
        accuracy_m=position.metres("accuracy_m") if position else None,
        width=values.whole_or_none("width"),
        height=values.whole_or_none("height"),
        original_width=values.whole_or_none("original_width"),
        original_height=values.whole_or_none("original_height"),
        caption=values.text("caption", most=300, may_be_empty=True),
        sequence=values.whole_or_none("sequence"),
        server_offset_ms=values.milliseconds_or_none("server_offset_ms"),
    )


def _hold_together(content: FieldContent, values: Values) -> None:
    """What no single field shows: parts that contradict each other."""
    if (content.visit is None) == (content.unplanned is None):
        values.fault("visit", "one_of_two")
    if content.signature and content.refusal:
        values.fault("refusal", "signed_or_refused")
    if content.finished_at < content.started_at:
        values.fault("finished_at", "ends_before")
    if content.answers and content.checklist is None:
        values.fault("checklist", "needed")
    for name in ("answers", "titles", "goods", "notes"):
        ids = [part.id for part in getattr(content, name)]
        if len(set(ids)) < len(ids):
            values.fault(name, "twice")
    items = [answer.item for answer in content.answers]
    if len(set(items)) < len(items):
        values.fault("answers", "item_twice")
    hashes = [file.sha256 for file in content.files]
    if len(set(hashes)) < len(hashes):
        values.fault("files", "twice")
    if set(content.shown_files()) - set(hashes):
        values.fault("files", "not_listed")
