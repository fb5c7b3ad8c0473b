"""The bases of all resources: who asks, when, and in what manners lists are told."""

from __future__ import annotations

import functools
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from rest_framework import permissions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.access import could
from api.authentication import CsrfFailed
from api.errors import ProblemRenderer
from api.pagination import Keyset, Orderings, Paging
from api.shapes import Body, NoQuery, Query
from api.stepup import StepUpRequired
from audit import trail
from kernel.errors import NotPermitted

if TYPE_CHECKING:
    from agencies.models import User

# Refused before the officer was known, or only asked for a proof of identity.
_NO_ATTEMPTS = (CsrfFailed, StepUpRequired)


class ApiView(APIView):
    """One address: reads the clock once, knows its parameters, answers JSON only."""

    permission_classes = [permissions.IsAuthenticated]
    # What the address takes after its "?"; anything else is a 400.
    query: ClassVar[type[Query]] = NoQuery
    # Refusals of reading that OpenAPI names beside those of every address.
    more_refusals: ClassVar[frozenset[int]] = frozenset()
    at: datetime
    # What a reading request asked for, typed.
    asked: dict[str, Any]
    # The record that was found visible: what a refused attempt was about.
    seen: models.Model | None = None

    @property
    def officer(self) -> User:
        return self.request.user

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.at = timezone.now()
        super().initial(request, *args, **kwargs)
        method = request.method.lower()
        if method in {"get", "head"}:
            self.asked = self.reads().read(request.query_params)
        elif method in {"post", "put", "patch"} and hasattr(self, method):
            NoQuery.read(request.query_params)

    @classmethod
    def reads(cls) -> type[Query]:
        """All parameters of a reading request."""
        return cls.query

    def check_sight(self) -> None:
        """Raise Http404 where the address names a record that is not visible now."""

    def body(self, shape: type[Body], **context: Any) -> dict[str, Any]:
        """The typed values of the body; raises ValidationError (400 or 422)."""
        data = self.request.data
        if isinstance(data, QueryDict) and not data:
            data = {}
        reader = shape(data=data, context={"view": self, **context})
        reader.is_valid(raise_exception=True)
        return dict(reader.validated_data)

    def permit(self, action: str, record: Any) -> None:
        """The right is asked before the body is read; raises NotPermitted."""
        if not could(self.officer, action, record, self.at):
            raise NotPermitted

    def created(
        self, made: Any, shown: type[serializers.Serializer], address: str
    ) -> Response:
        """201 with the new record and where it is found."""
        headers = {"Location": reverse(address, args=[made.pk])}
        body = shown(made, context={"view": self}).data
        return Response(body, status=201, headers=headers)

    def handle_exception(self, exc: Exception) -> Response:
        response = super().handle_exception(exc)
        if isinstance(exc, NotPermitted) and not isinstance(exc, _NO_ATTEMPTS):
            self._record_refusal(exc)
        return response

    def _record_refusal(self, exc: NotPermitted) -> None:
        """Now that the failed act is rolled back, the trail keeps the attempt."""
        trail.record_access(
            action="refused",
            record=self.seen,
            at=self.at,
            by=self.officer,
            detail={"code": exc.reason_code, "address": self.request.path},
        )

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        if getattr(response, "exception", False):
            request.accepted_renderer = ProblemRenderer()
            request.accepted_media_type = ProblemRenderer.media_type
        return super().finalize_response(request, response, *args, **kwargs)


class Collection(ApiView):
    """A list in pages: subclasses say which rows, how they look and their orders."""

    shows: ClassVar[type[serializers.Serializer]]
    orderings: ClassVar[Orderings]

    @classmethod
    @functools.cache
    def reads(cls) -> type[Query]:
        return Paging.for_orderings(cls.query, cls.orderings)

    def rows(self, asked: dict[str, Any]) -> models.QuerySet[Any]:
        """The visible rows that the filters leave, unordered."""
        raise NotImplementedError

    def told(self, rows: list[Any]) -> list[Any]:
        """The rows of one page as they are shown, where that needs more of them all."""
        return rows

    def get(self, request: Request, **kwargs: Any) -> Response:
        asked = dict(self.asked)
        keyset = Keyset(
            orderings=self.orderings,
            ordering=asked.pop("ordering", self.orderings.default),
            size=asked.pop("page_size", Paging.DEFAULT_SIZE),
            cursor=asked.pop("cursor", ""),
        )
        page = keyset.page(self.rows(asked))
        rows = self.told(page.rows)
        shown = self.shows(rows, many=True, context={"view": self})
        return Response(
            {
                "next": page.address_of_next(request),
                "previous": page.address_of_previous(request),
                "results": shown.data,
            }
        )
