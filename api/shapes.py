"""Bases of everything that is read from a request: what is not named is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

_UNKNOWN = _("This name is not known here.")
_REPEATED = _("Given more than once.")


class Body(serializers.Serializer):
    """The body of a write; an unknown field is refused (400), as are wrong types."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            refuse_unknown(set(data) - set(self.fields))
        return super().to_internal_value(data)


class Query(serializers.Serializer):
    """The parameters of an address: unknown, repeated and empty ones are refused."""

    @classmethod
    def read(cls, params: QueryDict) -> dict[str, Any]:
        """Typed values of the given parameters; raises ValidationError (400)."""
        reader = cls()
        refuse_unknown(set(params) - set(reader.fields))
        plain: dict[str, Any] = {}
        for name in params:
            many = isinstance(reader.fields[name], serializers.ListField)
            if not many and len(params.getlist(name)) > 1:
                raise serializers.ValidationError({name: [_REPEATED]}, code="invalid")
            plain[name] = params.getlist(name) if many else params[name]
        reader = cls(data=plain)
        if not reader.is_valid():
            # In an address every fault is one of reading.
            errors = {
                name: [
                    serializers.ErrorDetail(str(text), code="invalid")
                    for text in _flat(texts)
                ]
                for name, texts in reader.errors.items()
            }
            raise serializers.ValidationError(errors)
        return dict(reader.validated_data)


class NoQuery(Query):
    """An address that takes no parameters."""


def refuse_unknown(names: set[str]) -> None:
    if names:
        raise serializers.ValidationError(
            {str(name)[:100]: [_UNKNOWN] for name in sorted(names)}, code="unknown"
        )


def _flat(texts: Any) -> list[Any]:
    if isinstance(texts, Mapping):
        return [text for inner in texts.values() for text in _flat(inner)]
    if isinstance(texts, (list, tuple)):
        return [text for inner in texts for text in _flat(inner)]
    return [texts]
