"""The interface's own description is whole, true and served from here."""

import io
import json

import pytest
import yaml
from django.core.management import call_command
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from api import urls
from api.views import ApiView

WRITES = ("post", "put", "patch")
# Named without a slash by the interface; the field app asks them at every start.
BARE = {"field/ping", "field/csrf", "field/key"}


@pytest.fixture(scope="module")
def schema():
    out = io.StringIO()
    asked = ("--validate", "--fail-on-warn", "--format", "openapi-json")
    call_command("spectacular", *asked, stdout=out)
    return json.loads(out.getvalue())


VIEWS = [
    pytest.param(found.callback.cls, id=found.name)
    for found in urls.urlpatterns
    if hasattr(found.callback, "cls")
]


class TestDescription:
    def test_has_no_warning(self, schema):
        assert schema["openapi"].startswith("3.1")

    def test_names_every_address(self, schema):
        described = [view.id for view in VIEWS if view.id != "schema"]

        assert len(schema["paths"]) == len(described)

    def test_names_every_refusal_as_a_problem(self, schema):
        for path, operations in schema["paths"].items():
            for method, operation in operations.items():
                statuses = set(operation["responses"])
                assert {"400", "401", "403", "500", "503"} <= statuses, path
                if "{" in path:
                    assert "404" in statuses, path
                if method in WRITES:
                    assert {"409", "413", "415", "422"} <= statuses, path
                for status, answer in operation["responses"].items():
                    if status >= "400":
                        assert set(answer["content"]) == {"application/problem+json"}

    def test_refuses_unknown_fields_in_every_body(self, schema):
        for operations in schema["paths"].values():
            for operation in operations.values():
                for kind in (
                    operation.get("requestBody", {}).get("content", {}).values()
                ):
                    if kind["schema"].get("format") == "binary":
                        continue  # the bytes of a file
                    name = kind["schema"]["$ref"].rpartition("/")[2]
                    shape = schema["components"]["schemas"][name]
                    assert shape["additionalProperties"] is False, name

    def test_is_served_as_json_and_yaml(self, stranger, db):
        plain = stranger.get("/api/v1/schema/?format=json")
        text = stranger.get("/api/v1/schema/?format=yaml")

        assert plain.status_code == text.status_code == 200
        assert plain.json() == yaml.load(text.content, yaml.CSafeLoader)
        assert stranger.get("/api/v1/schema/").json() == plain.json()


class TestDocsPage:
    def test_takes_everything_from_this_server(self, stranger, db):
        answer = stranger.get("/api/v1/docs/")

        assert answer.status_code == 200
        page = answer.content.decode()
        assert "://" not in page
        assert "<style" not in page
        assert 'src="/static/drf_spectacular_sidecar/' in page

    def test_loosens_the_policy_for_images_only(self, stranger, db):
        policy = stranger.get("/api/v1/docs/")["content-security-policy"]

        assert "default-src 'self'" in policy
        assert "img-src 'self' data:" in policy
        assert "unsafe" not in policy
        assert "data:" not in stranger.get("/api/v1/")["content-security-policy"]


class TestManners:
    @pytest.mark.parametrize("view", VIEWS)
    def test_every_address_stands_on_the_common_base(self, view):
        assert issubclass(view, ApiView)

    @pytest.mark.parametrize("view", VIEWS)
    def test_every_write_can_be_repeated(self, view):
        for method in WRITES:
            handler = getattr(view, method, None)
            assert handler is None or getattr(handler, "is_idempotent", False)

    def test_every_address_ends_in_a_slash(self):
        patterns = {str(found.pattern) for found in urls.urlpatterns}
        assert {one for one in patterns if not one.endswith("/")} == BARE

    def test_stands_under_its_version(self):
        roots = [
            found
            for found in get_resolver().url_patterns
            if isinstance(found, URLResolver) and found.urlconf_module is urls
        ]
        assert [str(found.pattern) for found in roots] == ["api/v1/"]
