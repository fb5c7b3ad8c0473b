"""The interface describes itself: OpenAPI 3.1, and a page to read and try it."""

from __future__ import annotations

import functools
import json

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
    def get(self, request: Request) -> HttpResponse:
        is_yaml = self.asked.get("format") == "yaml"
        text = (_yaml_in if is_yaml else _json_in)(get_language() or "")
        kind = "application/yaml" if is_yaml else "application/vnd.oai.openapi+json"
        return HttpResponse(text, content_type=kind)


# Made once for each language: the addresses do not change while we run.
@functools.cache
def _json_in(language: str) -> bytes:
    schema = SchemaGenerator().get_schema(request=None, public=True)
    text: bytes = JSONRenderer().render(schema)
    return text


@functools.cache
def _yaml_in(language: str) -> str:
    plain = json.loads(_json_in(language))
    text: str = yaml.dump(plain, Dumper=yaml.CSafeDumper, allow_unicode=True)
    return text


@require_safe
@login_not_required
# Swagger UI draws its arrows from data: images inside its style sheet.
@csp_update({"img-src": ["'self'", "data:"]})
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html")
