"""What the format's own library says of a form: pyxform, which the field tools use."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from inspections.xlsform import words
from inspections.xlsform.book import Sheet
from inspections.xlsform.words import Remark

_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEETS = (words.SURVEY, words.CHOICES, words.SETTINGS)
# Ours, and unknown to the library.
_OWN = frozenset({words.LEGAL_REF, words.SUGGESTS})


def faults_of(sheets: Mapping[str, Sheet]) -> list[Remark]:
    """The first thing that the library refuses; empty when it takes the form."""
    form: dict[str, object] = {"sheet_names": [*sheets], "fallback_form_name": "form"}
    for name in _SHEETS:
        sheet = sheets.get(name)
        if sheet is None:
            continue
        headers = [head for head in sheet.headers if head and head not in _OWN]
        form[f"{name}_header"] = [dict.fromkeys(headers)]
        form[name] = [
            {head: text for head, text in row.cells.items() if head not in _OWN}
            for row in sheet.rows
        ]
    try:
        convert(form)
    except PyXFormError as fault:
        return [_remark(str(fault))]
    except (KeyError, AttributeError, TypeError, ValueError, RecursionError) as fault:
        # The library stumbles over some forms instead of refusing them.
        return [_remark(type(fault).__name__)]
    return []


def _remark(said: str) -> Remark:
    row = _ROW.search(said)
    text = _("the format's own check says: %(said)s") % {
        "said": " ".join(_ROW.sub("", said).split())[:500]
    }
    sheet = next((name for name in _SHEETS if f"'{name}'" in said), words.SURVEY)
    return Remark(sheet, text, row=int(row[1]) if row else 0, bad=True)
