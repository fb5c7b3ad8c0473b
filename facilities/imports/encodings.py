"""Vietnamese text in the encodings of thirty years; only a sure guess is a guess."""

from __future__ import annotations

import codecs
import re
import unicodedata

# One byte a letter (TCVN 5712:1993, the fonts “.Vn…”), read as Latin-1.
_TCVN3 = dict(
    zip(
        "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\xadøõö÷ùýúûüþ¡¢£¤¥¦§",
        "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
# A letter and a sign after it (the fonts “VNI-…”), read as Latin-1.
_VNI_SIGNS = {
    "ù": "\u0301",
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_LETTERS = {
    "ñ": "đ",
    "Ñ": "Đ",
    "ö": "ư",
    "Ö": "Ư",
    "ô": "ơ",
    "Ô": "Ơ",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}
_VNI = re.compile(r"([aăeoôuöyAEOÔUÖY])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])")
# Words that every register has; a right decoding shows them with their marks.
_COMMON = frozenset(
    [
        "công",
        "sở",
        "cơ",
        "nhà",
        "sách",
        "phường",
        "xã",
        "đường",
        "hộ",
        "văn",
        "phẩm",
        "số",
        "tên",
        "địa",
        "chỉ",
        "mã",
        "thuế",
        "nguyễn",
        "trần",
        "lê",
        "phạm",
        "thị",
        "cấp",
        "ngày",
        "giấy",
        "phép",
        "điện",
        "thoại",
        "đại",
        "diện",
        "dịch",
        "vụ",
        "thành",
        "phố",
        "tỉnh",
        "huyện",
        "đắk",
        "lắk",
        "buôn",
        "thuột",
        "hoạt",
        "động",
        "loại",
        "hình",
        "người",
        "chủ",
        "phòng",
        "hành",
        "xuất",
        "bản",
        "phát",
        "lĩnh",
        "vực",
        "đơn",
        "vị",
        "doanh",
        "nghiệp",
        "cửa",
        "hàng",
        "tổ",
        "chức",
    ]
)
_ENOUGH = 3
_WORD = re.compile(r"[^\W\d_]+")
# UTF-8 that somebody once opened as Windows-1252: “CÃ´ng ty”.
_TWICE = re.compile(r"Ã[\x80-\xbf¡-¿ -⁯]|áº|á»|Ä[‘\x90]|Æ[°¡]")


class UnknownEncoding(ValueError):
    """No decoding shows Vietnamese words: asking is better than guessing."""


def from_tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(char, char) for char in text)


def from_vni(text: str) -> str:
    def joined(match: re.Match[str]) -> str:
        letter, sign = match.groups()
        letter = _VNI_LETTERS.get(letter, letter)
        return unicodedata.normalize("NFC", letter + _VNI_SIGNS[sign.lower()])

    pieces, last = [], 0
    for match in _VNI.finditer(text):
        pieces += [_vni_letters(text[last : match.start()]), joined(match)]
        last = match.end()
    return "".join([*pieces, _vni_letters(text[last:])])


def _vni_letters(text: str) -> str:
    return "".join(_VNI_LETTERS.get(char, char) for char in text)


DECODERS = {"tcvn3": from_tcvn3, "vni": from_vni}


def words_of(text: str) -> int:
    """How many common Vietnamese words, with their marks, the text shows."""
    folded = unicodedata.normalize("NFC", text).lower()
    return sum(word in _COMMON for word in _WORD.findall(folded))


def old_font_of(sample: str) -> str:
    """The old font's encoding of cells that look like Latin-1: "tcvn3", "vni" or ""."""
    plain = words_of(sample)
    best = max(DECODERS, key=lambda name: words_of(DECODERS[name](sample)))
    score = words_of(DECODERS[best](sample))
    return best if score >= _ENOUGH and score > 2 * plain else ""


def encoding_of(head: bytes) -> str:
    """The encoding of a text file from its beginning, as `decoded` takes it.

    Raises UnknownEncoding.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    if head and head[1::2].count(0) > len(head) // 5:
        return "utf-16-le"
    if head and head[::2].count(0) > len(head) // 5:
        return "utf-16-be"
    if _is_utf8(head):
        return "utf-8"
    guesses = {
        "cp1258": words_of(head.decode("cp1258", errors="replace")),
        "tcvn3": words_of(from_tcvn3(head.decode("latin-1"))),
        "vni": words_of(from_vni(head.decode("latin-1"))),
    }
    best = max(guesses, key=lambda name: guesses[name])
    others = max(score for name, score in guesses.items() if name != best)
    if guesses[best] < _ENOUGH or guesses[best] <= 2 * others:
        raise UnknownEncoding
    return best


def decoded(line: str, encoding: str) -> str:
    decode = DECODERS.get(encoding)
    return decode(line) if decode else line


def codec_of(encoding: str) -> str:
    """The codec of Python that reads the bytes; old fonts are Latin-1 at first."""
    return "latin-1" if encoding in DECODERS else encoding


def repaired(text: str) -> str:
    """Text that was encoded twice, read right; as it is when it was not."""
    if not _TWICE.search(text):
        return text
    for codec in ("cp1252", "latin-1"):
        try:
            return text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
    return text


def _is_utf8(head: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head)
    except UnicodeDecodeError:
        return False
    return True
