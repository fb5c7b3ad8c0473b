"""The check of the rows: faults and remarks, before anything is taken in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import User, Ward
from facilities.imports.batches import opened, reader_of, store
from facilities.imports.columns import Column, cell_address
from facilities.imports.drafts import Draft, Remark
from facilities.imports.matching import Known
from facilities.imports.rows import Reader
from facilities.models import Facility, ImportBatch, ImportRow
from facilities.models.imports import LikelyFacility
from facilities.services.bulk import NewFacility, faults_of
from facilities.services.doubles import Entry, doubles_at_entries
from facilities.states import FacilityStatus, ImportState, ImportVerdict
from kernel.clock import local_day
from kernel.folding import fold_number, fold_plain

CHECKED_AT_A_TIME = 1_000
# So many facilities are shown that a row may be.
MOST_LIKELY = 3
# Where the refusals of the register's own rules are shown.
_COLUMN_OF = {
    "business_registration_no": Column.REGISTRATION_NO,
    "business_registration_on": Column.REGISTRATION_ON,
    "business_registration_issuer": Column.REGISTRATION_ISSUER,
    "addresses": Column.ADDRESS,
    "licences": Column.LICENCE_NO,
    "number": Column.LICENCE_NO,
    "people": Column.PERSON,
    "urls": Column.URL,
    "from_on": Column.NAME,
    "unknown_owner": Column.PERSON,
}


@transaction.atomic
def check_some(
    *, batch: ImportBatch, by: User, at: datetime, limit: int = 0
) -> ImportBatch:
    """Check the next rows; after the last one the batch is CHECKED.

    Raises NotPermitted or ImportNotThere.
    """
    limit = limit or CHECKED_AT_A_TIME
    batch = opened(batch, {ImportState.CHECKING}, by=by, at=at)
    waiting = batch.rows.filter(verdict=ImportVerdict.WAITING).order_by("number")
    rows = list(waiting[: limit + 1])
    if len(rows) <= limit:
        batch.state = ImportState.CHECKED
        batch.save()
    rows = rows[:limit]
    reader = reader_of(batch, at)
    drafts = [reader.read(row.number, *row.opened) for row in rows]
    known = Known(drafts)
    earlier = _Earlier(batch, reader, drafts)
    doubtful: list[tuple[ImportRow, Draft]] = []
    wards = set(Ward.objects.in_force_on(local_day(at)).values_list("code", flat=True))
    for row, draft in zip(rows, drafts, strict=True):
        facility = known.of(draft)
        remarks = [r for r in draft.remarks if not (facility and r.for_new)]
        remarks += _of_the_register(draft, facility, known, batch.columns)
        remarks += earlier.remarks_on(draft, batch.columns)
        if facility is None and not any(remark.bad for remark in remarks):
            faults, _code = faults_of(
                new_facility(draft).cleaned(), wards=wards, today=local_day(at)
            )
            remarks += refused(draft, faults.errors, batch.columns)
            if not any(remark.bad for remark in remarks):
                doubtful.append((row, draft))
        earlier.add(draft)
        row.label = (draft.data.name if draft.data else "")[:250]
        row.remarks = [asdict(remark) for remark in remarks]
        row.verdict = verdict_of(remarks)
        row.tax_key, row.place_key = draft.tax_key, draft.place_key
        row.facility_id = facility.pk if facility else None
    _ask_of(doubtful, known, batch.columns, by=by, at=at)
    if rows:
        store(
            rows,
            *("verdict", "label", "remarks", "tax_key", "place_key", "facility_id"),
            "likely",
        )
    return batch


def new_facility(draft: Draft) -> NewFacility:
    assert draft.data is not None  # noqa: S101 - read from a row
    return NewFacility(
        data=draft.data,
        addresses=draft.addresses,
        urls=draft.urls,
        people=draft.people,
        licences=draft.licences,
        status=draft.status or FacilityStatus.UNVERIFIED,
        status_since=draft.status_since,
    )


def _ask_of(
    rows: list[tuple[ImportRow, Draft]],
    known: Known,
    columns: list[str],
    *,
    by: User,
    at: datetime,
) -> None:
    """Of rows that may be facilities that the officer sees somebody is asked."""
    found = doubles_at_entries([_entry_of(draft) for _row, draft in rows])
    ids = {like.facility_id for likely in found for like in likely}
    seen = Facility.objects.visible_to(by, at).filter(pk__in=ids)
    codes = dict(seen.values_list("pk", "code"))
    for (row, draft), likes in zip(rows, found, strict=True):
        likely = [like for like in likes if like.facility_id in codes]
        if likely:
            row.likely = [
                LikelyFacility(
                    like.facility_id, like.comparison.score, like.comparison.reasons
                ).as_json()
                for like in likely[:MOST_LIKELY]
            ]
            text = _("It may be %(code)s of the register: say whether it is the same.")
            text %= {"code": codes[likely[0].facility_id]}
        elif namesake := known.namesake_of(draft):
            text = _(
                "%(code)s in the same commune has this name too: look whether it is"
                " the same."
            ) % {"code": namesake.code}
        else:
            continue
        remark = _remark(draft, Column.NAME, columns, text, bad=False)
        row.remarks = [*row.remarks, asdict(remark)]
        row.verdict = ImportVerdict.FLAGGED


def _entry_of(draft: Draft) -> Entry:
    """As the register would keep it, to be compared with what it keeps."""
    new = new_facility(draft).cleaned()
    return Entry(
        data=new.data, addresses=new.addresses, people=new.people, urls=new.urls
    )


def verdict_of(remarks: Iterable[Remark]) -> str:
    remarks = list(remarks)
    if any(remark.bad for remark in remarks):
        return ImportVerdict.BAD
    return ImportVerdict.FLAGGED if remarks else ImportVerdict.GOOD


def refused(
    draft: Draft, errors: Mapping[str, Sequence[object]], columns: list[str]
) -> list[Remark]:
    """What a service refused, at the cell that it is about."""
    remarks = []
    for name, texts in errors.items():
        first = name.partition(".")[0]
        column = _COLUMN_OF.get(first, first)
        if name.endswith("phone"):
            column = Column.PHONE
        text = " ".join(str(text) for text in texts)
        remarks.append(_remark(draft, column, columns, text, bad=True))
    return remarks


def _remark(
    draft: Draft, column: str, columns: list[str], text: str, *, bad: bool
) -> Remark:
    place = columns.index(column) if column in columns else -1
    cell = cell_address(place, draft.number) if place >= 0 else ""
    return Remark(column, cell, "", text, bad)


def _of_the_register(
    draft: Draft, facility: Facility | None, known: Known, columns: list[str]
) -> list[Remark]:
    """What the register says to the row, beside its own faults."""
    if draft.data is None:
        return []
    name = draft.data.name
    if facility is None and draft.code:
        text = _(
            "No facility has this code: correct it, or empty the cell to enter the"
            " facility as a new one."
        )
        return [_remark(draft, Column.CODE, columns, text, bad=True)]
    if facility is not None:
        if not name or fold_plain(name) == fold_plain(facility.name):
            return []
        if known.keeps_name(draft, facility):
            return []
        text = _(
            "%(code)s is “%(name)s” in the register: it takes the new name, the former"
            " one is kept."
        ) % {"code": facility.code, "name": facility.name}
        return [_remark(draft, Column.NAME, columns, text, bad=False)]
    return []


class _Earlier:
    """Rows of the same file that name the same facility, further up."""

    def __init__(self, batch: ImportBatch, reader: Reader, drafts: list[Draft]) -> None:
        self._reader = reader
        tax = {draft.tax_key for draft in drafts} - {""}
        place = {draft.place_key for draft in drafts} - {""}
        above = (
            batch.rows.exclude(verdict=ImportVerdict.WAITING)
            .filter(Q(tax_key__in=tax) | Q(place_key__in=place))
            .order_by("-number")
        )
        self._by_key: dict[str, ImportRow | Draft] = {}
        for row in above:  # the first one stands last
            for key in (row.tax_key, row.place_key):
                self._by_key[key] = row

    def add(self, draft: Draft) -> None:
        for key in (draft.tax_key, draft.place_key):
            self._by_key.setdefault(key, draft)

    def remarks_on(self, draft: Draft, columns: list[str]) -> list[Remark]:
        above = self._by_key.get(draft.tax_key) if draft.tax_key else None
        if above is None and draft.place_key and not draft.code:
            above = self._by_key.get(draft.place_key)
        if above is None:
            return []
        first = above if isinstance(above, Draft) else self._read(above)
        if draft.tax_key and first.tax_key and draft.tax_key != first.tax_key:
            return []  # two businesses of one name in one place
        for column in _conflicts(first, draft):
            text = _(
                "Row %(row)d names the same facility with another value here: keep the"
                " right one of the two."
            ) % {"row": first.number}
            return [_remark(draft, column, columns, text, bad=True)]
        text = _(
            "Row %(row)d names the same facility: what is new here is added to it."
        ) % {"row": first.number}
        return [_remark(draft, Column.NAME, columns, text, bad=False)]

    def _read(self, row: ImportRow) -> Draft:
        return self._reader.read(row.number, *row.opened)


def _conflicts(first: Draft, second: Draft) -> list[str]:
    """Columns in which two rows say different things of one facility."""
    one, two = first.data, second.data
    if one is None or two is None:
        return []

    def differ(left: object, right: object) -> bool:
        return bool(left) and bool(right) and left != right

    pairs: list[tuple[str, object, object]] = [
        (Column.NAME, fold_plain(one.name), fold_plain(two.name)),
        (Column.TRADE_NAME, fold_plain(one.trade_name), fold_plain(two.trade_name)),
        (
            Column.REGISTRATION_NO,
            fold_number(one.business_registration_no),
            fold_number(two.business_registration_no),
        ),
        (
            Column.REGISTRATION_ON,
            one.business_registration_on,
            two.business_registration_on,
        ),
        (Column.ADDRESS, first.place_key, second.place_key),
        (Column.STATUS, first.status, second.status),
    ]
    if {"subject_kind"} <= first.stated & second.stated:
        pairs.append((Column.SUBJECT_KIND, one.subject_kind, two.subject_kind))
    if not (first.addresses and second.addresses):
        pairs = [pair for pair in pairs if pair[0] != Column.ADDRESS]
    pairs += [
        (Column.PHONE, left.phone, right.phone)
        for left in first.people
        for right in second.people
        if fold_plain(left.name) == fold_plain(right.name)
    ]
    pairs += [
        (Column.LICENCE_ON, _dates(left), _dates(right))
        for left in first.licences
        for right in second.licences
        if fold_number(left.number) == fold_number(right.number)
    ]
    return [column for column, left, right in pairs if differ(left, right)]


def _dates(licence: object) -> tuple[date | None, ...]:
    return (licence.issued_on, licence.expires_on)  # type: ignore[attr-defined]
