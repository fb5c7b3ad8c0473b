"""Compiles the translations (.po to .mo), so that running needs no GNU gettext.

python -m config.messages    compiles those that are newer than their .mo
"""

import ast
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


@dataclass(slots=True)
class Entry:
    """One message of a .po file, with its plural forms if it has any."""

    context: str | None = None
    msgid: str = ""
    plural: str | None = None
    texts: dict[int, str] = field(default_factory=dict)
    is_fuzzy: bool = False

    @property
    def key(self) -> str:
        """As gettext looks it up: context, EOT, singular, NUL, plural."""
        start = "" if self.context is None else f"{self.context}\x04"
        return start + self.msgid + ("" if self.plural is None else f"\0{self.plural}")

    @property
    def is_translated(self) -> bool:
        return bool(self.texts) and all(self.texts.values()) and not self.is_fuzzy


def read(path: Path) -> list[Entry]:
    """The entries of a .po file, the head (an empty msgid) too, the obsolete not."""
    return list(_entries(path.read_text(encoding="utf-8").splitlines()))


def compiled(entries: list[Entry]) -> bytes:
    """The .mo file: what is untranslated or fuzzy is left out."""
    pairs = sorted(
        (
            entry.key.encode(),
            "\0".join(text for _n, text in sorted(entry.texts.items())).encode(),
        )
        for entry in entries
        if entry.is_translated
    )
    head_size = 28
    tables_size = 16 * len(pairs)
    place = head_size + tables_size
    keys: list[tuple[int, int]] = []
    texts: list[tuple[int, int]] = []
    words = b""
    for column, index in ((0, keys), (1, texts)):
        for pair in pairs:
            index.append((len(pair[column]), place + len(words)))
            words += pair[column] + b"\0"
    table = b"".join(struct.pack("<II", *row) for row in keys + texts)
    head = struct.pack(
        "<7I", 0x950412DE, 0, len(pairs), head_size, head_size + 8 * len(pairs), 0, 0
    )
    return head + table + words


def compile_stale(locale: Path = LOCALE) -> list[Path]:
    """Compile every .po that is newer than its .mo; the .mo files written."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        fresh = target.with_suffix(".mo.new")
        fresh.write_bytes(compiled(read(source)))
        fresh.replace(target)
        written.append(target)
    return written


def _entries(lines: list[str]) -> Iterator[Entry]:
    entry, last = Entry(), ""
    for line in [*lines, ""]:
        line = line.strip()
        if line.startswith("#,"):
            entry.is_fuzzy = "fuzzy" in line
        elif line.startswith("#"):
            continue
        elif line.startswith('"'):
            _add(entry, last, ast.literal_eval(line))
        elif line:
            last, _space, words = line.partition(" ")
            _add(entry, last, ast.literal_eval(words))
        elif last:  # a blank line ends an entry
            yield entry
            entry, last = Entry(), ""


def _add(entry: Entry, keyword: str, words: str) -> None:
    match keyword:
        case "msgctxt":
            entry.context = (entry.context or "") + words
        case "msgid":
            entry.msgid += words
        case "msgid_plural":
            entry.plural = (entry.plural or "") + words
        case _:  # msgstr or msgstr[n]
            number = int(keyword[7:-1]) if keyword != "msgstr" else 0
            entry.texts[number] = entry.texts.get(number, "") + words


if __name__ == "__main__":
    for path in compile_stale():
        sys.stdout.write(f"Compiled {path.relative_to(LOCALE.parent)}\n")
