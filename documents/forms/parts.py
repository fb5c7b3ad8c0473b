"""What several forms print: officials, witnesses, the annex of photographs."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable, KeepTogether

from documents.kit.blocks import paragraph
from documents.kit.head import annex_title
from documents.kit.pages import annex
from documents.kit.photos import Photo, photo_pages
from documents.kit.signing import Signer, record_signatures


@dataclass(frozen=True, slots=True)
class Official:
    """A person who acts for an agency; `part` is "Trưởng đoàn", "thư ký" …"""

    name: str
    title: str = ""
    agency: str = ""
    part: str = ""

    @property
    def described(self) -> str:
        """ "Lại Minh Thư, Phó Trưởng phòng, Sở … - Trưởng đoàn"."""
        text = ", ".join(part for part in (self.name, self.title, self.agency) if part)
        return f"{text} - {self.part}" if self.part else text


@dataclass(frozen=True, slots=True)
class Witness:
    """Who signs besides the parties; `details` are occupation, title or residence."""

    name: str
    details: str = ""
    part: str = "Người chứng kiến"

    @property
    def signer(self) -> Signer:
        return Signer((self.part.upper(),), self.name)


def capital(text: str) -> str:
    """The first letter in upper case, the others as they are."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The first letter in lower case, for use inside a sentence."""
    return text[:1].lower() + text[1:]


def photo_annex(
    styles: StyleSheet1,
    name: str,
    photos: Sequence[Photo],
    *,
    guide: str = "",
    numeral: str = "",
    photographer: str = "",
    signers: Sequence[Signer] = (),
) -> list[Flowable]:
    """The annex of photographs, signed where it belongs to a biên bản."""
    if not photos:
        return []
    taken_by = f"Người chụp: {photographer}. " if photographer else ""
    note = paragraph(
        styles["note"],
        f"{taken_by}Mã SHA-256 là giá trị băm của tệp ảnh gốc lưu trong hồ sơ điện tử; "
        "ảnh in trên phụ lục là bản thu nhỏ.",
    )
    *first, last = photo_pages(styles, photos, signed=bool(signers))
    closing = (
        record_signatures(styles, [last, note], signers)
        if signers
        else KeepTogether([last, note])
    )
    return annex([*annex_title(name, guide, numeral), *first, closing])
