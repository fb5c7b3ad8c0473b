"""From the cells of a row to what the services of the register take."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from agencies.kinds import SubjectKind
from facilities.imports import cells, degrees, words
from facilities.imports.cells import Said
from facilities.imports.columns import PERSONAL, Column, cell_address
from facilities.imports.drafts import Draft, Remark
from facilities.imports.headers import Cell
from facilities.imports.places import Place, Places
from facilities.services.inputs import (
    AddressInput,
    FacilityInput,
    LicenceInput,
    NumberInput,
    PersonInput,
    UrlInput,
)
from facilities.states import (
    LICENCE_OF_KIND,
    ONLINE_KINDS,
    AddressKind,
    LicenceType,
    PersonRole,
)
from kernel.folding import nfc

# What stands where a register names nobody to the phone, or no issuer of a licence.
UNNAMED_CONTACT = "Người liên hệ"
UNSTATED_ISSUER = "Không ghi trong sổ bộ"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one file: its columns, the wards, the day of the import."""

    columns: Sequence[str]
    places: Places
    today: date
    # The activity of all rows of a file that has no column for it.
    default_kind: str = ""

    def read(self, number: int, row: Sequence[Cell], section: str = "") -> Draft:
        """The draft of a row, with all that is to be said about it at once."""
        given = {
            column: (index, row[index])
            for index, column in enumerate(self.columns)
            if column and index < len(row)
        }
        return _Row(self, Draft(number), given, section).drafted()


@dataclass(slots=True)
class _Row:
    reader: Reader
    draft: Draft
    given: Mapping[str, tuple[int, Cell]]
    section: str

    def drafted(self) -> Draft:
        draft = self.draft
        draft.code = self._text(Column.CODE).upper()
        name = self._text(Column.NAME)
        if not name and not draft.code:
            self._say(
                Column.NAME,
                Said(_("The name of the facility is missing: type it."), bad=True),
            )
        subject = self._subject(name)
        kinds = self._kinds()
        number = self._read(Column.TAX_CODE, cells.tax_code, subject_kind=subject)
        draft.data = FacilityInput(
            kinds=kinds,
            name=name,
            subject_kind=subject,
            trade_name=self._text(Column.TRADE_NAME),
            tax_code=number,
            unknown_owner=self._is_ownerless(kinds, number),
            business_registration_no=self._number(Column.REGISTRATION_NO),
            business_registration_on=self._past_day(Column.REGISTRATION_ON),
            business_registration_issuer=self._text(Column.REGISTRATION_ISSUER),
            uses_it=self._uses_it(),
        )
        self._places(subject, kinds)
        self._coordinates()
        self._person(subject)
        self._licence(kinds)
        self._urls()
        self._status()
        return draft

    # One cell -------------------------------------------------------------------

    def _cell(self, column: str) -> Cell:
        return self.given[column][1] if column in self.given else None

    def _text(self, column: str) -> str:
        value = cells.text(self._cell(column))
        if value and cells.is_broken(value):
            words_ = _("Letters were lost here: type it again from the paper.")
            self._say(column, Said(words_, bad=True))
        return value

    def _number(self, column: str) -> str:
        value, is_lost = cells.digits_of(self._cell(column))
        if is_lost:
            self._say(column, Said(cells.lost(), bad=True))
            return ""
        return value

    def _read(self, column: str, read, **more: str) -> str:  # type: ignore[no-untyped-def]
        value, said = read(self._cell(column), **more)
        self._say(column, *said)
        return str(value)

    def _day(self, column: str) -> date | None:
        found, said = cells.day(self._cell(column), today=self.reader.today)
        self._say(column, *said)
        return found

    def _past_day(self, column: str) -> date | None:
        found = self._day(column)
        if found and found > self.reader.today:
            words_ = _("The date is after today: check day, month and year.")
            self._say(column, Said(words_, bad=True))
        return found

    def _say(self, column: str, *said: Said, for_new: bool = False) -> None:
        if not said:
            return
        index, value = self.given.get(column, (-1, None))
        shown = cells.text(value)
        if (column in PERSONAL and shown) or (
            column == Column.TAX_CODE and len(re.sub(r"\D", "", shown)) in (11, 12)
        ):
            shown = f"•••• {shown[-4:]}"
        address = cell_address(index, self.draft.number) if index >= 0 else ""
        for item in said:
            remark = Remark(column, address, shown[:200], item.text, item.bad, for_new)
            self.draft.remarks.append(remark)

    # What the facility is -------------------------------------------------------

    def _subject(self, name: str) -> str:
        typed = self._text(Column.SUBJECT_KIND)
        if typed and (found := words.subject_of(typed) or words.subject_in_name(typed)):
            self.draft.stated.add("subject_kind")
            return found
        if typed:
            self._say(
                Column.SUBJECT_KIND,
                Said(
                    _(
                        "“%(value)s” is no kind of business: type organisation,"
                        " household business or individual."
                    )
                    % {"value": typed},
                    bad=True,
                ),
            )
        return words.subject_in_name(name) or SubjectKind.HOUSEHOLD

    def _kinds(self) -> tuple[str, ...]:
        typed = self._text(Column.KINDS)
        if not typed:
            default = words.kind_in(self.section) or self.reader.default_kind
            if not default and not self.draft.code:
                self._say(
                    Column.KINDS,
                    Said(_("The activity is missing: type what it does."), bad=True),
                    for_new=True,
                )
            return (default,) if default else ()
        self.draft.stated.add("kinds")
        found, unknown = words.kinds_of(typed)
        for word in unknown:
            self._say(Column.KINDS, Said(words.unknown_kind(word), bad=True))
        if len(found) > 1:
            text = _("Entered as %(count)d activities.") % {"count": len(found)}
            self._say(Column.KINDS, Said(text))
        return tuple(found)

    def _uses_it(self) -> bool | None:
        cell = self._cell(Column.USES_IT)
        typed = nfc(cell) if isinstance(cell, str) else cells.text(cell)
        found = words.yes_or_no(typed) if typed else None
        if typed and found is None:
            text = _("Left out: type “Có” or “Không” here.")
            self._say(Column.USES_IT, Said(text))
        return found

    def _status(self) -> None:
        typed = self._text(Column.STATUS)
        self.draft.status = words.status_of(typed) if typed else ""
        if typed and not self.draft.status:
            self._say(
                Column.STATUS,
                Said(
                    _("Status “%(value)s” is not known: entered as not verified.")
                    % {"value": typed}
                ),
            )
        self.draft.status_since = self._past_day(Column.STATUS_SINCE)

    def _is_ownerless(self, kinds: Sequence[str], tax_code: str) -> bool:
        """A shop of the internet that the file names nobody for."""
        named = tax_code or self._text(Column.PERSON) or self._text(Column.CODE)
        return bool(kinds) and set(kinds) <= ONLINE_KINDS and not named

    # Where it is ----------------------------------------------------------------

    def _places(self, subject: str, kinds: Sequence[str]) -> None:
        address, unit = self._text(Column.ADDRESS), self._text(Column.WARD)
        district = self._text(Column.DISTRICT)
        read = self.reader.places
        is_office = subject == SubjectKind.ORGANISATION
        kind = AddressKind.HEAD_OFFICE if is_office else AddressKind.SHOP
        if unit:
            place = read.read_unit(unit, district=district)
            street = read.read(address) if address else Place()
            text = street.street if street.ward_code else address
            legacy = place.legacy or street.legacy
            if place.ward_code:
                self._say(Column.WARD, *place.said)
                self.draft.addresses.append(
                    AddressInput(
                        kind=kind,
                        text=text,
                        ward_code=place.ward_code,
                        legacy_address=legacy,
                    )
                )
            elif place.is_outside:
                self._say(Column.WARD, *place.said)
                self._elsewhere(address or unit)
            else:
                said = [Said(item.text, bad=True) for item in place.said]
                self._say(Column.WARD, *said)
        elif address:
            self._whole_address(address, district, kind)
        elif not set(kinds) & ONLINE_KINDS and not self.draft.code:
            column = Column.ADDRESS if Column.ADDRESS in self.given else Column.WARD
            self._say(
                column,
                Said(_("The address is missing: type it with its commune."), bad=True),
                for_new=True,
            )
        for column, of_kind in (
            (Column.SITE, AddressKind.PRODUCTION_SITE),
            (Column.WAREHOUSE, AddressKind.WAREHOUSE),
        ):
            self._second_place(column, of_kind)

    def _coordinates(self) -> None:
        """Degrees belong to the first address."""
        found = degrees.read(*map(self._cell, degrees.COLUMNS))
        for column, said in found.said:
            self._say(column, said)
        if found.latitude is not None and self.draft.addresses:
            first, *others = self.draft.addresses
            north, east = found.latitude, found.longitude
            placed = replace(first, latitude=north, longitude=east)
            self.draft.addresses = [placed, *others]

    def _whole_address(self, address: str, district: str, kind: str) -> None:
        place = self.reader.places.read(address, district=district)
        if not place.names_a_unit and not place.is_outside and self.section:
            above = self.reader.places.read_unit(words.without_number(self.section))
            if above.ward_code:
                place = Place(above.ward_code, address, names_a_unit=True)
                text = _("Commune taken from the heading above: %(ward)s.") % {
                    "ward": self.reader.places.name_of(above.ward_code)
                }
                self._say(Column.ADDRESS, Said(text))
        self._say(Column.ADDRESS, *place.said)
        if place.ward_code:
            self.draft.addresses.append(
                AddressInput(
                    kind=kind,
                    text=place.street,
                    ward_code=place.ward_code,
                    legacy_address=place.legacy,
                )
            )
        else:
            self._elsewhere(address)

    def _elsewhere(self, address: str) -> None:
        """Without a ward the register holds an address as a head office only."""
        self.draft.addresses.append(
            AddressInput(
                kind=AddressKind.HEAD_OFFICE, text=address, legacy_address=address
            )
        )

    def _second_place(self, column: str, kind: str) -> None:
        text = self._text(column)
        if not text:
            return
        place = self.reader.places.read(text)
        said = [Said(item.text, bad=not place.ward_code) for item in place.said]
        self._say(column, *said)
        if place.ward_code:
            self.draft.addresses.append(
                AddressInput(
                    kind=kind,
                    text=place.street,
                    ward_code=place.ward_code,
                    legacy_address=place.legacy,
                )
            )

    # Who, with what papers, where on the internet --------------------------------

    def _person(self, subject: str) -> None:
        name, title, gender = words.named(self._text(Column.PERSON))
        phone = self._read(Column.PHONE, cells.phone)
        personal = self._read(Column.PERSONAL_ID, cells.personal_id)
        title = self._text(Column.PERSON_TITLE) or title
        if not name:
            if phone:
                # A phone without a person is the facility's own: its contact's.
                contact = PersonInput(
                    role=PersonRole.CONTACT, name=UNNAMED_CONTACT, phone=phone
                )
                self.draft.people.append(contact)
            return
        is_office = subject == SubjectKind.ORGANISATION
        self.draft.people.append(
            PersonInput(
                role=PersonRole.LEGAL_REPRESENTATIVE if is_office else PersonRole.OWNER,
                name=name,
                title=title,
                gender=gender,
                phone=phone,
                identity=NumberInput(number=personal) if personal else None,
            )
        )

    def _licence(self, kinds: Sequence[str]) -> None:
        number = self._number(Column.LICENCE_NO)
        issued = self._past_day(Column.LICENCE_ON)
        expires = self._day(Column.LICENCE_EXPIRES)
        typed = self._text(Column.LICENCE_TYPE)
        if not number and not issued:
            return
        if not number:
            text = _("The licence number is missing: type it, or remove the date.")
            self._say(Column.LICENCE_NO, Said(text, bad=True))
            return
        if issued is None:
            if not any(r.column == Column.LICENCE_ON for r in self.draft.remarks):
                text = _("The date of the licence is missing: type day/month/year.")
                self._say(Column.LICENCE_ON, Said(text, bad=True))
            return
        if expires and expires < issued:
            text = _("It would end before it was issued: check both dates.")
            self._say(Column.LICENCE_EXPIRES, Said(text, bad=True))
        issuer = self._text(Column.LICENCE_ISSUER)
        if not issuer:
            text = _(
                "The licence's issuer is not stated; add it to the register later."
            )
            self._say(Column.LICENCE_NO, Said(text))
        kind = words.licence_type_of(typed) if typed else ""
        default = next(
            (LICENCE_OF_KIND[k] for k in kinds if k in LICENCE_OF_KIND),
            LicenceType.OTHER,
        )
        if typed and not kind:
            text = _("Type of licence “%(value)s” is not known: entered as other.")
            self._say(Column.LICENCE_TYPE, Said(text % {"value": typed}))
            kind = LicenceType.OTHER
        self.draft.licences.append(
            LicenceInput(
                type=kind or default,
                number=number,
                issuer=issuer or UNSTATED_ISSUER,
                issued_on=issued,
                expires_on=expires,
            )
        )

    def _urls(self) -> None:
        typed = self._text(Column.URL)
        for part in re.split(r"[;,\s]+", typed):
            if "." in part and "@" not in part:
                self.draft.urls.append(UrlInput(url=part))
            elif part:
                text = _("Left out: “%(value)s” is no web address.") % {"value": part}
                self._say(Column.URL, Said(text))
