"""Rows of an import that may be facilities of the register: side by side, decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from facilities.doubles import Reason
from facilities.imports import choosing
from facilities.imports.batches import reader_of
from facilities.imports.drafts import Draft
from facilities.imports.places import Places
from facilities.models import Facility, ImportBatch, ImportRow
from facilities.states import FacilityKind, ImportState, NumberKind
from web.errors import refusals_on
from web.forms.imports import ChoicesForm
from web.pages import page
from web.paging import slice_of
from web.side_by_side import Line
from web.views.imports import batch_of

_PERSONAL = 12


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A row beside the facility that it is likeliest to be."""

    row: ImportRow
    facility: Facility
    score: int
    reasons: Sequence[Reason]
    lines: list[Line]
    field: BoundField


def import_choices(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    batch = batch_of(request, id, now)
    if batch.state != ImportState.CHECKED:
        return redirect("import_batch", batch.pk)
    rows = slice_of(request, batch.rows.doubtful(), by=("number",))
    seen = _seen(request, rows.rows, now)
    codes = {key: facility.code for key, facility in seen.items()}
    form = ChoicesForm(request.POST or None, rows=rows.rows, codes=codes)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            rest = request.POST.get("rest", "")
            choosing.choose(batch=batch, chosen=form.chosen, by=request.user, at=now)
            if rest:
                choosing.choose_rest(batch=batch, choice=rest, by=request.user, at=now)
            messages.success(request, _("Saved."))
            if rows.next_after and not rest:
                return redirect(f"{request.path}?after={rows.next_after}")
            return redirect("import_batch", batch.pk)
    return page(
        request,
        "facilities/import_choices.html",
        {
            "batch": batch,
            "form": form,
            "slice": rows,
            "doubtful": _beside(batch, rows.rows, seen, form, now),
            "undecided": batch.rows.undecided().count(),
            "step": 3,
        },
    )


def _seen(
    request: HttpRequest, rows: Sequence[ImportRow], now: datetime
) -> dict[UUID, Facility]:
    """The likely facilities, as far as the officer sees them."""
    ids = {like.facility_id for row in rows for like in row.likenesses}
    found = Facility.objects.visible_to(request.user, now).with_parts()
    return dict(found.in_bulk(ids))


def _beside(
    batch: ImportBatch,
    rows: Sequence[ImportRow],
    seen: dict[UUID, Facility],
    form: ChoicesForm,
    now: datetime,
) -> list[Doubtful]:
    reader = reader_of(batch, now)
    found = []
    for row in rows:
        likely = next(
            (like for like in row.likenesses if like.facility_id in seen), None
        )
        if likely is None:
            continue
        facility = seen[likely.facility_id]
        draft = reader.read(row.number, *row.opened)
        found.append(
            Doubtful(
                row,
                facility,
                likely.score,
                likely.reasons,
                _lines(draft, facility, reader.places),
                form.of(row),
            )
        )
    return found


def _lines(draft: Draft, facility: Facility, places: Places) -> list[Line]:
    """What both state; numbers of persons by their end."""
    data = draft.data
    assert data is not None  # noqa: S101 - only right rows are asked about
    people = [person for person in facility.people.all() if person.ended_on is None]
    phones = {
        number.masked
        for person in people
        for number in person.protected_numbers.all()
        if number.kind == NumberKind.PHONE and number.ended_on is None
    }
    asked = {f"•••• {person.phone[-4:]}" for person in draft.people if person.phone}
    is_personal = len(data.tax_code) == _PERSONAL
    return [
        Line(_("Name"), data.name, facility.name),
        Line(
            _("Tax code"),
            f"•••• {data.tax_code[-4:]}" if is_personal else data.tax_code,
            facility.tax_code_shown,
        ),
        Line(_("Activities"), _kinds(data.kinds), _kinds(facility.kinds)),
        Line(
            _("Places"),
            _places(
                [(a.text or a.legacy_address, a.ward_code) for a in draft.addresses],
                places,
            ),
            _places(
                [
                    (a.text or a.legacy_address, a.ward_id or "")
                    for a in facility.current_addresses
                ],
                places,
            ),
        ),
        Line(
            _("People"),
            ", ".join(person.name for person in draft.people),
            ", ".join(person.name for person in people),
        ),
        Line(_("Phone"), ", ".join(sorted(asked)), ", ".join(sorted(phones))),
        Line(
            _("Web addresses"),
            ", ".join(url.url for url in draft.urls),
            ", ".join(url.url for url in facility.urls.all() if url.ended_on is None),
        ),
    ]


def _kinds(kinds: Iterable[str]) -> str:
    return ", ".join(str(FacilityKind(kind).label) for kind in sorted(kinds))


def _places(rows: Iterable[tuple[str, str]], places: Places) -> str:
    return "; ".join(
        ", ".join(filter(None, [text, places.name_of(ward) if ward else ""]))
        for text, ward in rows
    )
