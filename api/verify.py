"""The public check of a printed document: open to all, tells nothing of a case."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import permissions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from api.errors import TooManyTries
from api.shapes import Query
from api.views import ApiView
from documents import verification
from documents.verification import Match, Standing
from kernel.request_context import current_request


class VerifyQuery(Query):
    sha256 = serializers.RegexField(
        r"^[0-9A-Fa-f]{64}$", required=False, help_text="Of a file to compare."
    )


class ChangeShown(serializers.Serializer):
    number = serializers.CharField(source="number_text")
    signed_on = serializers.DateField()


class EditionShown(serializers.Serializer):
    sha256 = serializers.CharField()
    signers = serializers.SerializerMethodField()

    def get_signers(self, edition: Any) -> list[str]:
        return [row["name"] for row in edition.signatures]


class VerifiedShown(serializers.Serializer):
    """All but `code`, `agency` and `printed_at` are null for an internal print."""

    code = serializers.CharField()
    agency = serializers.CharField(source="agency.name")
    printed_at = serializers.DateTimeField()
    kind = serializers.CharField(source="document.template.title_vi", default=None)
    number = serializers.CharField(source="document.number_text", default=None)
    issued_on = serializers.DateField(source="document.issued_on", default=None)
    pages = serializers.IntegerField(source="document.pages", default=None)
    sha256 = serializers.CharField(source="document.sha256", default=None)
    standing = serializers.ChoiceField([one.value for one in Standing])
    annulled_on = serializers.DateField(allow_null=True)
    changes = ChangeShown(many=True)
    signed_editions = EditionShown(many=True, source="editions")
    match = serializers.ChoiceField(
        [one.value for one in Match],
        allow_null=True,
        help_text="What the file of the given hash is; null where none was given.",
    )


class OpenThrottle(SimpleRateThrottle):
    """As often as the open pages: so many a minute from one address."""

    scope = "open"

    def get_rate(self) -> str:
        return f"{settings.OPEN_PAGES_A_MINUTE}/min"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return f"open-api:{current_request.get().address}"


class Verify(ApiView):
    """What everybody may know of a paper by its code; `sha256` compares a file."""

    permission_classes = [permissions.AllowAny]
    authentication_classes = []
    throttle_classes = [OpenThrottle]
    query = VerifyQuery
    more_refusals = frozenset({429})

    def throttled(self, request: Request, wait: float | None) -> None:
        raise TooManyTries(int(wait or 0) + 1)

    @extend_schema(responses=VerifiedShown)
    def get(self, request: Request, code: str) -> Response:
        found = verification.verified(code)
        if found is None:
            raise Http404
        match = None
        if "sha256" in self.asked:
            match = verification.compared(found, self.asked["sha256"].lower()).match
        shown = VerifiedShown(found).data
        return Response(shown | {"match": match})
