"""What each level of a copy leaves out: words are replaced before anything is drawn.

SHARED masks numbers and names minors by initials alone. PUBLIC does so with all
persons, and has no number, day of birth, address below the ward or picture. Officials
who acted for an agency keep their names: they signed as such.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from cases.services import initials, is_under_age
from documents import hidden_words as words
from documents.forms.parties import Individual, Organisation, Withheld
from documents.forms.parts import Official, Witness
from documents.forms.visit_facts import Minutes, VisitedFacility, VisitFacts
from documents.hidden_words import folded, home_of
from documents.kit.blocks import HIDDEN
from documents.kit.pages import PaperForm
from documents.kit.photos import Photo
from documents.kit.signing import Signer
from documents.models.editions import CopyLevel
from kernel.errors import NotReady

_MASKED: Final = "••••"


class RedactionFailed(NotReady):
    """Something that must be absent is still there: no copy is made."""

    code = "redaction_failed"
    text = _("A name or number would still be read: no copy was made. Tell the office.")


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is known of the persons of a case: `names` of persons, `minors` among
    them, whole `numbers` (phone, tax), `identities` (numbers of identity papers),
    `addresses` of homes and premises, days of birth."""

    names: frozenset[str] = frozenset()
    minors: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    officials: frozenset[str] = frozenset()
    identities: frozenset[str] = frozenset()
    births: frozenset[date] = frozenset()

    def __or__(self, other: "Secrets") -> "Secrets":
        return Secrets(
            *(
                getattr(self, field.name) | getattr(other, field.name)
                for field in dataclasses.fields(Secrets)
            )
        )


def redacted(
    form: PaperForm, level: CopyLevel, secrets: Secrets, *, on: date
) -> PaperForm:
    """The form as a copy of that level prints it; `on` is the day of the paper.

    Raises RedactionFailed when a name, number or address would still be printed.
    """
    known = _cleaned(secrets | secrets_in(form, on=on))
    replace = _replacer(level, known)
    copy: PaperForm = _mapped(form, level, replace)
    left = absent(level, known)
    for text in (*_strings(copy), copy.title, copy.author):
        told = folded(text)
        if any(term in told for term in left):
            raise RedactionFailed
    return copy


def absent(level: CopyLevel, secrets: Secrets) -> frozenset[str]:
    """Folded terms that no copy of the level may hold."""
    terms = set(secrets.identities)
    if level != CopyLevel.INTERNAL:
        terms |= secrets.numbers | secrets.minors
    if level == CopyLevel.PUBLIC:
        terms |= secrets.names
        terms |= {home for one in secrets.addresses if (home := home_of(one))}
        terms |= {f"{day:%d/%m/%Y}" for day in secrets.births}
    officials = {folded(one) for one in secrets.officials}
    told = {folded(term) for term in terms}
    return frozenset(one for one in told - officials if len(one) > 5)


def secrets_in(form: PaperForm, *, on: date) -> Secrets:
    """What the form itself says in fields that are made for persons."""
    names, minors, numbers, addresses, officials = (set[str]() for _five in range(5))
    births: set[date] = set()
    for part in _parts(form):
        officials |= _signs_for_the_agency(part)
        names |= _named_beside(part)
        addresses |= _lives_beside(part)
        match part:
            case Individual():
                names.add(part.name)
                addresses.add(part.residence)
                if part.born_on:
                    births.add(part.born_on)
                if part.born_on and is_under_age(part.born_on, on=on):
                    minors.add(part.name)
            case Organisation():
                names.add(part.representative)
                numbers.add(part.enterprise_code)
                addresses.add(part.address)
            case Witness() | Signer():
                names.add(part.name)
            case Minutes():
                names.add(part.representative)
            case VisitedFacility():
                numbers.add(part.code)
                addresses.add(part.address)
            case VisitFacts():
                officials |= {part.lead_name, part.recorder_name}
            case Official():
                officials |= {part.name, part.name.removeprefix("Ông ")}
                officials.add(part.name.removeprefix("Bà "))
    found = map(frozenset, (names, minors, numbers, addresses, officials))
    return Secrets(*found, births=frozenset(births))


def _signs_for_the_agency(part: Any) -> set[str]:
    """Who signs a paper alone signs for his agency; of several anybody may be one."""
    signers = (
        getattr(part, field.name)
        for field in dataclasses.fields(part)
        if field.name == "signer"
    )
    return {one.name for one in signers if isinstance(one, Signer)}


def _fields_of(part: Any) -> Iterable[tuple[str, str]]:
    """What stands as label and value side by side."""
    pairs = [(getattr(part, "label", None), getattr(part, "value", None))]
    pairs += [getattr(part, name, None) or () for name in ("first", "second")]
    for pair in pairs:
        if len(pair) == 2 and all(isinstance(one, str) for one in pair):
            yield pair


def _named_beside(part: Any) -> set[str]:
    """The value of a field "Người nhận", as far as it begins like a name."""
    values = [
        value.strip() for label, value in _fields_of(part) if words.LABEL.search(label)
    ]
    found = map(words.WHOLE_NAME.match, values)
    return {match["name"] for match in found if match}


def _lives_beside(part: Any) -> set[str]:
    return {
        value
        for label, value in _fields_of(part)
        if words.HOME_LABEL.search(label) and words.HOME_WORD.search(home_of(value))
    }


def _cleaned(secrets: Secrets) -> Secrets:
    """Composed and without blanks; officials are no secrets."""

    def clean(terms: Iterable[str]) -> frozenset[str]:
        plain = (" ".join(words.composed(one).split()) for one in terms)
        return frozenset(one.strip(" .,;") for one in plain) - {""}

    officials = clean(secrets.officials)
    minors = clean(secrets.minors)
    return dataclasses.replace(
        secrets,
        names=clean(secrets.names) - officials | minors,
        minors=minors,
        numbers=clean(secrets.numbers),
        addresses=clean(secrets.addresses),
        officials=officials,
        identities=clean(secrets.identities),
    )


_Step = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def _replacer(level: CopyLevel, secrets: Secrets) -> Callable[[str], str]:
    is_public = level == CopyLevel.PUBLIC
    hide = _hide if is_public else _mask
    steps: list[_Step] = []
    if is_public:
        steps += _of_homes_and_days(secrets)
    if level != CopyLevel.INTERNAL:
        names = secrets.names if is_public else secrets.minors
        steps += [(words.name_pattern(name), _shortened(name)) for name in _long(names)]
        steps += [(words.number_pattern(one), hide) for one in _long(secrets.numbers)]
        steps.append((words.ACCOUNT, lambda found: f"{found['word']}{hide(found)}"))
    steps += [(words.number_pattern(one), hide) for one in _long(secrets.identities)]
    steps.append((words.PERSONAL_ID, hide))
    if level != CopyLevel.INTERNAL:
        shapes = (words.PHONE, words.LONG_NUMBER, words.PASSPORT)
        steps += [(shape, hide) for shape in shapes]
    if is_public:
        officials = secrets.officials
        steps += [
            (words.MAIL, _hide),
            (words.MASKED, _hide),
            (words.HOME, lambda _found: ""),
            (words.BORN, lambda found: f"{found['word']}{HIDDEN}"),
            (words.ADDRESSED, lambda found: _addressed(found, officials)),
            (words.LABELLED, lambda found: _addressed(found, officials)),
        ]

    def replaced(text: str) -> str:
        whole = found = words.composed(text)
        for pattern, put in steps:
            found = pattern.sub(put, found)
        if found == whole:
            return found
        # What said something goes on saying that there was something.
        return words.tidied(found) or HIDDEN

    return replaced


def _of_homes_and_days(secrets: Secrets) -> Iterable[_Step]:
    for address in _long(secrets.addresses):
        if home := home_of(address):
            yield words.words_pattern(home), lambda _found: ""
    for day in sorted(secrets.births):
        for pattern in words.day_patterns(day):
            yield pattern, _hide


def _long(terms: Iterable[str]) -> list[str]:
    """The longest first: a part of it may be a term too."""
    return sorted(terms, key=lambda term: (-len(term), term))


def _shortened(name: str) -> Callable[[re.Match[str]], str]:
    return lambda _found: initials(name)


def _addressed(found: re.Match[str], officials: frozenset[str]) -> str:
    """Whoever is called "ông" or "bà" is a person, even where no record knows him."""
    name = " ".join(found["name"].split())
    if name in officials:
        return found[0]
    return f"{found['word']}{initials(name)}"


def _hide(_found: re.Match[str]) -> str:
    return HIDDEN


def _mask(found: re.Match[str]) -> str:
    digits = re.sub(r"[\s.)-]", "", found[0])
    return f"{_MASKED} {digits[-4:]}"


def _mapped(value: Any, level: CopyLevel, replace: Callable[[str], str]) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: _mapped(getattr(value, field.name), level, replace)
            for field in dataclasses.fields(value)
            if field.init
        }
        if level == CopyLevel.PUBLIC:
            changes |= _left_out(value)
            if type(value) is Individual:
                return Withheld(**changes)
        return dataclasses.replace(value, **changes)
    if isinstance(value, tuple):
        if level == CopyLevel.PUBLIC and any(isinstance(one, Photo) for one in value):
            return ()
        return tuple(_mapped(one, level, replace) for one in value)
    return replace(value) if isinstance(value, str) else value


def _left_out(value: object) -> dict[str, Any]:
    """Fields of a person that a public copy does not fill at all."""
    match value:
        case Individual():
            return {
                "born_on": None,
                "id_number": HIDDEN if value.id_number else "",
                "id_issued_on": None,
                "id_issuer": "",
            }
        case Organisation():
            return {
                "enterprise_code": HIDDEN if value.enterprise_code else "",
                "registration": HIDDEN if value.registration else "",
            }
        case VisitedFacility():
            return {"code": HIDDEN if value.code else ""}
        case Witness():
            return {"details": "", "picture": b"", "proof": ()}
        case Signer():
            return {"picture": b"", "proof": ()}
        case Minutes():
            return {"signature": None}
    return {}


def _parts(value: Any) -> Iterable[Any]:
    """The dataclasses of a form, itself first."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield value
        for field in dataclasses.fields(value):
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _parts(one)


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, datetime | date | bytes | int) or value is None:
        return
    else:
        for field in dataclasses.fields(value):
            yield from _strings(getattr(value, field.name))
