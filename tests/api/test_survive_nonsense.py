"""Whatever is sent: no 5xx, no status that the description does not name.

Requests are made from the description itself, some right and some wrong in shape, the
same ones in every run; a longer run belongs to the nightly programme.
"""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, seed, settings

schemathesis = pytest.importorskip("schemathesis")
GenerationMode = schemathesis.GenerationMode
# A fifth of the addresses in each run, all five runs together all of them.
SLICES = 5


@pytest.fixture(scope="module")
def operations():
    plain = json.loads(json.dumps(SchemaGenerator().get_schema(), default=str))
    found = schemathesis.openapi.from_dict(plain).get_all_operations()
    return sorted((result.ok() for result in found), key=lambda o: o.label)


def send(client, case):
    address = case.formatted_path
    if case.query:
        address += "?" + urlencode(dict(case.query), doseq=True)
    is_given = not isinstance(case.body, schemathesis.core.NotSet)
    body = json.dumps(case.body, default=str) if is_given else ""
    kind = "application/json"
    return client.generic(case.method, address, body, content_type=kind)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("part", range(SLICES))
class TestSurviveNonsense:
    def test_answers_as_described(self, client_of, operations, mode, part):
        client = client_of("xa.bmt.thuly")
        for operation in operations[part::SLICES]:
            answers = []

            @seed(20260312)
            @settings(
                max_examples=2,
                database=None,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case, answers=answers):
                answers.append(send(client, case))

            try:
                ask()
            except schemathesis.core.errors.SchemathesisError:
                continue  # an address without a part that could be wrong
            described = set(operation.definition.raw["responses"]) | {"405"}
            for answer in answers:
                assert answer.status_code < 500, (operation.label, answer.content)
                assert str(answer.status_code) in described, operation.label
