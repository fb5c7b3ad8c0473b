"""What each level of a copy leaves out: words are replaced before anything is drawn.

SHARED masks numbers and names minors by initials alone. PUBLIC does so with all
persons, and has no number, day of birth, address below the ward or picture. Officials
who acted for an agency keep their names: they signed as such.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from cases.services import initials, is_under_age
from documents.forms.parties import Individual, Organisation
from documents.forms.parts import Official, Witness
from documents.forms.visit_facts import Minutes, VisitedFacility
from documents.kit.pages import PaperForm
from documents.kit.photos import Photo
from documents.kit.signing import Signer
from documents.models.editions import CopyLevel
from kernel.errors import NotReady

HIDDEN: Final = "[…]"
_MASKED: Final = "••••"
# Where an address stops being a home: a ward has thousands of them.
_WARD = re.compile(r"\b(?:phường|xã|thị trấn|đặc khu)\s", re.IGNORECASE)
_HOME = re.compile(
    r"\b(?:số(?: nhà)?|hẻm|ngõ|ngách|đường|phố|thôn|buôn|tổ dân phố|tổ)\s"
    r"[^;.:()\n]{2,90}?,\s*(?=(?:phường|xã|thị trấn|đặc khu)\s)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.,/])(?:\+84|0)(?:[ .-]?\d){8,10}(?![\w])")
_LONG_NUMBER = re.compile(r"(?<![\w.,/•])\d{9,14}(?:-\d{3})?(?![\w])")
_PASSPORT = re.compile(r"(?<![\w/-])[A-Z]\d{7,8}(?![\w/-])")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LETTER = "A-Z" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x1F00))))
_ADDRESSED = re.compile(
    r"\b(?P<word>(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]háu|[Ee]m)\s+)"
    rf"(?P<name>[{_LETTER}][\w’'-]*(?:\s+[{_LETTER}][\w’'-]*){{1,5}})"
)


# A label that a person's name follows, in one text or in a field beside it.
_LABEL = re.compile(
    r"họ (?:và )?tên|người|đại diện|chứng kiến|phiên dịch", re.IGNORECASE
)
_WHOLE_NAME = re.compile(
    rf"(?P<name>[{_LETTER}][\w’'-]*(?:\s+[{_LETTER}][\w’'-]*){{1,5}})(?=$|[,;.(])"
)
_LABELLED = re.compile(
    r"(?P<word>\b(?:[Hh]ọ (?:và )?tên|[Nn]gười [^:;.]{2,40}|[Đđ]ại diện[^:;.]{0,40})"
    rf":\s*)(?P<name>[{_LETTER}][\w’'-]*(?:\s+[{_LETTER}][\w’'-]*){{1,5}})"
)


class RedactionFailed(NotReady):
    """Something that must be absent is still there: no copy is made."""

    code = "redaction_failed"
    text = _("A name or number would still be read: no copy was made. Tell the office.")


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is known of the persons of a case: `names` of persons, `minors` among
    them, whole `numbers` (identity, phone, tax), `addresses` of homes and premises."""

    names: frozenset[str] = frozenset()
    minors: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    officials: frozenset[str] = frozenset()

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
    for text in _strings(copy):
        folded = _folded(text)
        if any(term in folded for term in left):
            raise RedactionFailed
    return copy


def absent(level: CopyLevel, secrets: Secrets) -> frozenset[str]:
    """Folded terms that no copy of the level may hold."""
    if level == CopyLevel.INTERNAL:
        return frozenset()
    terms = set(secrets.numbers)
    terms |= secrets.minors
    if level == CopyLevel.PUBLIC:
        terms |= secrets.names
        terms |= {home for one in secrets.addresses if (home := _home_of(one))}
    officials = {_folded(one) for one in secrets.officials}
    folded = {_folded(term) for term in terms}
    return frozenset(one for one in folded - officials if len(one) > 5)


def secrets_in(form: PaperForm, *, on: date) -> Secrets:
    """What the form itself says in fields that are made for persons."""
    names, minors, numbers, addresses, officials = (set[str]() for _five in range(5))
    for part in _parts(form):
        officials |= _signs_for_the_agency(part)
        names |= _named_beside(part)
        match part:
            case Individual():
                names.add(part.name)
                addresses.add(part.residence)
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
            case Official():
                officials.add(part.name)
    return Secrets(*map(frozenset, (names, minors, numbers, addresses, officials)))


def _signs_for_the_agency(part: Any) -> set[str]:
    """Who signs a paper alone signs for his agency; of several anybody may be one."""
    signers = (
        getattr(part, field.name)
        for field in dataclasses.fields(part)
        if field.name == "signer"
    )
    return {one.name for one in signers if isinstance(one, Signer)}


def _named_beside(part: Any) -> set[str]:
    """The value of a field "Người nhận", as far as it begins like a name."""
    label, value = getattr(part, "label", None), getattr(part, "value", None)
    if not (isinstance(label, str) and isinstance(value, str) and _LABEL.search(label)):
        return set()
    found = _WHOLE_NAME.match(value.strip())
    return {found["name"]} if found else set()


def _cleaned(secrets: Secrets) -> Secrets:
    """Composed and without blanks; officials are no secrets."""

    def clean(terms: Iterable[str]) -> frozenset[str]:
        composed = (
            unicodedata.normalize("NFC", " ".join(one.split())) for one in terms
        )
        return frozenset(one.strip(" .,;") for one in composed) - {""}

    officials = clean(secrets.officials)
    minors = clean(secrets.minors)
    return Secrets(
        clean(secrets.names) - officials | minors,
        minors,
        clean(secrets.numbers),
        clean(secrets.addresses),
        officials,
    )


def _replacer(level: CopyLevel, secrets: Secrets) -> Callable[[str], str]:
    if level == CopyLevel.INTERNAL:
        return lambda text: text
    is_public = level == CopyLevel.PUBLIC
    steps: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = []
    if is_public:
        for address in sorted(secrets.addresses, key=len, reverse=True):
            if home := _home_of(address):
                steps.append((_spaced(home), lambda _found: ""))
    names = secrets.names if is_public else secrets.minors
    for name in sorted(names, key=len, reverse=True):
        steps.append((_name(name), lambda _found, name=name: initials(name)))  # type: ignore[misc]
    hide = _hide if is_public else _mask
    for number in sorted(secrets.numbers, key=len, reverse=True):
        steps.append((_digits(number), hide))
    steps += [(pattern, hide) for pattern in (_PHONE, _LONG_NUMBER, _PASSPORT)]
    if is_public:
        officials = secrets.officials
        steps += [
            (_MAIL, _hide),
            (re.compile(r"•+\s*\d+"), _hide),
            (_HOME, lambda _found: ""),
            (_ADDRESSED, lambda found: _addressed(found, officials)),
            (_LABELLED, lambda found: _addressed(found, officials)),
        ]

    def replaced(text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        for pattern, put in steps:
            text = pattern.sub(put, text)
        return text

    return replaced


def _addressed(found: re.Match[str], officials: frozenset[str]) -> str:
    """Whoever is called "ông" or "bà" is a person, even where no record knows him."""
    name = " ".join(found["name"].split())
    if name in officials:
        return found[0]
    return f"{found['word']}{initials(name)}"


def _hide(_found: re.Match[str]) -> str:
    return HIDDEN


def _mask(found: re.Match[str]) -> str:
    return f"{_MASKED} {found[0][-4:]}"


def _spaced(text: str) -> re.Pattern[str]:
    """The words whatever stands between them, also at the end of a longer address."""
    words = r"\s+".join(map(re.escape, text.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)[\s,]*", re.IGNORECASE)


def _name(name: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, name.split()))
    # One word alone may be any word: it is a name only as it is written.
    flags = re.IGNORECASE if " " in name else re.NOFLAG
    return re.compile(rf"(?<!\w){words}(?!\w)", flags)


def _digits(number: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + r"[ .-]?".join(map(re.escape, number)) + r"(?!\w)")


def _home_of(address: str) -> str:
    """What stands before the ward: "Số 00 Lê Hồng Phong"; "" for a ward alone."""
    ward = _WARD.search(address)
    return (address[: ward.start()] if ward else address).strip(" ,;.")


def _mapped(value: Any, level: CopyLevel, replace: Callable[[str], str]) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: _mapped(getattr(value, field.name), level, replace)
            for field in dataclasses.fields(value)
            if field.init
        }
        if level == CopyLevel.PUBLIC:
            changes |= _left_out(value)
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


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())
