"""A version of a checklist as an XLSForm workbook that other programs open too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from inspections.checklist_content import Question, numbered, questions_of
from inspections.xlsform import words
from kernel.spreadsheets import write_xlsx

if TYPE_CHECKING:
    from inspections.models import ChecklistVersion

SURVEY_HEADERS = (
    "type",
    "name",
    words.LABEL_VI,
    words.LABEL_EN,
    words.HINT_VI,
    words.HINT_EN,
    "required",
    "relevant",
    words.LEGAL_REF,
    words.SUGGESTS,
)
CHOICES_HEADERS = ("list_name", "name", words.LABEL_VI, words.LABEL_EN)
SETTINGS_HEADERS = ("form_title", "form_id", "version", "default_language")

_RESULTS = (
    (words.PASS, "Đạt", "Pass"),
    (words.FAIL, "Không đạt", "Fail"),
    (words.NOT_APPLICABLE, "Không áp dụng", "Not applicable"),
)
_NOTE = ("Ghi chú", "Note")
_PHRASES = ("Câu ghi nhận có sẵn", "Ready phrases")
_PHOTO = ("Ảnh chụp", "Photo")
_FILE = ("Tệp kèm theo", "File")
Line = dict[str, str]


def write_book(file: BinaryIO, version: ChecklistVersion) -> None:
    """Write the three sheets; `version` may be a draft."""
    questions = questions_of(version)
    is_remote = version.checklist.is_remote
    write_xlsx(
        file,
        [
            (
                words.SURVEY,
                SURVEY_HEADERS,
                _cells(SURVEY_HEADERS, _survey(questions, is_remote=is_remote)),
            ),
            (
                words.CHOICES,
                CHOICES_HEADERS,
                _cells(CHOICES_HEADERS, _choices(questions, is_remote=is_remote)),
            ),
            (
                words.SETTINGS,
                SETTINGS_HEADERS,
                [
                    (
                        version.checklist.title_vi,
                        version.checklist.code.lower(),
                        str(version.number),
                        words.VIETNAMESE,
                    )
                ],
            ),
        ],
    )


def _cells(headers: Sequence[str], lines: Iterator[Line]) -> Iterator[list[str]]:
    return ([line.get(header, "") for header in headers] for line in lines)


def _survey(questions: Sequence[Question], *, is_remote: bool) -> Iterator[Line]:
    part = ""
    for _position, number, question in numbered(questions):
        letter = number[:1]
        if letter != part:
            if part:
                yield {"type": "end_group"}
            part = letter
            yield {
                "type": "begin_group",
                "name": letter,
                **_labels(question.section_vi, question.section_en),
            }
        yield {
            "type": "text" if is_remote else f"select_one {words.RESULTS}",
            "name": number,
            **_labels(question.question_vi, question.question_en),
            words.HINT_VI: question.help_vi,
            words.HINT_EN: question.help_en,
            "required": "yes",
            words.LEGAL_REF: question.legal_ref,
            words.SUGGESTS: question.suggests,
        }
        yield from _companions(number, question, is_remote=is_remote)
    if part:
        yield {"type": "end_group"}


def _companions(number: str, question: Question, *, is_remote: bool) -> Iterator[Line]:
    """The rows that belong to a question: note, phrases and photo of a failure."""
    if question.asks_file:
        yield {"type": "file", "name": f"{number}_{words.FILE}", **_labels(*_FILE)}
    if is_remote:
        return
    failed = {"relevant": f"${{{number}}} = '{words.FAIL}'"}
    if question.phrases:
        name = f"{number}_{words.PHRASES}"
        yield {
            "type": f"select_multiple {name}",
            "name": name,
            **_labels(*_PHRASES),
            **failed,
        }
    yield {
        "type": "text",
        "name": f"{number}_{words.NOTE}",
        **_labels(*_NOTE),
        "required": "yes" if question.requires_note_on_fail else "",
        **failed,
    }
    yield {
        "type": "image",
        "name": f"{number}_{words.PHOTO}",
        **_labels(*_PHOTO),
        "required": "yes" if question.requires_photo_on_fail else "",
        **failed,
    }


def _choices(questions: Sequence[Question], *, is_remote: bool) -> Iterator[Line]:
    if is_remote:
        return
    for name, vietnamese, english in _RESULTS:
        yield {
            "list_name": words.RESULTS,
            "name": name,
            **_labels(vietnamese, english),
        }
    for _position, number, question in numbered(questions):
        for place, phrase in enumerate(question.phrases, start=1):
            yield {
                "list_name": f"{number}_{words.PHRASES}",
                "name": f"p{place}",
                **_labels(phrase, phrase),
            }


def _labels(vietnamese: str, english: str) -> Line:
    """Where a text has no English, the Vietnamese stands there: labels are not left
    empty in one language of a form."""
    return {words.LABEL_VI: vietnamese, words.LABEL_EN: english or vietnamese}
