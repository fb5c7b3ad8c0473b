"""The interface describes itself: OpenAPI 3.1, and a page to read and try it."""

from __future__ import annotations

import functools
from typing import Any

import yaml
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework import permissions, serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.shapes import Query
from api.views import ApiView


class SchemaQuery(Query):
    format = serializers.ChoiceField(choices=["json", "yaml"], required=False)


class SchemaView(ApiView):
    """Open to all: it tells shapes, never content."""

    permission_classes = [permissions.AllowAny]
    authentication_classes = []
    query = SchemaQuery

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response | HttpResponse:
        schema = _schema_in(get_language() or "")
        if self.asked.get("format") == "yaml":
            plain = JSONRenderer().render(schema)
            text = yaml.safe_dump(yaml.safe_load(plain), allow_unicode=True)
            return HttpResponse(text, content_type="application/yaml")
        return Response(schema, content_type="application/vnd.oai.openapi+json")


@functools.cache
def _schema_in(language: str) -> dict[str, Any]:
    """Made once for each language: the addresses do not change while we run."""
    return SchemaGenerator().get_schema(request=None, public=True)


@require_safe
@login_not_required
# Swagger UI draws its arrows from data: images inside its style sheet.
@csp_update({"img-src": ["'self'", "data:"]})
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html")
