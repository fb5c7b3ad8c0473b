"""A page of a PDF as a picture, where a page shows paper beside its facts."""

import io

import pypdfium2

WIDTH_PIXELS = 1100


def pages_in(pdf: bytes) -> int:
    paper = pypdfium2.PdfDocument(pdf)
    try:
        return len(paper)
    finally:
        paper.close()


def page_png(pdf: bytes, *, page: int) -> bytes | None:
    """The page, counted from one, as PNG; None when there is no such page."""
    paper = pypdfium2.PdfDocument(pdf)
    try:
        if not 1 <= page <= len(paper):
            return None
        sheet = paper[page - 1]
        picture = sheet.render(scale=WIDTH_PIXELS / sheet.get_width()).to_pil()
        out = io.BytesIO()
        picture.convert("L").save(out, "PNG", optimize=True)
        return out.getvalue()
    finally:
        paper.close()
