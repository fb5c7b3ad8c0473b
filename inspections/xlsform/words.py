"""The words of the format that a checklist uses, and how a remark names its cell."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kernel.folding import fold_plain

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
VIETNAMESE, ENGLISH = "Tiếng Việt (vi)", "English (en)"
LABEL_VI, LABEL_EN = f"label::{VIETNAMESE}", f"label::{ENGLISH}"
HINT_VI, HINT_EN = f"hint::{VIETNAMESE}", f"hint::{ENGLISH}"
# Columns of ours: other programs pass over them.
LEGAL_REF, SUGGESTS = "legal_ref", "suggests"
RESULTS = "result"
PASS, FAIL, NOT_APPLICABLE = "PASS", "FAIL", "NOT_APPLICABLE"
# Rows that belong to a question are named after it.
NOTE, PHRASES, PHOTO, FILE = "note", "phrases", "photo", "file"
# The part of questions that stand outside of every group.
NO_PART = "Nội dung kiểm tra"

_MEANT = {
    PASS: {"pass", "yes", "y", "ok", "1", "true", "dat", "co"},
    FAIL: {"fail", "no", "n", "0", "false", "khongdat", "khong"},
    NOT_APPLICABLE: {"notapplicable", "na", "khongapdung", "kad"},
}


def result_meant(name: str) -> str:
    """PASS, FAIL or NOT_APPLICABLE for the name of a choice; "" for any other."""
    folded = fold_plain(name)
    return next((result for result, names in _MEANT.items() if folded in names), "")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about one cell; `bad`: the file is refused whatever is left out."""

    sheet: str
    text: str
    row: int = 0  # as the spreadsheet counts, from 1; 0: the sheet as a whole
    column: str = ""  # letter and header: "C (relevant)"
    bad: bool = False

    def __str__(self) -> str:
        values = {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "text": self.text,
        }
        if not self.row:
            return _("Sheet %(sheet)s: %(text)s") % values
        if not self.column:
            return _("Sheet %(sheet)s, row %(row)s: %(text)s") % values
        return _("Sheet %(sheet)s, row %(row)s, column %(column)s: %(text)s") % values
