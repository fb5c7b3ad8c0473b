"""Any list as a file: XLSX or CSV, written as it is sent."""

import tempfile
from collections.abc import Iterable, Sequence
from typing import IO

from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse

from kernel.spreadsheets import CSV, XLSX, Value, csv_lines, write_xlsx

FORMS = ("xlsx", "csv")
# A short list stays in memory.
_IN_MEMORY = 5 * 1024 * 1024


def table_as(
    form: str, *, name: str, headers: Sequence[str], rows: Iterable[Sequence[Value]]
) -> HttpResponseBase:
    """The table as a download named “name.form”; another form is no page."""
    if form == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(
            csv_lines(headers, rows), content_type=CSV
        )
    elif form == "xlsx":
        file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - sent, then closed
        write_xlsx(file, [(name[:31], headers, rows)])  # type: ignore[arg-type]
        file.seek(0)
        answer = FileResponse(file, content_type=XLSX)
    else:
        raise Http404
    return _attached(answer, f"{name}.{form}")


def paper_as(*, name: str, file: IO[bytes]) -> HttpResponseBase:
    """A register on paper as a download named “name.pdf”."""
    answer = FileResponse(file, content_type="application/pdf")
    return _attached(answer, f"{name}.pdf")


def _attached(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
