"""One manner for all acts on a record: sight, right, body, proof of identity, act.

Each act has its own address `…/steps/<name>/`, so that the description shows its own
fields; what may be refused is asked in the order of the status table: 404, 403, 400,
then what the service says (409, 422).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields
from api.idempotency import once
from api.shapes import Body
from api.stepup import confirm_identity
from api.versions import expected_version, tag_of
from api.views import ApiView, Collection

if TYPE_CHECKING:
    from uuid import UUID

    from agencies.models import User


class Edit(Body):
    """The body of a write to a record that may have moved on."""

    version = fields.Whole(
        min_value=1,
        max_value=2**31 - 1,
        required=False,
        help_text="The version you have seen; `If-Match` does as well.",
    )


class StepBody(Edit):
    """What every step takes: the version seen and the legal day."""

    occurred_on = fields.Day(
        required=False, help_text="The legal day of the act; today unless told."
    )


class Signature(StepBody):
    """A step that signs: the officer proves once more who signs."""

    password = fields.Text(
        required=False,
        max_length=200,
        write_only=True,
        trim_whitespace=False,
        help_text=(
            "Needed unless the session was confirmed within five minutes, or the"
            " installation lets tokens sign."
        ),
    )


@dataclass(frozen=True, slots=True)
class Call:
    """One act asked for: on what, with which values, by whom, when."""

    record: Any
    version: int | None
    by: User
    at: datetime
    values: dict[str, Any]

    @property
    def of_record(self) -> dict[str, Any]:
        """What every service of an act takes beside its own values."""
        return {"version": self.version, "by": self.by, "at": self.at}

    @property
    def occurred_on(self) -> date | None:
        return self.values.get("occurred_on")


@dataclass(frozen=True, slots=True)
class Act:
    """An act of the interface: its fields, the right it asks for, what it calls."""

    name: str
    action: str
    body: type[Body]
    take: Callable[[Call], object]
    summary: str
    needs_version: bool = True

    @property
    def signs(self) -> bool:
        return issubclass(self.body, Signature)


class RecordView(ApiView):
    """One record: found only where it is visible, shown with its version."""

    shows: ClassVar[type[serializers.Serializer]]

    def records(self) -> Any:
        """All records of this kind, with what is shown of one."""
        raise NotImplementedError

    def records_sought(self) -> Any:
        """The same, with as much of one as it takes to find it."""
        return self.records()

    def find(self) -> Any:
        """The record of the address; Http404 for invisible and absent alike."""
        visible = self.records_sought().visible_to(self.officer, self.at)
        self.seen = get_object_or_404(visible, pk=self.kwargs["id"])
        return self.seen

    def check_sight(self) -> None:
        self.find()

    def version_in(self, values: dict[str, Any]) -> int:
        return expected_version(self.request, given=values.pop("version", None))

    def answer(self, record: Any, *, status: int = 200) -> Response:
        shown = self.shows(record, context={"view": self})
        return Response(shown.data, status=status, headers=tag_of(record.version))


class PartCollection(RecordView, Collection):
    """A list of what belongs to one record."""


class StepView(RecordView):
    """Takes one act; answers with the record as it is afterwards."""

    act: Act = None  # type: ignore[assignment]  # given by `step_paths`

    @once
    def post(self, request: Request, id: UUID) -> Response:
        record = self.find()
        self.permit(self.act.action, record)
        values = self.body(self.act.body, record=record)
        version = self.version_in(values) if self.act.needs_version else None
        if self.act.signs:
            password = values.pop("password", "")
            confirm_identity(request, password=password, at=self.at)
        self.act.take(Call(record, version, self.officer, self.at, values))
        # Who acted sees what came of it, even where the act ended his sight.
        return self.answer(self.records().get(pk=record.pk))


def step_paths(
    prefix: str, view: type[StepView], acts: Iterable[Act], *, name: str
) -> list[URLPattern]:
    """An address for each act: `<prefix>/steps/<act>/`."""
    return [
        path(
            f"{prefix}/steps/{act.name}/",
            view.as_view(act=act),
            name=f"{name}_{act.name}",
        )
        for act in acts
    ]
