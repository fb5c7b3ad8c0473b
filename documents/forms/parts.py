"""What several forms print: officials, witnesses, the annex of photographs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable, KeepTogether, PageBreak

from documents.figures import two_digits
from documents.kit.blocks import paragraph
from documents.kit.head import annex_title, title
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
    """Who signs besides the parties; `details` are occupation, title or residence.

    `picture` and `proof` are those of `Signer`, of who signed on a screen.
    """

    name: str
    details: str = ""
    part: str = "Người chứng kiến"
    picture: bytes = field(default=b"", repr=False)
    proof: tuple[str, ...] = ()

    @property
    def signer(self) -> Signer:
        return Signer(
            (self.part.upper(),), self.name, picture=self.picture, proof=self.proof
        )


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
    left_out: int = 0,
    signers: Sequence[Signer] = (),
    first: int = 1,
    is_annex: bool = True,
) -> list[Flowable]:
    """The annex of photographs, signed where it belongs to a biên bản.

    `left_out` photographs are in the electronic file only; `first` is the number of
    the first one. What is no annex is a paper of its own.
    """
    if not photos:
        return []
    taken_by = f"Người chụp: {photographer}. " if photographer else ""
    note = paragraph(
        styles["note"],
        f"{taken_by}Mã SHA-256 là giá trị băm của tệp ảnh gốc lưu trong hồ sơ điện tử; "
        f"ảnh in trên phụ lục là bản thu nhỏ.{_elsewhere(left_out)}",
    )
    *rows, last = photo_pages(styles, photos, signed=bool(signers), first=first)
    if signers:
        rows = _two_a_page(rows)
    closing = (
        record_signatures(styles, [last, note], signers)
        if signers
        else KeepTogether([last, note])
    )
    if not is_annex:
        return [*title(name, guide), *rows, closing]
    return annex([*annex_title(name, guide, numeral), *rows, closing])


def _two_a_page(rows: Sequence[Flowable]) -> list[Flowable]:
    """Two rows of pictures on each page, so that the last one has room to sign."""
    found: list[Flowable] = []
    for place, row in enumerate(rows, start=1):
        found.append(row)
        if place % 2 == 0:
            found.append(PageBreak())
    return found


def _elsewhere(left_out: int) -> str:
    if not left_out:
        return ""
    return f" Còn {two_digits(left_out)} ảnh khác lưu trong hồ sơ điện tử."
