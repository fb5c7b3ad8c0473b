"""All text that reaches a page goes through `N`: composed, drawable, glued, escaped.

Mark-up is never written by hand. A paragraph is a row of plain texts and `bold` or
`italic` runs; the tags are added here, after escaping, so that a name such as
`<img src="/etc/passwd">` is printed letter by letter.
"""

import logging
import re
import unicodedata
from dataclasses import dataclass
from xml.sax.saxutils import escape

from documents.kit.typefaces import are_drawable, is_drawable

NBSP = "\u00a0"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Run:
    """Plain text in a face of its own; `face` is "b", "i" or "bi"."""

    text: str
    face: str


def bold(text: str) -> Run:
    return Run(text, "b")


def italic(text: str) -> Run:
    return Run(text, "i")


def clean(text: str) -> str:
    """Composed text of drawable characters on one line, not escaped.

    Decomposed marks would stand beside their letters, and a character that the faces
    lack would vanish without a word: it becomes "?" and is logged.
    """
    composed = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    if ".." in composed:
        composed = _INITIALS_STOPPED.sub(r"\1", composed)
    if are_drawable(composed):
        return composed
    return "".join(map(_drawable, composed))


# Hard spaces stay: they are ours, where a number or day is left blank.
_SPACES = re.compile(r"[^\S\u00a0]+")
# "bà M.T.T.C.." at the end of a sentence; a row of dots is for a hand.
_INITIALS_STOPPED = re.compile(r"(\.\w\.)\.(?!\.)")


def _drawable(char: str) -> str:
    if unicodedata.category(char) in {"Cc", "Cf"}:
        return ""
    if is_drawable(char):
        return char
    logger.warning("no glyph for U+%04X", ord(char))
    return "?"


# Only short tokens are glued: a long one ("số 14/2022/NĐ-CP") would tear the justified
# line above it open and break table cells early.
_LABELLED = re.compile(
    r"\b(Điều|điều|khoản|Khoản|điểm|Điểm|số|Số|ngày|tháng|năm|Năm|quý|Phụ lục|lần|thứ"
    r"|lớp|tập)"
    r" (?=(?:[0-9IVX]{1,5}|[a-zđ]\b)[^\s]{0,2}(?:\s|$))"
)
_MEASURED = re.compile(
    r"(?<![^\s(“])(\d[\d.,]{0,4}) "
    r"(?=(?:đồng|bản|tờ|máy|tên|chiếc|cuốn|giờ|phút|ảnh|trang|bộ|kg|nội dung"
    r"|(?:ngày|tháng|năm)(?![ \u00a0]\d))\b)"
)
_PLACES = re.compile(
    r"\b(Đắk) (?=Lắk\b)|\b(Ma) (?=Thuột\b)|\b(Ea|Cư|Ia|Dur) (?=[A-ZĐ])"
)
_TAIL = re.compile(r" (?=[^\s]{1,7}$)")


def _glue(text: str) -> str:
    """The same text, as long as before, with hard spaces where no line may break."""
    text = _LABELLED.sub(lambda found: found[1] + NBSP, text)
    text = _MEASURED.sub(lambda found: found[1] + NBSP, text)
    return _PLACES.sub(lambda found: found[0][:-1] + NBSP, text)


def glued(text: str) -> str:
    """Clean text for lines that are drawn, not set as paragraphs: never escaped."""
    return _glue(clean(text))


def _glue_tail(text: str) -> str:
    return _TAIL.sub(NBSP, text)


def _tagged(parts: tuple[str | Run, ...], *, tail: bool) -> str:
    runs = [part if isinstance(part, Run) else Run(part, "") for part in parts]
    cleaned = [clean(run.text) for run in runs]
    whole = _glue("".join(cleaned))
    if tail:
        whole = _glue_tail(whole)
    marked, start = [], 0
    for run, text in zip(runs, cleaned, strict=True):
        piece = escape(whole[start : start + len(text)])
        start += len(text)
        for tag in run.face:
            piece = f"<{tag}>{piece}</{tag}>"
        marked.append(piece)
    return "".join(marked)


def N(*parts: str | Run) -> str:  # noqa: N802 - one letter: it stands on every line
    """A paragraph of running text; a short last word never stands alone on a line."""
    return _tagged(parts, tail=True)


def cell(*parts: str | Run) -> str:
    """The same for a table cell, whose narrow lines must be free to break."""
    return _tagged(parts, tail=False)
