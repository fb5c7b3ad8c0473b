"""The party as MBB01 and MQĐ02 name it: a person, an organisation, or several."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, Self

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from agencies.kinds import SubjectKind
from documents.figures import day_in_figures
from documents.forms.bodies import address_of
from documents.forms.parts import capital
from documents.kit.blocks import HIDDEN, NOTHING, field, field_pair, paragraph
from documents.kit.signing import Signer
from documents.text import bold
from facilities import field_cipher
from facilities.states import Gender as StoredGender
from facilities.states import NumberKind

if TYPE_CHECKING:
    from cases.models import Respondent

Gender = Literal["", "Nam", "Nữ"]
_GENDERS: dict[str, Gender] = {StoredGender.MALE: "Nam", StoredGender.FEMALE: "Nữ"}
# Of an identity number whose paper was not shown: it has a day and an issuer.
_UNKNOWN = "Không rõ"
_ADDRESS: dict[str, str] = {"Nam": "ông", "Nữ": "bà", "": "ông (bà)"}


@dataclass(frozen=True, slots=True)
class Individual:
    """A person, or the person behind a household business."""

    name: str
    gender: Gender = ""
    born_on: date | None = None
    nationality: str = ""
    occupation: str = ""
    residence: str = ""
    id_number: str = ""
    id_issued_on: date | None = None
    id_issuer: str = ""

    group = "cá nhân"

    @property
    def called(self) -> str:
        """In running text: "bà Mạc Thị Thu Cúc"."""
        return f"{_ADDRESS[self.gender]} {self.name}"

    @property
    def receiver(self) -> str:
        return self.called

    @property
    def debtor(self) -> str:
        return self.called

    @property
    def signers(self) -> tuple[Signer, ...]:
        return (Signer(("NGƯỜI VI PHẠM",), self.name),)

    @property
    def masked(self) -> Self:
        """With the last four digits of the identity number only."""
        number = self.id_number
        return replace(self, id_number=f"•••• {number[-4:]}") if number else self

    @property
    def summary(self) -> str:
        parts = (self.name, self.occupation, self.residence)
        return ", ".join(part for part in parts if part)

    def fields(self, styles: StyleSheet1) -> list[Flowable]:
        identity = NOTHING
        if self.id_number:
            day = self.id_issued_on
            issued = day_in_figures(day) if day else _UNKNOWN
            identity = (
                f"{self.id_number}; ngày cấp: {issued}; "
                f"nơi cấp: {self.id_issuer or _UNKNOWN}"
            )
        born = day_in_figures(self.born_on) if self.born_on else ""
        return [
            *field_pair(
                styles,
                ("Họ và tên", bold(self.name.upper())),
                ("Giới tính", self.gender),
            ),
            *field_pair(
                styles,
                ("Ngày, tháng, năm sinh", born),
                ("Quốc tịch", self.nationality),
            ),
            field(styles, "Nghề nghiệp", self.occupation),
            field(styles, "Nơi ở hiện tại", self.residence),
            paragraph(styles["body"], f"Số định danh cá nhân: {identity}."),
        ]


@dataclass(frozen=True, slots=True)
class Withheld(Individual):
    """As a public copy names a person: what is left out is said to be left out."""

    def fields(self, styles: StyleSheet1) -> list[Flowable]:
        return [
            *field_pair(
                styles,
                ("Họ và tên", bold(self.name.upper())),
                ("Giới tính", self.gender),
            ),
            *field_pair(
                styles,
                ("Ngày, tháng, năm sinh", HIDDEN),
                ("Quốc tịch", self.nationality),
            ),
            field(styles, "Nghề nghiệp", self.occupation),
            field(styles, "Nơi ở hiện tại", self.residence),
            field(styles, "Số định danh cá nhân", HIDDEN),
        ]


@dataclass(frozen=True, slots=True)
class Organisation:
    name: str
    address: str = ""
    enterprise_code: str = ""
    registration: str = ""  # number of the certificate or licence, day, issuer
    representative: str = ""
    representative_gender: Gender = ""
    representative_title: str = ""

    group = "tổ chức"

    @property
    def called(self) -> str:
        return self.name

    @property
    def receiver(self) -> str:
        if not self.representative:
            return "người đại diện theo pháp luật của tổ chức bị xử phạt"
        person = f"{_ADDRESS[self.representative_gender]} {self.representative}"
        return f"{person} là đại diện cho tổ chức bị xử phạt"

    @property
    def debtor(self) -> str:
        return "tổ chức bị xử phạt"

    @property
    def signers(self) -> tuple[Signer, ...]:
        return (Signer(("ĐẠI DIỆN TỔ CHỨC", "VI PHẠM"), self.representative),)

    @property
    def represented_by(self) -> str:
        """ "Ông Trịnh Gia Bình, Giám đốc"."""
        if not self.representative:
            return ""
        name = self.representative
        if self.representative_gender:
            name = capital(f"{_ADDRESS[self.representative_gender]} {name}")
        return f"{name}, {self.representative_title}".rstrip(", ")

    @property
    def masked(self) -> Self:
        return self

    @property
    def summary(self) -> str:
        code = (
            f"mã số doanh nghiệp {self.enterprise_code}" if self.enterprise_code else ""
        )
        whole = ", ".join(part for part in (self.name, code) if part)
        text = "; ".join(part for part in (whole, self.address) if part)
        person = self.represented_by
        return f"{text}. Người đại diện: {person}" if person else text

    def fields(self, styles: StyleSheet1) -> list[Flowable]:
        rows: list[Flowable] = [
            field(styles, "Tên tổ chức", bold(self.name.upper())),
            field(styles, "Địa chỉ trụ sở chính", self.address),
            *field_pair(
                styles,
                ("Mã số doanh nghiệp", self.enterprise_code),
                ("Đại diện", self.represented_by),
            ),
        ]
        if self.registration:
            label = "Giấy chứng nhận đăng ký hoặc giấy phép"
            rows.append(field(styles, label, self.registration))
        return rows


@dataclass(frozen=True, slots=True)
class UnknownParty:
    """Nobody is named yet (Điều 65 Luật Xử lý vi phạm hành chính)."""

    group = "đối tượng"
    called = "đối tượng vi phạm"
    receiver = "đối tượng vi phạm"
    debtor = "đối tượng bị xử phạt"
    summary = "Chưa xác định được đối tượng vi phạm"
    signers = (Signer(("NGƯỜI VI PHẠM",)),)

    @property
    def masked(self) -> Self:
        return self

    def fields(self, styles: StyleSheet1) -> list[Flowable]:
        return [paragraph(styles["body"], f"{self.summary}.")]


@dataclass(frozen=True, slots=True)
class Several:
    """More than one respondent in one paper."""

    parties: tuple[Individual | Organisation, ...]

    group = "các cá nhân, tổ chức"
    debtor = "từng cá nhân, tổ chức bị xử phạt"

    @property
    def called(self) -> str:
        return ", ".join(party.called for party in self.parties)

    @property
    def receiver(self) -> str:
        return "; ".join(party.receiver for party in self.parties)

    @property
    def signers(self) -> tuple[Signer, ...]:
        return tuple(signer for party in self.parties for signer in party.signers)

    @property
    def masked(self) -> Self:
        return replace(self, parties=tuple(party.masked for party in self.parties))

    @property
    def summary(self) -> str:
        return "; ".join(party.summary for party in self.parties)

    def fields(self, styles: StyleSheet1) -> list[Flowable]:
        return [row for party in self.parties for row in party.fields(styles)]


Party = Individual | Organisation | UnknownParty | Several


def party_of(respondents: "Sequence[Respondent]", *, shows_numbers: bool) -> Party:
    """The respondents as they were when the case took them in.

    With `shows_numbers` identity numbers are whole: only a paper that the law wants
    them on, and that the officer may issue, asks for that.
    """
    parties = tuple(
        _one(respondent, shows_numbers=shows_numbers) for respondent in respondents
    )
    if not parties:
        return UnknownParty()
    return parties[0] if len(parties) == 1 else Several(parties)


def _one(respondent: "Respondent", *, shows_numbers: bool) -> Individual | Organisation:
    facts = respondent.particulars
    address = address_of(respondent.address, respondent.ward)
    if respondent.subject_kind == SubjectKind.ORGANISATION:
        return Organisation(
            name=respondent.name,
            address=address,
            enterprise_code=respondent.tax_code,
            registration=_registration(facts),
            representative=facts.get("legal_representative_name", ""),
            representative_gender=_gender(facts.get("legal_representative_gender")),
            representative_title=facts.get("legal_representative_title", ""),
        )
    name, occupation = respondent.name, facts.get("occupation", "")
    owner = facts.get("legal_representative_name")
    if respondent.subject_kind == SubjectKind.HOUSEHOLD and owner:
        name, occupation = owner, f"Chủ {respondent.name}"
        if respondent.tax_code:
            occupation += f" (mã số thuế: {respondent.tax_code})"
    number, issued_on, issuer = _identity(respondent, shows_numbers=shows_numbers)
    born_on = facts.get("born_on")
    return Individual(
        name=name,
        gender=_gender(facts.get("gender") or facts.get("legal_representative_gender")),
        born_on=date.fromisoformat(born_on) if born_on else None,
        nationality=facts.get("nationality", ""),
        occupation=occupation,
        residence=address,
        id_number=number,
        id_issued_on=issued_on,
        id_issuer=issuer,
    )


def _identity(
    respondent: "Respondent", *, shows_numbers: bool
) -> tuple[str, date | None, str]:
    papers = {NumberKind.PERSONAL_ID, NumberKind.PASSPORT}
    number = next(
        (
            row
            for row in respondent.party.protected_numbers.all()
            if row.kind in papers and row.ended_on is None
        ),
        None,
    )
    if number is None:
        return "", None, ""
    shown = field_cipher.unseal(number.sealed) if shows_numbers else number.masked
    return shown, number.issued_on, number.issuer


def _registration(facts: dict[str, str]) -> str:
    number = facts.get("business_registration_no", "")
    if not number:
        return ""
    day = facts.get("business_registration_on")
    issuer = facts.get("business_registration_issuer")
    text = f"Số {number}"
    if day:
        text += f" ngày {day_in_figures(date.fromisoformat(day))}"
    return f"{text}; nơi cấp: {issuer}" if issuer else text


def _gender(stored: str | None) -> Gender:
    return _GENDERS.get(stored or "", "")
