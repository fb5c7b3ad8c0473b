"""The rows of an XLSForm as questions; what a checklist cannot hold is named."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from inspections.checklist_content import Question
from inspections.xlsform import words
from inspections.xlsform.book import Row, Sheet
from inspections.xlsform.words import Remark

_LANGUAGE = re.compile(r"^(label|hint)(?:::?\s*(.+))?$", re.IGNORECASE)
_FAILED = re.compile(
    r"""^\s*(?:selected\(\s*\$\{([\w.-]+)\}\s*,\s*|\$\{([\w.-]+)\}\s*=\s*)"""
    r"""['"]([\w.-]+)['"]\s*\)?\s*$"""
)
_TYPE = re.compile(r"^(begin|end)[ _](group|repeat)$", re.IGNORECASE)
_SELECT = re.compile(r"^select[ _](one|multiple)\s+(\S+)(.*)$", re.IGNORECASE)
_YES = frozenset({"yes", "true", "true()"})
_KNOWN = frozenset(
    {"type", "name", "required", "relevant", words.LEGAL_REF, words.SUGGESTS}
)
_KNOWN_CHOICES = frozenset({"list_name", "list name", "name"})
_KNOWN_SETTINGS = frozenset(
    {"form_title", "title", "form_id", "id_string", "version", "default_language"}
)


@dataclass(slots=True)
class Form:
    """What a file says: questions in order, and remarks on what it could not bring."""

    questions: list[Question] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def form_of(sheets: Mapping[str, Sheet], *, is_remote: bool) -> Form:
    """The questions of a checklist, or of a questionnaire that is answered in text."""
    survey = sheets.get(words.SURVEY)
    if survey is None:
        text = _("There is no such sheet: it holds the questions.")
        return Form(remarks=[Remark(words.SURVEY, text, bad=True)])
    reader = _Reader(survey, sheets.get(words.CHOICES), is_remote=is_remote)
    reader.read()
    return Form(reader.questions, reader.remarks + _other_sheets(sheets))


def _other_sheets(sheets: Mapping[str, Sheet]) -> list[Remark]:
    found = [
        Remark(sheet.name, _("this sheet is not supported."))
        for name, sheet in sheets.items()
        if name not in (words.SURVEY, words.CHOICES, words.SETTINGS) and sheet.rows
    ]
    settings = sheets.get(words.SETTINGS)
    if settings is not None:
        found += [
            Remark(
                settings.name,
                _("this setting is not supported."),
                row=row.number,
                column=settings.column(header),
            )
            for row in settings.rows
            for header in row.cells
            if header.lower() not in _KNOWN_SETTINGS
        ]
    return found


class _Reader:
    """One pass over the survey; companions find their question by `relevant`."""

    def __init__(
        self, survey: Sheet, choices: Sheet | None, *, is_remote: bool
    ) -> None:
        self.survey, self.choices = survey, choices
        self.is_remote = is_remote
        self.questions: list[Question] = []
        self.remarks: list[Remark] = []
        self.index: dict[str, int] = {}
        self.fails: dict[str, str] = {}  # of a question: the name of its failure
        self.groups: list[tuple[str, str]] = []
        self.repeats = 0
        self.texts = _languages(survey)
        self.lists = self._lists()

    def read(self) -> None:
        self._check_headers()
        for row in self.survey.rows:
            if not row.cells:
                continue
            kind = row["type"].strip()
            if not kind:
                self._say(row, "type", _("a row without a type."), bad=True)
            elif bounds := _TYPE.match(kind):
                self._bound(row, bounds[1].lower(), bounds[2].lower())
            elif not self.repeats:
                self._question(row, kind)
        if self.groups:
            self._say(None, "", _("a group is not ended."), bad=True)
        if not self.questions:
            self._say(None, "", _("there is no question."), bad=True)

    # Groups are parts

    def _bound(self, row: Row, edge: str, kind: str) -> None:
        if kind == "repeat":
            self.repeats += 1 if edge == "begin" else -1
            if edge == "begin":
                self._say(row, "type", _("repeated questions are not supported."))
            return
        if self.repeats:
            return
        if edge == "end":
            if self.groups:
                self.groups.pop()
            else:
                self._say(row, "type", _("a group ends that was not begun."), bad=True)
            return
        if row["relevant"]:
            self._say(row, "relevant", _("a part with a condition is not supported."))
        self._name_unused(row)
        if self.groups:
            text = _("groups in groups are not supported: one part is made of them.")
            self._say(row, "type", text)
            self.groups.append(self.groups[0])
            return
        self.groups.append((self._text(row, "label", "vi"), self._english(row)))
        if not self.groups[0][0]:
            self._say(row, "type", _("a part has no label."), bad=True)

    # Questions and what belongs to them

    def _question(self, row: Row, kind: str) -> None:
        select = _SELECT.match(kind)
        failed = self._failed_question(row)
        if self.is_remote and kind == "text" and not row["relevant"]:
            self._take(row)
        elif select and select[1].lower() == "one" and not self.is_remote:
            self._result(row, select[2], select[3])
        elif kind == "file" and not row["relevant"] and self._own_file(row):
            self._change(self._own_file(row), asks_file=True)
            self._name_unused(row)
        elif failed and kind == "text":
            self._change(failed, requires_note_on_fail=_is_yes(row))
            self._name_unused(row)
        elif failed and kind == "image":
            self._change(failed, requires_photo_on_fail=_is_yes(row))
            self._name_unused(row)
        elif failed and select and select[1].lower() == "multiple":
            self._change(failed, phrases=self._phrases(select[2]))
            self._name_unused(row)
        else:
            text = _("a row of the type “%(type)s” is not supported here.")
            self._say(row, "type", text % {"type": kind})

    def _result(self, row: Row, name: str, more: str) -> None:
        """A question that passes, fails, or does not apply."""
        meant = {result: choice for choice, result in self._results(name)}
        if more.strip() or "" in meant or not {words.PASS, words.FAIL} <= set(meant):
            text = _(
                "the answers of “%(list)s” are not supported: a checklist knows pass,"
                " fail and not applicable."
            )
            self._say(row, "type", text % {"list": name})
            return
        if row["relevant"]:
            self._say(row, "relevant", _("a condition is not supported."))
        if self._take(row):
            self.fails[row["name"]] = meant[words.FAIL]

    def _take(self, row: Row) -> bool:
        name, label = row["name"], self._text(row, "label", "vi")
        if not name or name in self.index:
            text = _("the name is missing or stands twice.")
            self._say(row, "name", text, bad=True)
            return False
        if not label:
            self._say(row, self._header("label"), _("the label is missing."), bad=True)
            return False
        section_vi, section_en = self.groups[0] if self.groups else (words.NO_PART, "")
        english = self._english(row)
        self.index[name] = len(self.questions)
        self.questions.append(
            Question(
                section_vi=section_vi,
                section_en=section_en,
                question_vi=label,
                question_en=english,
                help_vi=self._text(row, "hint", "vi"),
                help_en=self._text(row, "hint", "en"),
                legal_ref=row[words.LEGAL_REF],
                suggests=row[words.SUGGESTS],
            )
        )
        self._name_conditions(row)
        return True

    def _failed_question(self, row: Row) -> str:
        """The name of the question whose failure the row waits for; "" for none."""
        match = _FAILED.match(row["relevant"])
        if match is None:
            return ""
        name, choice = match[1] or match[2], match[3]
        return name if self.fails.get(name) == choice else ""

    def _own_file(self, row: Row) -> str:
        name = row["name"].removesuffix(f"_{words.FILE}")
        return name if name in self.index else ""

    def _change(self, name: str, **values: object) -> None:
        place = self.index[name]
        self.questions[place] = dataclasses.replace(self.questions[place], **values)

    # Choices

    def _lists(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        if self.choices is None:
            return found
        known = _KNOWN_CHOICES | {*_languages(self.choices).values()}
        for row in self.choices.rows:
            name = row["list_name"] or row["list name"]
            if name:
                found.setdefault(name, []).append(row)
            for header in row.cells:
                if header.lower() not in known and header not in known:
                    text = _("this column is not supported.")
                    self.remarks.append(
                        Remark(
                            self.choices.name,
                            text,
                            row=row.number,
                            column=self.choices.column(header),
                        )
                    )
        return found

    def _results(self, name: str) -> list[tuple[str, str]]:
        return [
            (row["name"], words.result_meant(row["name"]))
            for row in self.lists.get(name, [])
        ]

    def _phrases(self, name: str) -> tuple[str, ...]:
        header = (
            _languages(self.choices).get(("label", "vi"), "") if self.choices else ""
        )
        english = _languages(self.choices).get(("label", "en"), "")
        rows = self.lists.get(name, [])
        for row in rows:
            if english and row[english] not in ("", row[header]):
                text = _("ready phrases are kept in Vietnamese only.")
                self.remarks.append(
                    Remark(
                        self.choices.name,
                        text,
                        row=row.number,
                        column=self.choices.column(english),
                    )
                )
        return tuple(row[header] for row in rows if header and row[header])

    # Texts and remarks

    def _header(self, kind: str) -> str:
        return self.texts.get((kind, "vi"), kind)

    def _text(self, row: Row, kind: str, language: str) -> str:
        header = self.texts.get((kind, language))
        return row[header] if header else ""

    def _english(self, row: Row) -> str:
        """Empty where it only repeats the Vietnamese."""
        english = self._text(row, "label", "en")
        return "" if english == self._text(row, "label", "vi") else english

    def _check_headers(self) -> None:
        known = _KNOWN | {*self.texts.values()}
        for row in self.survey.rows:
            for header in row.cells:
                if header.lower() not in known and header not in known:
                    self._say(row, header, _("this column is not supported."))

    def _name_unused(self, row: Row) -> None:
        """What only a question holds stands beside a part, a note or a photo."""
        hints = [head for (kind, _l), head in self.texts.items() if kind == "hint"]
        for header in (*hints, words.LEGAL_REF, words.SUGGESTS):
            if row[header]:
                self._say(row, header, _("this is kept of questions only."))

    def _name_conditions(self, row: Row) -> None:
        if self.is_remote and row["relevant"]:
            self._say(row, "relevant", _("a condition is not supported."))

    def _say(
        self, row: Row | None, header: str, text: str, *, bad: bool = False
    ) -> None:
        self.remarks.append(
            Remark(
                self.survey.name,
                text,
                row=row.number if row else 0,
                column=self.survey.column(header) if header else "",
                bad=bad,
            )
        )


def _languages(sheet: Sheet) -> dict[tuple[str, str], str]:
    """Which column holds label and hint in Vietnamese and in English."""
    found: dict[tuple[str, str], str] = {}
    for header in sheet.headers:
        match = _LANGUAGE.match(header)
        if match is None:
            continue
        language = _language(match[2] or "")
        if language:
            found.setdefault((match[1].lower(), language), header)
    return found


def _language(name: str) -> str:
    """ "vi", "en", or "" for another; a column without a language is Vietnamese."""
    folded = name.strip().lower()
    if (
        not folded
        or folded.endswith("(vi)")
        or folded in ("vi", "vietnamese", "tiếng việt")
    ):
        return "vi"
    if folded.endswith("(en)") or folded in ("en", "english"):
        return "en"
    return ""


def _is_yes(row: Row) -> bool:
    return row["required"].lower() in _YES
