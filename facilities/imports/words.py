"""Words of registers for activities, kinds of business, states and licences."""

from __future__ import annotations

import difflib
import re
from functools import cache

from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _

from agencies.kinds import SubjectKind
from facilities.states import FacilityKind, FacilityStatus, Gender, LicenceType
from kernel.folding import fold

_KINDS: dict[str, str] = {
    FacilityKind.PRINTER_PUBLICATION: (
        "co so in xuat ban pham|in xuat ban pham|in xbp|in sach|in sach bao"
        "|in an xuat ban pham|co so in xbp"
    ),
    FacilityKind.PRINTER_LICENSED: (
        "co so in san pham phai co giay phep|in san pham phai co giay phep|in bao chi"
        "|in bao|in tem chong gia|in hoa don|in tem nhan chong gia|in bieu mau"
    ),
    FacilityKind.PRINTER_DECLARED: (
        "co so in khac|in khac|in|co so in|in an|in bao bi|in nhan|in quang cao"
        "|in bao bi nhan mac|in nhan bao bi|in lua|in an quang cao|in offset"
        "|hoat dong in|nha in|dich vu in|in kts|in ky thuat so"
    ),
    FacilityKind.PHOTOCOPY: (
        "co so dich vu photocopy|photocopy|dich vu photocopy|photo|photocopy mau"
        "|photo copy|co so photocopy|tiem photo|dich vu photo|sao chup"
    ),
    FacilityKind.PUBLISHER: "nha xuat ban|nxb|xuat ban",
    FacilityKind.REP_OFFICE: (
        "van phong dai dien|vpdd|van phong dai dien nxb"
        "|van phong dai dien to chuc phat hanh nuoc ngoai"
    ),
    FacilityKind.DISTRIBUTOR: (
        "co so phat hanh|phat hanh|phat hanh xuat ban pham|phat hanh xbp|ban sach"
        "|nha sach|kinh doanh sach|kinh doanh xuat ban pham|ban le sach|hieu sach"
        "|phat hanh sach|co so phat hanh xuat ban pham|cua hang sach|sach|ban buon sach"
        "|kinh doanh sach bao|thue sach|cho thue sach|van phong pham va sach"
    ),
    FacilityKind.ONLINE_PLATFORM: (
        "nen tang phat hanh xbp dien tu|phat hanh xuat ban pham dien tu"
        "|phat hanh xbp dien tu|nen tang phat hanh|sach dien tu"
    ),
    FacilityKind.ONLINE_SHOP: (
        "gian hang truc tuyen|gian hang tren san tmdt|ban sach online|ban online"
        "|ban hang online|shop online|gian hang tren san tmdt mang xa hoi"
        "|ban sach qua mang|gian hang"
    ),
    FacilityKind.IMPORTER: (
        "co so nhap khau|nhap khau|nhap khau xuat ban pham|nhap khau xbp|nhap khau sach"
    ),
    FacilityKind.NON_COMMERCIAL_ISSUER: (
        "don vi co xbp khong kinh doanh|xuat ban pham khong kinh doanh"
        "|tai lieu khong kinh doanh|xbp khong kinh doanh"
    ),
}
_SUBJECTS: dict[str, str] = {
    SubjectKind.ORGANISATION: (
        "to chuc|doanh nghiep|cong ty|cong ty tnhh|cong ty co phan|cty|cty tnhh|ctcp"
        "|doanh nghiep tu nhan|dntn|tnhh|co phan|hop tac xa|htx|don vi su nghiep"
        "|tnhh mtv|co quan nha nuoc|don vi su nghiep cong lap|chi nhanh|nha nuoc"
    ),
    SubjectKind.HOUSEHOLD: (
        "ho kinh doanh|hkd|ho|ho kd|ho kinh doanh ca the|ho ca the|ca the|ho gia dinh"
    ),
    SubjectKind.INDIVIDUAL: "ca nhan|ca nhan kinh doanh",
}
_STATUSES: dict[str, str] = {
    FacilityStatus.ACTIVE: (
        "dang hoat dong|hoat dong|con hoat dong|hd|hoat dong binh thuong|dang hd|co"
    ),
    FacilityStatus.PAUSED: (
        "tam ngung|tam ngung hoat dong|tam dung|tam nghi"
        "|ngung tam thoi|tam dung hoat dong"
    ),
    FacilityStatus.ENDED: (
        "cham dut|ngung hoat dong|da dong cua|giai the|nghi|cham dut hoat dong"
        "|dong cua|ngung|khong hoat dong|khong con hoat dong|da ngung|da nghi"
    ),
    FacilityStatus.UNVERIFIED: "chua xac minh|chua kiem tra|chua xac dinh",
}
_LICENCES: dict[str, str] = {
    LicenceType.PUBLICATION_PRINTING: "giay phep in xuat ban pham|in xuat ban pham"
    "|giay phep hoat dong in xuat ban pham|gp in xbp",
    LicenceType.PRINTING: "giay phep hoat dong in|giay phep in|gp in|hoat dong in",
    LicenceType.PRINTING_DECLARATION: "to khai hoat dong in"
    "|xac nhan dang ky hoat dong in"
    "|dang ky hoat dong in|to khai dang ky hoat dong co so in|to khai",
    LicenceType.COLOUR_COPIER_DECLARATION: "khai bao may photocopy mau"
    "|dang ky may photocopy mau",
    LicenceType.PUBLISHER: "giay phep thanh lap nha xuat ban",
    LicenceType.REP_OFFICE: "giay phep thanh lap van phong dai dien",
    LicenceType.DISTRIBUTION: "dang ky hoat dong phat hanh|dang ky phat hanh"
    "|xac nhan dang ky hoat dong phat hanh|giay phep phat hanh",
    LicenceType.ELECTRONIC_DISTRIBUTION: "dang ky phat hanh xbp dien tu"
    "|dang ky hoat dong phat hanh xuat ban pham dien tu",
    LicenceType.IMPORT: "giay phep nhap khau"
    "|giay phep kinh doanh nhap khau xuat ban pham"
    "|giay phep kinh doanh nhap khau",
    LicenceType.NON_COMMERCIAL: "giay phep xuat ban tai lieu khong kinh doanh",
    LicenceType.SECURITY_ORDER: "an ninh trat tu"
    "|giay chung nhan du dieu kien ve an ninh trat tu|gcn antt|antt",
    LicenceType.OTHER: "khac|giay phep khac",
}
_SIGNS = re.compile(r"[^a-z0-9]+")
# Names that only organisations bear, and those of households.
_ORGANISATIONS = re.compile(
    r"(cong ty|cty|ctcp|doanh nghiep|dntn|nha xuat ban|hop tac xa|htx|so |truong "
    r"|trung tam|chi nhanh|bao |ubnd |vien |hoi |thu vien|tap chi|van phong dai dien)"
)
_HOUSEHOLDS = re.compile(r"(ho kinh doanh|hkd|ho kd)\b")
_YES = frozenset({"co", "x", "1", "v", "yes", "da co", "true", "dat", "✓"})
_NO = frozenset({"khong", "0", "no", "chua", "chua co", "false"})


def _key(text: str) -> str:
    return _SIGNS.sub(" ", fold(text)).strip()


def _table(words: dict[str, str]) -> dict[str, str]:
    return {
        word: value for value, said in words.items() for word in said.split("|")
    } | {_key(value): value for value in words}


_KIND_WORDS, _SUBJECT_WORDS = _table(_KINDS), _table(_SUBJECTS)
_STATUS_WORDS, _LICENCE_WORDS = _table(_STATUSES), _table(_LICENCES)


@cache
def _labels(choices: type[TextChoices]) -> dict[str, str]:
    """Our own words: what the product has written out it reads again."""
    with translation.override("vi"):
        return {_key(str(label)): value for value, label in choices.choices}


def _meant(text: str, words: dict[str, str], choices: type[TextChoices]) -> str:
    key = _key(text)
    return words.get(key) or _labels(choices).get(key, "")


def kinds_of(text: str) -> tuple[list[str], list[str]]:
    """The activities that a cell lists, and the words that are none."""
    found: list[str] = []
    unknown: list[str] = []
    for part in _parts(text):
        if not _key(part):
            continue
        kind = _meant(part, _KIND_WORDS, FacilityKind)
        if not kind:
            unknown.append(part.strip())
        elif kind not in found:
            found.append(kind)
    return found, unknown


def _parts(text: str) -> list[str]:
    """Parted at semicolons; further only where the whole is no activity itself."""
    parts: list[str] = []
    for whole in re.split(r"[;\n]", text):
        is_one = bool(_meant(whole, _KIND_WORDS, FacilityKind))
        parts += [whole] if is_one else re.split(r"[,/+]|\bvà\b| - |&", whole)
    return parts


def kind_in(text: str) -> str:
    """The one activity that a title or heading speaks of; empty if none or several."""
    key = f" {_key(text)} "
    found = {
        kind
        for word, kind in _KIND_WORDS.items()
        if len(word) > len("co so in") and f" {word} " in key
    }
    longest = {kind for kind in found if kind != FacilityKind.PRINTER_DECLARED} or found
    return longest.pop() if len(longest) == 1 else ""


def nearest_kind(text: str) -> str:
    """The activity whose word looks most like the text; empty when none does."""
    near = difflib.get_close_matches(_key(text), _KIND_WORDS, 1, 0.6)
    return _KIND_WORDS[near[0]] if near else ""


def unknown_kind(word: str) -> str:
    """What is said of a word that is no activity."""
    near = nearest_kind(word)
    text = (
        _("There is no activity “%(word)s”; the nearest is: %(near)s.")
        if near
        else _("There is no activity “%(word)s”: use the words of the template.")
    )
    return text % {"word": word, "near": FacilityKind(near).label if near else ""}


def subject_of(text: str) -> str:
    return _meant(text, _SUBJECT_WORDS, SubjectKind)


def subject_in_name(name: str) -> str:
    """What the name itself says; empty when it leaves it open."""
    folded = fold(name)
    if _HOUSEHOLDS.match(folded):
        return SubjectKind.HOUSEHOLD
    return SubjectKind.ORGANISATION if _ORGANISATIONS.match(folded) else ""


def status_of(text: str) -> str:
    return _meant(text, _STATUS_WORDS, FacilityStatus)


def licence_type_of(text: str) -> str:
    return _meant(text, _LICENCE_WORDS, LicenceType)


def yes_or_no(text: str) -> bool | None:
    key = fold(text)
    return True if key in _YES else False if key in _NO else None


def without_number(heading: str) -> str:
    """“II. Phường Tân An”: the heading without its number."""
    return re.sub(r"^([IVXivx]+|[A-Ha-h]|\d{1,2})[.)/]\s*", "", heading)


def named(text: str) -> tuple[str, str, str]:
    """“Ông Nguyễn Văn A - Giám đốc”: name, title, gender as far as they are said."""
    name, title = text, ""
    if match := re.fullmatch(r"(.+?)\s*(?:\s[-–]\s|,\s*|\()\s*([^()]+)\)?", text):
        name, title = match[1], match[2]
    gender = ""
    if match := re.match(r"(ông|bà|anh|chị)[\s.:]+(?=\S+\s)", name, re.IGNORECASE):
        is_man = match[1].lower() in ("ông", "anh")
        gender = Gender.MALE if is_man else Gender.FEMALE
        name = name[match.end() :]
    return name.strip(), title.strip(), gender
