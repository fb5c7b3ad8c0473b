"""Addresses of before 01/7/2025: the ward that a text names, only where it is certain.

There are no districts and no former communes in our data, so nothing is guessed: a
name that is one ward's in the register is that ward, unless the rest of the address
speaks against it; everything else is for a person to decide.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.models import Ward
from facilities.imports.cells import Said
from kernel.folding import fold

_TYPES = {
    "phuong": "phuong",
    "p": "phuong",
    "xa": "xa",
    "x": "xa",
    "thi tran": "thi tran",
    "tt": "thi tran",
}
_UNIT = re.compile(r"(phuong|xa|thi tran|p\.|x\.|tt\.|p |x |tt )\s*\.?\s*(?=\S)")
_DISTRICT = re.compile(
    r"(huyen|quan|thi xa|thanh pho|tx\.|tp\.|h\.|q\.|tx |tp |h |q )\s*\.?\s*(?=\S)"
)
_PROVINCE = re.compile(r"(tinh|t\.)\s*\.?\s*(?=\S)")
_OURS = frozenset({"daklak", "dlk", "dl", "phuyen", "vietnam", "vn"})
# Cities under the central government: an address there is outside our wards.
_CITIES = frozenset(
    {"hanoi", "hochiminh", "hcm", "saigon", "danang", "haiphong", "cantho", "hue"}
)
# Former Phú Yên (registry, section 3).
_PHU_YEN = range(22015, 22320)
_SIMILAR = 0.75
# Registers repeat the same few places.
_REMEMBERED = 20_000
# “xã Ea Kar huyện Ea Kar” is written without commas too.
_UNWRITTEN_COMMA = re.compile(
    r"\s+(?=(?:huyện|thị xã|thành phố|tp\.?|tỉnh|xã|phường|thị trấn)\s)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Place:
    """A text read as a place: the ward if certain, the street before it."""

    ward_code: str = ""
    street: str = ""
    # The address as it was written, when it names units that are no more.
    legacy: str = ""
    is_outside: bool = False
    # The text names a commune-level unit, or nothing that could be one.
    names_a_unit: bool = False
    said: tuple[Said, ...] = ()


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


class Places:
    """The wards in force on a day, by their names without marks and signs."""

    def __init__(self, wards: Iterable[Ward]) -> None:
        self._by_code: dict[str, Ward] = {}
        self._by_name: dict[str, list[Ward]] = {}
        self._known: dict[tuple[str, str, bool], Place] = {}
        for ward in wards:
            self._by_code[ward.code] = ward
            self._by_name.setdefault(_key(ward.place_name), []).append(ward)

    def read(self, text: str, *, district: str = "") -> Place:
        """The place that a whole address names."""
        return self._remembered(text, district, is_unit=False)

    def read_unit(self, text: str, *, district: str = "") -> Place:
        """The same for the cell of a commune, which need not say “xã” or “phường”."""
        return self._remembered(text, district, is_unit=True)

    def _remembered(self, text: str, district: str, *, is_unit: bool) -> Place:
        asked = (text, district, is_unit)
        if asked not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[asked] = self._read(text, district, is_unit=is_unit)
        return self._known[asked]

    def name_of(self, code: str) -> str:
        return self._by_code[code].name if code in self._by_code else code

    def _read(self, text: str, district: str, *, is_unit: bool) -> Place:
        if text in self._by_code:
            return Place(ward_code=text, names_a_unit=True)
        written = ", ".join(part for part in (text, district) if part)
        parted = _UNWRITTEN_COMMA.sub(", ", text)
        street: list[str] = []
        unit = kind = old = ""
        is_outside = named_phu_yen = False
        pieces = [part.strip() for part in re.split(r"[,;\n]| - | – ", parted)]
        pieces = [part for part in pieces if part]
        for place, part in enumerate(pieces):
            folded, key = fold(part), _key(part)
            bare_province = _key(_PROVINCE.sub("", folded))
            if key in _OURS or bare_province in _OURS:
                named_phu_yen |= bare_province == "phuyen" and key != "phuyen"
                named_phu_yen |= key == "phuyen" and place == len(pieces) - 1 > 0
                if key != "phuyen" or place:
                    continue
            if _PROVINCE.match(folded) or _is_city(folded):
                is_outside = True
                continue
            if (match := _UNIT.match(folded)) and not unit:
                kind = _TYPES[match[1].strip(" .")]
                unit = folded[match.end() :]
            elif match := _DISTRICT.match(folded):
                if _key(folded[match.end() :]) in _CITIES:
                    is_outside = True
                else:
                    old = folded[match.end() :]
            elif (not unit and place == len(pieces) - 1 and key in self._by_name) or (
                not unit and key in self._by_name and self._follows(pieces, place)
            ):
                unit = folded
            elif not (is_outside or unit or old):
                street.append(part)
        if is_unit and not unit and street:
            unit = fold(street.pop())
        if district and not old:
            old = _DISTRICT.sub("", fold(district))
        if is_outside:
            said = (Said(_("Outside the province: entered as head office elsewhere.")),)
            return Place(street=text, is_outside=True, said=said)
        legacy = written if old or kind == "thi tran" else ""
        return self._decided(
            unit, kind, old, ", ".join(street), legacy, named_phu_yen=named_phu_yen
        )

    def _follows(self, pieces: list[str], place: int) -> bool:
        """All that comes after it is a district or a province."""
        rest = [fold(part) for part in pieces[place + 1 :]]
        return all(
            _DISTRICT.match(part) or _PROVINCE.match(part) or _key(part) in _OURS
            for part in rest
        )

    def _decided(
        self,
        unit: str,
        kind: str,
        old: str,
        street: str,
        legacy: str,
        *,
        named_phu_yen: bool,
    ) -> Place:
        found = self._by_name.get(_key(unit), []) if unit else []
        typed = [ward for ward in found if fold(ward.division_type) == kind]
        (ward,) = found if len(found) == 1 else typed if len(typed) == 1 else (None,)
        if ward is not None and self._against(ward, old, named_phu_yen=named_phu_yen):
            ward = None
        if ward is None:
            words = self._asking(unit, old, found)
            return Place(
                street=street,
                legacy=legacy,
                names_a_unit=bool(unit),
                said=(Said(words),),
            )
        said: list[Said] = []
        if kind and fold(ward.division_type) != kind:
            said.append(
                Said(_("The unit is now called %(ward)s.") % {"ward": _of(ward)})
            )
        elif old:
            said.append(
                Said(
                    _("There are no districts any more: entered as %(ward)s.")
                    % {"ward": _of(ward)}
                )
            )
        return Place(ward.code, street, legacy, names_a_unit=True, said=tuple(said))

    def _against(self, ward: Ward, old: str, *, named_phu_yen: bool) -> bool:
        """The district or the former province lies in the other half of the province.

        “Xã Hòa Phú, huyện Tây Hòa” of Phú Yên is not Xã Hòa Phú of Đắk Lắk.
        """
        is_phu_yen = int(ward.code) in _PHU_YEN
        if named_phu_yen and not is_phu_yen:
            return True
        namesakes = self._by_name.get(_key(old), []) if old else []
        return any((int(item.code) in _PHU_YEN) != is_phu_yen for item in namesakes)

    def _asking(self, unit: str, old: str, found: list[Ward]) -> str:
        """What to do about a name that is no certain ward."""
        if not unit:
            return _(
                "The commune is missing: type one of the communes that exist since"
                " 01/7/2025."
            )
        near = list(found)
        close = difflib.get_close_matches(_key(unit), self._by_name, 3, _SIMILAR)
        for name in [*close, _key(old)]:
            near += self._by_name.get(name, [])
        longer = [n for n in self._by_name if n.startswith(_key(unit)) and _key(unit)]
        for name in longer[:3]:
            near += self._by_name[name]
        names = list(dict.fromkeys(_of(ward) for ward in near))[:3]
        if names:
            return _(
                "It is not certain which commune this is; choose one: %(wards)s."
            ) % {"wards": "; ".join(names)}
        return _(
            "There is no commune of this name since 01/7/2025: look up into which one"
            " it was merged, and type that."
        )


def _of(ward: Ward) -> str:
    return f"{ward.name} ({ward.code})"


def _is_city(folded: str) -> bool:
    return _key(_DISTRICT.sub("", folded)) in _CITIES
