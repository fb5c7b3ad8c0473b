"""What officers typed, with the names of minors as initials where they are hidden."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from rest_framework import serializers

from cases import services


class TypedShown(serializers.ModelSerializer):
    """A part of a case; of its texts in `typed` the names of minors are initials."""

    typed: tuple[str, ...] = ("text",)

    def to_representation(self, part: Any) -> dict[str, Any]:
        told: dict[str, Any] = super().to_representation(part)
        names = _hidden_in(part.case_id, self.context["view"])
        texts = {name: told[name] for name in self.typed if told[name]}
        return told | {
            name: services.without_names(text, names) for name, text in texts.items()
        }


def hide_names_in(cases: Iterable[UUID], door: Any) -> None:
    """In one query, for a list that goes through several cases."""
    ids = set(cases)
    hidden = services.hidden_names(ids, door.officer, door.at)
    _known_to(door).update({case: hidden.get(case, []) for case in ids})


def _hidden_in(case: UUID, door: Any) -> list[str]:
    if case not in _known_to(door):
        hide_names_in([case], door)
    return _known_to(door)[case]


def _known_to(door: Any) -> dict[UUID, list[str]]:
    known: dict[UUID, list[str]] = door.__dict__.setdefault("hidden_in_case", {})
    return known
