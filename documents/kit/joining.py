"""Papers joined into one PDF: bookmarks, page labels, bút lục numbers, same bytes.

The pages of the papers stay as they are; a number stands in the upper right corner,
outside the margins of the law, so that no word of theirs is touched.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from documents.kit.typefaces import BOLD, width

_SIZE = 10
_FROM_RIGHT = 6 * mm
_FROM_TOP = 9.5 * mm
_WORD = "BL "
# Else each file would have another name for it, and other bytes.
_FACE = Name.BUTLUCFACE


@dataclass(frozen=True, slots=True)
class Part:
    """One paper in its file; `headings` are bookmarks below its own, pages from 1.

    `is_numbered`: its pages bear bút lục numbers; a cover and an index have none.
    """

    title: str
    path: Path
    pages: int
    headings: tuple[tuple[str, int], ...] = ()
    is_numbered: bool = True


@dataclass(frozen=True, slots=True)
class Whole:
    """What the joined file says of itself; `made_at` is a date of PDF ("D:2026…")."""

    title: str
    author: str
    made_at: str = ""


def folio(number: int) -> str:
    """A bút lục number as an index has it: "07", "132"."""
    return f"{number:02d}"


def join(parts: Sequence[Part], whole: Whole, target: IO[bytes]) -> int:
    """Write the parts one after the other; returns the pages.

    One part at a time is open, and its pages are copied when the file is written: the
    memory does not grow with what the pictures weigh.
    """
    sources: list[Pdf] = []
    with Pdf.new() as made:
        stamp = _Stamp(made)
        page, number = 0, 1
        labels: list[object] = []
        with made.open_outline() as outline:
            for part in parts:
                source = pikepdf.open(part.path)
                sources.append(source)
                labels += [page, _label(number if part.is_numbered else 0, page)]
                outline.root.append(_bookmark(part, page))
                made.pages.extend(source.pages)
                if part.is_numbered:
                    for sheet in made.pages[page : page + part.pages]:
                        stamp.on(sheet, number)
                        number += 1
                page += part.pages
        _describe(made, whole, labels)
        made.remove_unreferenced_resources()
        made.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    for source in sources:
        source.close()
    return page


def _bookmark(part: Part, page: int) -> OutlineItem:
    item = OutlineItem(part.title, page)
    item.children.extend(
        OutlineItem(text, page + place - 1) for text, place in part.headings
    )
    return item


def _label(number: int, page: int) -> Dictionary:
    """Roman figures before the file itself begins, "BL 7" in it."""
    if not number:
        return Dictionary(S=Name.r, St=page + 1)
    return Dictionary(S=Name.D, P=String(_WORD), St=number)


def _describe(made: Pdf, whole: Whole, labels: list[object]) -> None:
    made.Root.Lang = String("vi-VN")
    made.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    made.Root.PageMode = Name.UseOutlines
    made.Root.PageLabels = Dictionary(Nums=Array(labels))
    made.docinfo["/Title"] = String(whole.title)
    made.docinfo["/Author"] = String(whole.author)
    made.docinfo["/Creator"] = String("Liên Ngành")
    if whole.made_at:
        made.docinfo["/CreationDate"] = String(whole.made_at)


class _Stamp:
    """Writes numbers with one embedded face for the whole file."""

    def __init__(self, pdf: Pdf) -> None:
        signs = f"{_WORD}0123456789"
        drawn = io.BytesIO()
        canvas = Canvas(drawn, invariant=1, pageCompression=1)
        canvas.setFont(BOLD, _SIZE)
        canvas.drawString(0, 0, signs)
        face = pdfmetrics.getFont(BOLD)
        self._codes = {
            sign: face.splitString(sign, canvas._doc)[0][1].hex() for sign in signs
        }
        canvas.save()
        with pikepdf.open(drawn) as sample:
            # Helvetica stands beside it in every file of ReportLab, unused.
            [font] = [
                one
                for one in sample.pages[0].Resources.Font.values()
                if "/FontDescriptor" in one
            ]
            self._font = pdf.copy_foreign(sample.make_indirect(font))
        self._pdf = pdf

    def on(self, page: pikepdf.Page, number: int) -> None:
        text = f"{_WORD}{folio(number)}"
        name = page.add_resource(
            self._font, Name.Font, name=_FACE, replace_existing=True
        )
        codes = "".join(self._codes[sign] for sign in text)
        page.contents_add(b"q", prepend=True)
        page.contents_add(
            f"Q q 0 g {_corner(page, width(text, BOLD, _SIZE))} cm "
            f"BT {name} {_SIZE} Tf <{codes}> Tj ET Q".encode()
        )


def _corner(page: pikepdf.Page, wide: float) -> str:
    """Where the number begins, as the page is seen, however it is turned."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    across, down = _FROM_RIGHT + wide, _FROM_TOP
    turned = int(page.obj.get("/Rotate", 0)) % 360
    if turned == 90:
        return f"0 1 -1 0 {left + down:.2f} {top - across:.2f}"
    if turned == 180:
        return f"-1 0 0 -1 {left + across:.2f} {bottom + down:.2f}"
    if turned == 270:
        return f"0 -1 1 0 {right - down:.2f} {bottom + across:.2f}"
    return f"1 0 0 1 {right - across:.2f} {top - down:.2f}"
