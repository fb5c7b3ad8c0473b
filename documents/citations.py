"""How official paper names the law: from the catalogue's short form to full words."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "citations.csv"
_DECREE = re.compile(
    r"(?:NĐ (?P<number>\d+/\d{4}/NĐ-CP)|(?P<code>BLHS))\s*(?P<rest>.*)"
)
_ARTICLE = re.compile(
    r"Điều (?P<article>\d+[a-zđ]?)"
    r"(?:\.(?P<clause>\d+[a-z]?)(?:\.(?P<point>[a-zđ]))?)?"
)
_SPELT_CLAUSE = re.compile(r"khoản (?P<clause>\d+[a-z]?)(?:\.(?P<point>[a-zđ]))?")
_ARTICLE_RANGE = re.compile(r"Điều (?P<first>\d+)-(?P<last>\d+)")
# Remarks of the catalogue that only name the amending text leave a citation whole.
_AMENDED = re.compile(r"\(added by [^)]*\)")


@dataclass(frozen=True, slots=True)
class Text:
    """A law or decree as paper cites it, in the wording that holds from a day on."""

    code: str
    name: str  # "Nghị định số 119/2020/NĐ-CP"
    in_full: str
    field_title: str  # "trong hoạt động xuất bản"


@dataclass(frozen=True, slots=True)
class Provision:
    """A place in a law: `words` are "điểm a khoản 2 Điều 29", or "" when not loaded."""

    words: str
    text: Text
    is_complete: bool

    @property
    def short(self) -> str:
        """ "điểm a khoản 2 Điều 29 Nghị định số 119/2020/NĐ-CP"."""
        return f"{self.words} {self.text.name}".strip()

    @property
    def in_full(self) -> str:
        return f"{self.words} {self.text.in_full}".strip()


def provision(legal_basis: str, *, on: date) -> Provision:
    """The provision behind a basis of the catalogue ("NĐ 119/2020/NĐ-CP Điều 29.2.a").

    Never raises: a basis without clause comes back incomplete, and a draft says so.
    """
    found = _DECREE.match(legal_basis)
    if found is None:
        return Provision("", Text("", legal_basis, legal_basis, ""), is_complete=False)
    text = named(found["number"] or found["code"], on=on)
    rest = found["rest"]
    remainder = _AMENDED.sub("", rest)
    several = _ARTICLE_RANGE.search(rest)
    if several:
        first, last = int(several["first"]), int(several["last"])
        words = ", ".join(f"Điều {number}" for number in range(first, last + 1))
        return Provision(words, text, is_complete=False)
    place = _ARTICLE.search(rest)
    if place is None:
        return Provision("", text, is_complete=False)
    clause, point = place["clause"], place["point"]
    spelt = _SPELT_CLAUSE.search(remainder)
    if clause is None and spelt:
        clause, point = spelt["clause"], spelt["point"]
        remainder = remainder.replace(spelt[0], "")
    remark = remainder.replace(place[0], "").strip()
    if remark:  # "Điều 29.3 and following": the clause itself is not known
        clause = point = None
    words = f"Điều {place['article']}"
    if clause:
        words = f"khoản {clause} {words}"
    if point:
        words = f"điểm {point} {words}"
    return Provision(words, text, is_complete=clause is not None)


def named(code: str, *, on: date) -> Text:
    """The text with that code in its wording of the day; its bare name if unknown."""
    rows = [row for row in _rows() if row["code"] == code]
    in_force = [
        row
        for row in rows
        if not row["valid_from"] or date.fromisoformat(row["valid_from"]) <= on
    ]
    chosen = in_force[-1] if in_force else (rows[0] if rows else None)
    if chosen is None:
        name = f"Nghị định số {code}"
        return Text(code, name, name, "")
    return Text(
        code=code,
        name=chosen["name"],
        in_full=f"{chosen['name']} {chosen['continued']}".strip(),
        field_title=chosen["field_title"],
    )


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
