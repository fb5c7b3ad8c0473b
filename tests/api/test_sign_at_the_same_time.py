"""Two officers sign one decision at once over HTTP: one 200, one 409, one decision."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from cases.models import CaseEvent, SanctionDecision
from tests.api import stage
from tests.api.conftest import bearer, token_of
from tests.cases.walk import SIGNER

ROUNDS = 5


@pytest.mark.django_db(transaction=True)
class TestSignAtTheSameTime:
    def test_gives_one_decision_in_every_round(self, officer, settings):
        settings.API_TOKENS_MAY_SIGN = True
        tokens = [token_of(officer(SIGNER)) for _ in range(2)]
        for number in range(1, ROUNDS + 1):
            case = stage.pending(officer)
            start = Barrier(2)

            def sign(text, *, case=case, start=start):
                client = bearer(text)
                start.wait()
                try:
                    return client.post(
                        stage.address(case, "steps/sign_decision/"),
                        {"version": case.version},
                    )
                finally:
                    connections.close_all()

            with ThreadPoolExecutor(2) as pool:
                answers = list(pool.map(sign, tokens))

            assert sorted(a.status_code for a in answers) == [200, 409]
            decision = SanctionDecision.objects.get(case=case)
            assert decision.number == number  # no gap after a lost race
            signed = CaseEvent.objects.filter(case=case, transition="sign_decision")
            assert signed.count() == 1
