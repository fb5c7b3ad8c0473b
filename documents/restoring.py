"""The form of an issued paper again, from the data that was stored when it was issued.

Not from the records: they may say something else today. What was masked stays masked,
and pictures were never stored with the data.
"""

import dataclasses
import types
import typing
from datetime import date, datetime
from importlib import import_module
from typing import Any, Final, Union

from django.utils.translation import gettext_lazy as _

from documents.kit.pages import PaperForm
from documents.models import IssuedDocument
from kernel.errors import NotReady

_PACKAGE: Final = "documents.forms"


class PaperUnreadable(NotReady):
    """The class that printed it is gone, or its fields have changed."""

    code = "paper_unreadable"
    text = _("The stored data of this document cannot be read any more.")


def restored(document: IssuedDocument) -> PaperForm:
    """Raises PaperUnreadable."""
    data = dict(document.data)
    form: PaperForm = _dataclass(_class_of(data.pop("paper", "")), data)
    return form


def _class_of(name: str) -> type:
    module, _dot, kind = name.partition(".")
    try:
        found = getattr(import_module(f"{_PACKAGE}.{module}"), kind)
    except (ImportError, AttributeError, ValueError) as gone:
        raise PaperUnreadable from gone
    if not (isinstance(found, type) and dataclasses.is_dataclass(found)):
        raise PaperUnreadable
    return found


def _dataclass(kind: type, data: dict[str, Any]) -> Any:
    hints = typing.get_type_hints(kind)
    values = {
        field.name: _value(hints[field.name], data[field.name])
        for field in dataclasses.fields(kind)
        if field.name in data
    }
    if len(values) != len(data):
        raise PaperUnreadable
    for field in dataclasses.fields(kind):
        if field.name not in values and hints[field.name] is bytes:
            values[field.name] = b""
    try:
        return kind(**values)
    except TypeError as changed:
        raise PaperUnreadable from changed


def _value(hint: Any, stored: Any) -> Any:
    if stored is None:
        return None
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in {Union, types.UnionType}:
        return _one_of(inner, stored)
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_value(inner[0], one) for one in stored)
        return tuple(_value(kind, one) for kind, one in zip(inner, stored, strict=True))
    if isinstance(hint, type):
        if dataclasses.is_dataclass(hint):
            return _dataclass(hint, stored)
        if issubclass(hint, datetime):
            return datetime.fromisoformat(stored)
        if issubclass(hint, date):
            return date.fromisoformat(stored)
    return stored


def _one_of(kinds: tuple[Any, ...], stored: Any) -> Any:
    """Of several classes the one that has exactly the stored fields."""
    wanted = [kind for kind in kinds if kind is not type(None)]
    if isinstance(stored, dict):
        for kind in wanted:
            if dataclasses.is_dataclass(kind) and _has_fields(kind, set(stored)):
                return _value(kind, stored)
        raise PaperUnreadable
    plain = [kind for kind in wanted if not dataclasses.is_dataclass(kind)]
    return _value(plain[0], stored) if plain else stored


def _has_fields(kind: Any, names: set[str]) -> bool:
    hints = typing.get_type_hints(kind)
    fields = {field.name for field in dataclasses.fields(kind)}
    return names <= fields and all(hints[name] is bytes for name in fields - names)
