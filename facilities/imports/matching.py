"""Which facility of the register a row means: by code, tax code, or name and place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import FilteredRelation, Q

from facilities.imports.drafts import Draft, place_key
from facilities.models import Facility, ImportRow
from facilities.services.inputs import AddressInput
from kernel.folding import fold_plain


class Known:
    """The facilities that some rows may mean, found in a fixed number of queries."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        keys: dict[str, set[str]] = defaultdict(set)
        for draft in drafts:
            kind, _colon, value = draft.tax_key.partition(":")
            keys[kind].add(value)
        found = Facility.objects.with_parts()
        self._chosen = _chosen_before({draft.place_key for draft in drafts} - {""})
        self._by_key: dict[str, Facility] = {}
        self._by_name: dict[str, list[Facility]] = defaultdict(list)
        if keys["code"]:
            for facility in found.filter(code__in=keys["code"]):
                self._by_key[f"code:{facility.code}"] = facility
        if keys["tax"]:
            for facility in found.filter(tax_code__in=keys["tax"]):
                self._by_key[f"tax:{facility.tax_code}"] = facility
        if keys["person"]:
            holders = found.filter(
                protected_numbers__digest__in=keys["person"],
                protected_numbers__ended_on__isnull=True,
            )
            for facility in holders:
                number = facility.personal_tax_number
                if number is not None:
                    self._by_key[f"person:{number.digest}"] = facility
        for facility in found.filter(pk__in=_namesakes_of(drafts)):
            self._by_name[fold_plain(facility.name)].append(facility)

    def of(self, draft: Draft) -> Facility | None:
        """The facility that the row means; None when the register has none."""
        if draft.tax_key and (facility := self._by_key.get(draft.tax_key)):
            return facility
        if draft.code or draft.data is None:
            return None
        if facility := self._chosen.get(draft.place_key):
            return facility
        for facility in self._by_name.get(fold_plain(draft.data.name), []):
            other = bool(draft.data.tax_code and facility.tax_code_shown)
            if not other and draft.place_key in places_of(facility):
                return facility
        return None

    def keeps_name(self, draft: Draft, facility: Facility) -> bool:
        """Somebody said before that this spelling means the facility as it is named."""
        chosen = self._chosen.get(draft.place_key)
        return chosen is not None and chosen.pk == facility.pk

    def namesake_of(self, draft: Draft) -> Facility | None:
        """A facility of the same name in the same ward, which may be another one."""
        if draft.data is None:
            return None
        wards = {address.ward_code for address in draft.addresses} - {""}
        for facility in self._by_name.get(fold_plain(draft.data.name), []):
            if facility.ward_codes & wards:
                return facility
        return None


def _namesakes_of(drafts: Sequence[Draft]) -> set[UUID]:
    """Facilities of the same name in a ward of the row, or like it in none.

    A usual name is borne in many wards: only those that a row may mean are read whole.
    """
    wards: dict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        if draft.data and draft.data.name:
            codes = {address.ward_code for address in draft.addresses}
            wards[fold_plain(draft.data.name)] |= codes or {""}
    if not wards:
        return set()
    current = Q(addresses__ended_on__isnull=True)
    found = Facility.objects.named_like(wards).alias(
        current=FilteredRelation("addresses", condition=current)
    )
    rows = found.order_by().values_list("pk", "name", "current__ward")
    return {pk for pk, name, ward in rows if (ward or "") in wards[fold_plain(name)]}


def _chosen_before(place_keys: set[str]) -> dict[str, Facility]:
    """What somebody said of a row of the same name and place; the newest counts."""
    if not place_keys:
        return {}
    rows = ImportRow.objects.remembered(place_keys).order_by("taken_at", "pk")
    said = dict(rows.values_list("place_key", "facility"))
    facilities = Facility.objects.with_parts().in_bulk(set(said.values()))
    return {key: facilities[id_] for key, id_ in said.items() if id_ in facilities}


def places_of(facility: Facility) -> set[str]:
    """The keys by which a row without tax code may name the facility."""
    return {
        place_key(facility.name, [AddressInput.of(address)])
        for address in facility.current_addresses
    } or {place_key(facility.name, [])}
