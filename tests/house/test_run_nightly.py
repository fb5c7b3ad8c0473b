"""One command does what is to be done every night; a second run changes nothing."""

import io

import pytest
from django.core.management import CommandError, call_command

from config.management.commands import nightly
from facilities.models import Facility, ProposedDouble, RiskScore
from facilities.services import AddressInput
from facilities.states import AddressKind
from kernel.errors import NotReady
from tests.facilities.conftest import enter as enter
from tests.facilities.conftest import keeper as keeper

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = io.StringIO()
    call_command("nightly", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def alike(enter):
    shop = AddressInput(kind=AddressKind.SHOP, text="12 Quang Trung", ward_code="24163")
    return [
        enter(name, addresses=[shop])
        for name in ("hieu sach hoa cuc", "Nhà sách Hoa Cúc")
    ]


class TestNightly:
    def test_searches_and_computes_and_says_so_in_one_line(self, alike):
        *jobs, summary = run().splitlines()

        assert [line.partition(":")[0] for line in jobs] == [
            "find_doubles",
            "find_links",
            "compute_risk",
            "sweep_prints",
        ]
        assert summary == (
            "Nightly run done: 1 pairs may be doubles; 0 links are proposed newly;"
            " 2 of 2 risk scores are new; 0 batches of printed papers are removed."
        )
        assert ProposedDouble.objects.count() == 1
        assert Facility.objects.filter(risk__isnull=False).count() == 2

    def test_changes_nothing_the_second_time(self, alike):
        run()
        before = list(RiskScore.objects.values_list("pk"))
        pairs = list(ProposedDouble.objects.values_list("one", "other", "score"))

        assert "0 of 2 risk scores are new" in run()
        assert list(RiskScore.objects.values_list("pk")) == before
        after = list(ProposedDouble.objects.values_list("one", "other", "score"))
        assert after == pairs

    def test_goes_on_after_a_job_that_fails_and_ends_badly(self, alike, monkeypatch):
        def fails(at):
            raise NotReady

        monkeypatch.setitem(nightly.JOBS, "find_links", fails)
        with pytest.raises(CommandError, match="find_links"):
            run()
        assert Facility.objects.filter(risk__isnull=False).count() == 2

    def test_runs_one_job_alone(self, alike):
        run("--only", "compute_risk")

        assert not ProposedDouble.objects.exists()
        assert Facility.objects.filter(risk__isnull=False).count() == 2
