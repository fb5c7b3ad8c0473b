"""What a list was asked for, in the words of its page, under the title of a register.

Nothing stands there as it was typed into the address: no name of a parameter, no code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.forms import Form

from documents.figures import day_in_figures
from web.listings.base import Found

_NOTHING = (None, "", [], (), False)


def asked_line(found: Found) -> str:
    """ "Trạng thái: Đã mở; Xã, phường: Phường Tân An; Từ ngày 01/01/2026"."""
    told = [_told(str(label), _text(value)) for label, value in found.asked]
    told += _of_form(found.form)
    asked = "; ".join(told) if told else "Không lọc"
    return f"{asked}; sắp xếp như danh sách trên hệ thống"


def _of_form(form: Form | None) -> Iterator[str]:
    """As the form says it; the page pays no heed to a filter that is not valid."""
    if form is None or not (form.is_bound and form.is_valid()):
        return
    for name, value in form.cleaned_data.items():
        if value in _NOTHING or name not in form.data:
            continue
        label = str(form[name].label)
        if value is True:  # "Chỉ cơ sở không trùng" says it all
            yield label
        else:
            yield _told(label, _shown(form, name, value))


def _told(label: str, text: str) -> str:
    """A day follows its label without a colon: "Từ ngày 01/01/2026"."""
    between = " " if label.endswith((" ngày", "Ngày")) else ": "
    return f"{label}{between}{text}"


def _shown(form: Form, name: str, value: Any) -> str:
    choices = {
        str(key): str(text)
        for key, text in _flat(getattr(form.fields[name], "choices", ()))
    }
    several = value if isinstance(value, list | tuple | set) else [value]
    return ", ".join(_text(choices.get(str(one), one)) for one in several)


def _text(value: Any) -> str:
    if isinstance(value, date):
        return day_in_figures(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    if isinstance(value, Model):
        return str(value)
    return " ".join(str(value).split())


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label
