"""The page: margins, page numbers, the foot of internal reports, marks of a draft."""

from typing import BinaryIO, Final, Protocol

from reportlab.lib.colors import black
from reportlab.lib.styles import StyleSheet1
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
)

from documents.figures import moment_in_figures
from documents.kit.head import Draft
from documents.kit.page_marks import PageMarks, draw_marks
from documents.kit.signing import SignaturePlace
from documents.kit.styles import (
    DRAFT_GREY,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TEXT_CENTRE,
    TEXT_WIDTH,
)
from documents.kit.typefaces import BOLD, ITALIC, UPRIGHT, width
from documents.text import clean

FRAME_HEIGHT: Final = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM
_NUMBER_HEIGHT: Final = PAGE_HEIGHT - 14.8 * mm
_FOOT_RULE: Final = 16.4 * mm
_FOOT_TEXT: Final = 12.8 * mm
_FOOT_SIZE: Final = 10
_HEADINGS: Final = frozenset({"heading", "heading_of_table"})
_MARK_SIZE: Final = 92
_MARK_ANGLE: Final = 54.7  # from the lower left corner of A4 to the upper right


class PaperForm(Protocol):
    """What a form tells the page; everything else is in its story."""

    @property
    def title(self) -> str: ...

    @property
    def author(self) -> str: ...

    @property
    def draft(self) -> Draft | None: ...

    @property
    def usual_sheets(self) -> int:
        """Of a form whose words say how many sheets it has; 0 for any other."""
        ...

    @property
    def foot(self) -> str:
        """Left part of the foot of an internal report, "" for official papers."""
        ...

    def story(self, styles: StyleSheet1, *, sheets: int) -> list[Flowable]:
        """New flowables at each call; `sheets` are the pages without annexes."""
        ...


def new_document(
    form: PaperForm, target: BinaryIO, marks: PageMarks | None = None
) -> BaseDocTemplate:
    return _Document(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        title=clean(form.title),
        author=clean(form.author),
        creator="Liên Ngành",
        lang="vi-VN",
        displayDocTitle=1,
        initialFontName=UPRIGHT,
        initialFontSize=13,
        invariant=1,
        pageTemplates=[_Page(form, marks)],
    )


class _Document(BaseDocTemplate):
    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        style = getattr(flowable, "style", None)
        if style is not None and style.name in _HEADINGS:
            text = flowable.getPlainText().replace("\u00a0", " ")
            self.canv.headings.append((text, self.page))


class AnnexStart(Flowable):
    """Drawn at the head of an annex: its pages are numbered from 1 again."""

    def wrap(
        self, available_width: float, available_height: float
    ) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.start_annex()


def annex(flowables: list[Flowable]) -> list[Flowable]:
    """The flowables on pages of their own, numbered apart."""
    return [PageBreak(), AnnexStart(), *flowables]


class PaperCanvas(Canvas):
    """Remembers where annexes start and where persons sign; writes page totals last."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.signature_places: list[SignaturePlace] = []
        self.foot_right = PAGE_WIDTH - MARGIN_RIGHT
        self.headings: list[tuple[str, int]] = []
        self.first_annex_page = 0
        self._annex_page = 0
        self._totals: list[str] = []

    def start_annex(self) -> None:
        self._annex_page = self.getPageNumber()
        self.first_annex_page = self.first_annex_page or self._annex_page

    @property
    def shown_number(self) -> int:
        page = self.getPageNumber()
        return page - self._annex_page + 1 if self._annex_page else page

    def draw_total(self) -> None:
        """ "Trang x/y": the total is known when the last page is done, so the words are
        a form of the page that `save` draws."""
        name = f"page{self.getPageNumber()}"
        self._totals.append(name)
        self.doForm(name)

    def save(self) -> None:
        for page, name in enumerate(self._totals, start=1):
            self.beginForm(name)
            self.setFont(UPRIGHT, _FOOT_SIZE)
            self.drawRightString(
                self.foot_right,
                _FOOT_TEXT,
                f"Trang {page}/{len(self._totals)}",
            )
            self.endForm()
        super().save()


class _Page(PageTemplate):
    def __init__(self, form: PaperForm, marks: PageMarks | None) -> None:
        frame = Frame(
            MARGIN_LEFT,
            MARGIN_BOTTOM,
            TEXT_WIDTH,
            FRAME_HEIGHT,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        super().__init__("page", [frame])
        self.form = form
        self.marks = marks

    def beforeDrawPage(self, canv: PaperCanvas, doc: BaseDocTemplate) -> None:  # noqa: N802
        if self.form.draft:
            _draw_mark(canv)

    def afterDrawPage(self, canv: PaperCanvas, doc: BaseDocTemplate) -> None:  # noqa: N802
        if self.form.foot:
            _draw_foot(canv, self.form.foot)
        elif canv.shown_number > 1:
            canv.setFont(UPRIGHT, 13)
            canv.drawCentredString(TEXT_CENTRE, _NUMBER_HEIGHT, str(canv.shown_number))
        if self.form.draft:
            _draw_draft_line(canv, self.form.draft)
        if self.marks:
            draw_marks(canv, self.marks, is_first=canv.getPageNumber() == 1)


def _draw_mark(canvas: Canvas) -> None:
    """The grey word is opaque and lies under the text."""
    canvas.saveState()
    canvas.setFillColor(DRAFT_GREY)
    canvas.translate(TEXT_CENTRE, PAGE_HEIGHT / 2 - 6 * mm)
    canvas.rotate(_MARK_ANGLE)
    canvas.setFont(BOLD, _MARK_SIZE)
    canvas.drawCentredString(0, -_MARK_SIZE * 0.3, "DỰ THẢO")
    canvas.restoreState()


def _draw_draft_line(canvas: Canvas, draft: Draft) -> None:
    number = f"Dự thảo lần {draft.number}" if draft.number else "Dự thảo"
    parts = (
        number,
        moment_in_figures(draft.at),
        draft.record,
        "Không có giá trị thi hành",
    )
    canvas.setFillColor(black)
    canvas.setFont(ITALIC, _FOOT_SIZE)
    canvas.drawString(MARGIN_LEFT, _FOOT_TEXT, clean(" - ".join(filter(None, parts))))


def _draw_foot(canvas: PaperCanvas, text: str) -> None:
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN_LEFT, _FOOT_RULE, PAGE_WIDTH - MARGIN_RIGHT, _FOOT_RULE)
    canvas.setFont(UPRIGHT, _FOOT_SIZE)
    room = TEXT_WIDTH - 20 * mm
    line = clean(text)
    while width(line, UPRIGHT, _FOOT_SIZE) > room:
        line = f"{line[:-2].rstrip()}…"
    canvas.drawString(MARGIN_LEFT, _FOOT_TEXT, line)
    canvas.draw_total()
