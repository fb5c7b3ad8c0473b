"""What OpenAPI tells: shapes from the serializers, manners common to all addresses."""

from __future__ import annotations

import functools
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

from api.errors import MEDIA_TYPE, TITLES
from api.idempotency import HEADER
from api.shapes import Body
from api.steps import Act, Edit, StepView
from api.versions import HEADER as IF_MATCH
from api.views import ApiView, Collection


class BlockerShown(serializers.Serializer):
    code = serializers.CharField()
    text = serializers.CharField()
    place = serializers.CharField(help_text="Tab of the record to open, or empty.")


class ProblemShown(serializers.Serializer):
    """RFC 9457, with a stable `code` and the faults field by field."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="In the language of `Accept-Language`.")
    code = serializers.CharField(help_text="Stable; meant for programs.")
    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()), required=False
    )
    blockers = BlockerShown(many=True, required=False)
    current = serializers.DictField(
        required=False, help_text="What stands now, where somebody else was first."
    )
    reference = serializers.CharField(required=False)

    class Meta:
        ref_name = "Problem"


@functools.cache
def page_of(shown: type[serializers.Serializer]) -> serializers.Serializer:
    name = shown.__name__.removesuffix("Shown")
    return inline_serializer(
        f"{name}Page",
        {
            "next": serializers.CharField(allow_null=True),
            "previous": serializers.CharField(allow_null=True),
            "results": shown(many=True),
        },
    )


IDEMPOTENCY_KEY = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description=(
        "1 to 200 visible ASCII characters. The same key and body again, within 30"
        " days, has no second effect and gets the same answer; with another body it"
        " is a 409 (`idempotency_key_reused`)."
    ),
    pattern=r"^[!-~]{1,200}$",
)

VERSION = OpenApiParameter(
    IF_MATCH,
    str,
    OpenApiParameter.HEADER,
    description="The `ETag` you have seen; the same as `version` in the body.",
    pattern=r'^(W/)?"?[0-9]{1,9}"?$',
)


class ApiSchema(AutoSchema):
    """Adds what all addresses share: problems, the key of writes, pages of lists."""

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix("/api/v1/").split("/")[0]]

    def get_operation_id(self) -> str:
        parts = self.path.removeprefix("/api/v1/").strip("/").split("/")
        names = [p.strip("{}").replace("-", "_") for p in parts]
        is_list = isinstance(self.view, Collection) and self.method == "GET"
        verb = "list" if is_list else self.method.lower()
        return "_".join([verb, *names])

    def get_override_parameters(self) -> list[Any]:
        if not isinstance(self.view, ApiView):
            return []
        if self.method == "GET":
            reader = self.view.reads()
            return [reader] if reader().fields else []
        if self.method == "PUT":  # repeated by its address, not by a key
            return []
        body = self.get_request_serializer()
        body = body if isinstance(body, type) else type(body)
        return [IDEMPOTENCY_KEY, *([VERSION] if issubclass(body, Edit) else [])]

    def get_summary(self) -> str | None:
        act = self._act
        return act.summary if act else super().get_summary()

    def get_request_serializer(self) -> Any:
        act = self._act
        return act.body if act else super().get_request_serializer()

    @property
    def _act(self) -> Act | None:
        return self.view.act if isinstance(self.view, StepView) else None

    def _get_serializer_name(self, *args: Any, **kwargs: Any) -> str:
        name: str = super()._get_serializer_name(*args, **kwargs)
        return name.removesuffix("Shown")

    def get_response_serializers(self) -> Any:
        if isinstance(self.view, StepView):
            return {200: self.view.shows}
        if isinstance(self.view, Collection) and self.method == "GET":
            return page_of(self.view.shows)
        return super().get_response_serializers()

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        for status in self._refusals():
            bodies.setdefault(str(status), self._problem(status))
        return dict(sorted(bodies.items()))

    def _refusals(self) -> list[int]:
        if not isinstance(self.view, ApiView):
            return [400]
        refusals = {400, 401, 403, 500, 503}
        if "{" in self.path:
            refusals.add(404)
        if self.method == "GET":
            return sorted(refusals | set(self.view.more_refusals))
        return sorted(refusals | {409, 413, 415, 422, 429, 507})

    def _problem(self, status: int) -> dict[str, Any]:
        component = self.resolve_serializer(ProblemShown, "response")
        body: dict[str, Any] = {
            "description": str(TITLES[status]),
            "content": {MEDIA_TYPE: {"schema": component.ref}},
        }
        if status in {429, 503}:
            body["headers"] = {
                "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds"}
            }
        return body

    def _map_basic_serializer(self, serializer: Any, direction: str) -> dict[str, Any]:
        schema = super()._map_basic_serializer(serializer, direction)
        if isinstance(serializer, Body) and schema.get("type") == "object":
            schema["additionalProperties"] = False
        return schema
