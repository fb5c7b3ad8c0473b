"""Two officers at once: one wins, the other hears of it, nothing is half done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from inspections import services
from inspections.models import Inspection, InspectionDecision, PlanItem
from inspections.services import OnceAYear
from kernel.errors import NotReady
from tests.inspections import walk as steps
from tests.inspections.walk import SO, THANH_TRA


def together(*acts: Callable[[], object]) -> list[object]:
    """Run the acts at the same moment; give what each returned or refused."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait(timeout=10)
            return act()
        except NotReady as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
class TestMeetAtOnce:
    def test_one_of_two_agencies_gets_the_facility(self, walk, gio_doi):
        plans = [(steps.draft(walk, house), house) for house in (SO, THANH_TRA)]
        outcomes = together(
            *(
                lambda plan=plan, house=house: steps.add(walk, plan, gio_doi, house)
                for plan, house in plans
            )
        )

        refused = [found for found in outcomes if isinstance(found, OnceAYear)]
        assert len(refused) == 1
        assert PlanItem.objects.count() == 1

    def test_one_of_two_signatures_opens_the_visit(self, walk, visit):
        fresh = steps.reread(visit)
        signers = [walk.by("so.giamdoc"), walk.by("so.lanhdao")]
        outcomes = together(
            *(
                lambda by=by: services.decide_inspection(
                    visit=fresh, version=fresh.version, by=by, at=steps.DECIDED
                )
                for by in signers
            )
        )

        assert sum(isinstance(found, NotReady) for found in outcomes) == 1
        assert InspectionDecision.objects.get().number == 1
        assert Inspection.objects.get(pk=visit.pk).version == fresh.version + 1
