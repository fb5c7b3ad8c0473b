"""A form becomes the bytes of a PDF, always the same ones.

The page and its marks are drawn by `documents.kit.pages`, the words stand in
`documents.forms`.
"""

import io
import threading
from dataclasses import dataclass

from documents.kit.own_faces import faces_of
from documents.kit.page_marks import PageMarks
from documents.kit.pages import PaperCanvas, PaperForm, new_document
from documents.kit.signing import SignaturePlace
from documents.kit.styles import STYLES


@dataclass(frozen=True, slots=True)
class Printed:
    """`sheets` are the pages without annexes, `headings` texts with their pages."""

    content: bytes
    pages: int
    sheets: int
    signature_places: tuple[SignaturePlace, ...]
    headings: tuple[tuple[str, int], ...] = ()


# A face keeps what it has embedded in the document being built: one build at a time.
_building = threading.Lock()


def save_alone(canvas: PaperCanvas) -> None:
    """End a document whose pages were drawn without holding up the others."""
    with _building:
        canvas.save()


def render(
    form: PaperForm, marks: PageMarks | None = None, *, agency: str = ""
) -> Printed:
    """The PDF of `form`: same values, same bytes. Only issued papers bear marks.

    `agency` is the code of whose own faces it is set in, where it has any.

    A biên bản says how many sheets it has: as many as usual, and where that was wrong
    it is built once more.
    """
    with _building, faces_of(agency):
        printed = _build(form, marks, sheets=form.usual_sheets)
        if form.usual_sheets not in {0, printed.sheets}:
            printed = _build(form, marks, sheets=printed.sheets)
    return printed


def _build(form: PaperForm, marks: PageMarks | None, *, sheets: int) -> Printed:
    target = io.BytesIO()
    canvases: list[PaperCanvas] = []

    def canvas(*args: object, **kwargs: object) -> PaperCanvas:
        canvases.append(PaperCanvas(*args, **kwargs))
        return canvases[0]

    new_document(form, target, marks).build(
        form.story(STYLES, sheets=sheets), canvasmaker=canvas
    )
    made = canvases[0]
    pages = made.getPageNumber() - 1
    return Printed(
        content=target.getvalue(),
        pages=pages,
        sheets=made.first_annex_page - 1 if made.first_annex_page else pages,
        signature_places=tuple(made.signature_places),
        headings=tuple(made.headings),
    )
