"""How the acts of the register write: right, lock, version, derived columns, trace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from agencies.access import could
from agencies.models import User
from audit import trail
from facilities import search
from facilities.models import Facility, Party
from facilities.services.checks import FACILITY_COLUMNS
from kernel.errors import MovedOn, NotPermitted, NotReady, Refused

EDIT = "facility.edit"
_TAX_CODE_TAKEN = (
    "tax_code",
    _("Somebody else has just entered this tax code: search for it."),
)
_DOUBLES = {
    "facility_tax_code_once": _TAX_CODE_TAKEN,
    "party_tax_code_once": _TAX_CODE_TAKEN,
    "protected_tax_number_once": _TAX_CODE_TAKEN,
    "licence_number_once": (
        "number",
        _("This licence number is in the register already: search for it."),
    ),
    "obligation_of_rule_once_open": (
        "rule",
        _("This obligation is kept at the facility already."),
    ),
    "facility_url_once": (
        "url",
        _("This web address is listed at the facility already."),
    ),
}


def ask(act: str, facility: Facility | None, *, by: User, at: datetime) -> None:
    """Raises NotPermitted. A facility has no states that close an act."""
    if not could(by, act, facility, at):
        raise NotPermitted


class WasMerged(NotReady):
    """The record is read at the one that absorbed it, and changed there."""

    code = "was_merged"
    text = _("The record was merged into another one: change that one.")


def opened(
    facility: Facility, *, by: User, at: datetime, version: int | None = None
) -> Facility:
    """The facility, locked for an edit. Raises NotPermitted, WasMerged or MovedOn.

    Adding a row overwrites nothing and needs no version.
    """
    locked = opened_with_rows(facility, by=by, at=at, version=version)
    if locked.merged_into_id is not None:
        raise WasMerged
    return locked


def opened_with_rows(
    facility: Facility, *, by: User, at: datetime, version: int | None = None
) -> Facility:
    """The same for a row that it has: those of a merged record stay with it."""
    ask(EDIT, facility, by=by, at=at)
    rows = Facility.objects.select_for_update(of=("self",))
    locked: Facility = rows.get(pk=facility.pk)
    if version is not None and version != locked.version:
        raise MovedOn(current=snapshot(locked) | {"version": locked.version})
    return locked


def close(
    facility: Facility,
    *,
    action: str,
    by: User,
    at: datetime,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    part: object = "",
    reason: str = "",
) -> None:
    """Save the facility with its derived columns and write the trail; call it last."""
    derive(facility)
    facility.version += 1
    facility.updated_at = at
    facility.save()
    _keep_in_step(facility)
    label = f"{facility.code} · {part}" if part else facility.code
    trail.record(
        action=action,
        record=facility,
        at=at,
        by=by,
        before=before,
        after=after,
        label=label,
        reason=reason,
    )


@contextmanager
def refusing_doubles() -> Iterator[None]:
    """A unique value met in the database, also in a race, is an ordinary refusal."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        for constraint, (name, text) in _DOUBLES.items():
            if constraint in str(clash):
                raise Refused(errors={name: [text]}) from clash
        raise


def derive(facility: Facility) -> None:
    """Bring `ward`, `business_key` and `search_text` in step with the rows."""
    addresses = facility.current_addresses
    absorbed: Iterable[str] = ()
    if not facility._state.adding:
        rows = facility.absorbed.order_by("pk")
        absorbed = rows.values_list("search_text", flat=True)
    facility.ward = next((item.ward for item in addresses if item.ward), None)
    facility.business_key = _business_key(facility)
    urls = [item for item in facility.urls.all() if item.ended_on is None]
    facility.search_text = search.document(
        [
            facility.name,
            facility.trade_name,
            *(former.name for former in facility.former_names.all()),
            *(str(address) for address in addresses),
            *(address.legacy_address for address in addresses),
            *(f"{url.domain} {url.shop_id}" for url in urls),
            *absorbed,
        ],
        [
            facility.code,
            facility.tax_code,
            facility.business_registration_no,
            *(licence.number for licence in facility.licences.all()),
        ],
    )


def _keep_in_step(facility: Facility) -> None:
    """What a record and those merged into it derive from each other."""
    if facility.merged_into is not None:
        derive(facility.merged_into)
        facility.merged_into.save(update_fields=["search_text"])
    facility.absorbed.exclude(business_key=facility.business_key).update(
        business_key=facility.business_key
    )


def derive_party(party: Party) -> None:
    """Bring `search_text` in step with names and numbers."""
    former = party.former_names.all() if not party._state.adding else ()
    party.search_text = search.document(
        [party.name, *(item.name for item in former)],
        [party.tax_code, party.business_registration_no],
    )


def snapshot(facility: Facility) -> dict[str, Any]:
    """The facility's own fields for the trail; a personal tax number stays masked."""
    return {name: getattr(facility, name) for name in FACILITY_COLUMNS} | {
        "kinds": list(facility.kinds),
        "tax_code": facility.tax_code_shown,
        "party": str(facility.party_id) if facility.party_id else None,
    }


def changed(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both sides with only the fields that differ (rows of a part are one field)."""
    names = [
        name
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name)
    ]
    return (
        {name: before.get(name) for name in names if before},
        {name: after.get(name) for name in names if after},
    )


def _business_key(facility: Facility) -> str:
    """The enterprise's ten digits, else the person's hashed number, else the party.

    A merged record counts with the one that absorbed it (once a year for both).
    """
    if facility.merged_into is not None:
        return facility.merged_into.business_key
    party = facility.party
    code = facility.tax_code or (party.tax_code if party else "")
    if code:
        return code[:10]
    personal = facility.personal_tax_number
    if personal:
        return f"person:{personal.digest}"
    return f"party:{party.pk}" if party else f"facility:{facility.pk}"
