"""Bodies made from the description, right and wrong in shape, against a real case.

No 5xx, no status that the description does not name, nothing written by a body that
breaks its own schema. The same bodies in every run; longer runs are the nightly
programme's.
"""

from __future__ import annotations

import json

import pytest
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, seed, settings

from cases.models import Case
from tests.api import stage

schemathesis = pytest.importorskip("schemathesis")
MODES = list(schemathesis.GenerationMode)


@pytest.fixture(scope="module")
def operations():
    plain = SchemaGenerator().get_schema(request=None, public=True)
    loaded = schemathesis.openapi.from_dict(json.loads(json.dumps(plain, default=str)))
    found = (result.ok() for result in loaded.get_all_operations())
    return [o for o in found if o.path.startswith("/api/v1/cases/{id}/") and o.body]


def bodies_of(operation, mode):
    made = []

    @seed(20260312)
    @settings(
        max_examples=1,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def make(case):
        made.append(case.body)

    make()
    return made


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
class TestSurviveNonsense:
    def test_answers_as_described(self, client_of, officer, operations, mode):
        case = stage.received(officer)
        client = client_of("xa.bmt.thuly")
        for operation in operations:
            described = set(operation.definition.raw["responses"])
            for body in bodies_of(operation, mode):
                answer = client.generic(
                    operation.method.upper(),
                    operation.path.replace("{id}", str(case.pk)),
                    json.dumps(body, default=str),
                    content_type="application/json",
                )
                assert str(answer.status_code) in described, operation.label
                assert answer.status_code < 500, (operation.label, answer.content)
        assert Case.objects.get().state == "RECEIVED"
