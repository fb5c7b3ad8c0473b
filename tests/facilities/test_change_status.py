import pytest

from audit.models import Entry
from facilities import services
from facilities.models import Facility
from facilities.states import FacilityStatus
from kernel.errors import MovedOn, NotPermitted, Refused
from tests.facilities.conftest import AT
from tests.moments import day


class TestChangeStatus:
    def test_keeps_status_day_and_reason(self, shop, keeper):
        services.change_status(
            facility=shop,
            version=shop.version,
            status=FacilityStatus.PAUSED,
            since=day("01/03/2026"),
            reason="Thông báo tạm ngừng của hộ kinh doanh",
            by=keeper,
            at=AT,
        )

        stored = Facility.objects.with_status(FacilityStatus.PAUSED).get()
        assert stored.status_since == day("01/03/2026")
        entry = Entry.objects.get(action="facility.change_status")
        assert entry.changes["status"] == ["UNVERIFIED", "PAUSED"]
        assert entry.reason == "Thông báo tạm ngừng của hộ kinh doanh"

    @pytest.mark.parametrize(
        ("status", "since", "field"),
        [("CLOSED", "01/03/2026", "status"), ("ENDED", "03/03/2026", "since")],
    )
    def test_refuses_an_unknown_status_and_tomorrow(
        self, shop, keeper, status, since, field
    ):
        with pytest.raises(Refused) as refused:
            services.change_status(
                facility=shop,
                version=shop.version,
                status=status,
                since=day(since),
                by=keeper,
                at=AT,
            )

        assert list(refused.value.errors) == [field]

    def test_refuses_a_stale_version_and_other_officers(self, shop, keeper, officer):
        change = {"status": FacilityStatus.ENDED, "since": day("01/03/2026"), "at": AT}

        with pytest.raises(MovedOn):
            services.change_status(facility=shop, version=9, by=keeper, **change)
        with pytest.raises(NotPermitted):
            services.change_status(
                facility=shop, version=1, by=officer("xa.bmt.thuly"), **change
            )
