"""Files of a facility and scans of its licences, in the evidence store."""

import io

import pytest

from audit.models import Entry
from evidence.models import EvidenceFile
from facilities import services
from facilities.models import FacilityFile
from facilities.services import (
    AddressInput,
    FacilityInput,
    LicenceInput,
    ObligationInput,
)
from facilities.states import (
    AddressKind,
    FacilityKind,
    LicenceType,
    ObligationKind,
)
from kernel.errors import KindRefused, NotPermitted, Refused
from tests.evidence import samples
from tests.facilities.conftest import AT, TAN_AN
from tests.moments import day


def attach(facility, by, content=None, name="giấy phép.jpg", **given) -> FacilityFile:
    upload = io.BytesIO(samples.photo() if content is None else content)
    return services.attach_file(
        facility=facility, upload=upload, name=name, by=by, at=AT, **given
    )


@pytest.fixture
def licence(shop, keeper):
    data = LicenceInput(
        type=LicenceType.DISTRIBUTION,
        number="09/XN",
        issuer="Sở VHTTDL",
        issued_on=day("05/01/2024"),
    )
    return services.add_licence(facility=shop, data=data, by=keeper, at=AT)


@pytest.mark.django_db
class TestAttachFile:
    def test_stores_it_under_its_hash_with_a_trace(self, shop, keeper):
        made = attach(shop, keeper, caption="Biển hiệu")

        assert made.file.stored_file_id == made.file.stored_file.sha256
        entry = Entry.objects.get(action="facility.attach_file")
        assert entry.changes["file"][1]["sha256"] == made.file.stored_file_id
        assert list(services.files_of(shop, keeper, AT)) == [made]

    def test_of_a_licence_is_its_scan(self, shop, licence, keeper):
        first = attach(shop, keeper, licence=licence)
        second = attach(shop, keeper, licence=licence, name="trang 2.jpg")

        licence.refresh_from_db()
        assert licence.scan == second.file
        assert set(services.files_of(shop, keeper, AT)) == {first, second}

    def test_takes_no_licence_of_another_facility(self, enter, licence, keeper):
        with pytest.raises(Refused) as refused:
            attach(enter("Khác"), keeper, licence=licence)

        assert set(refused.value.errors) == {"licence"}
        assert not EvidenceFile.objects.exists()

    def test_takes_only_kinds_that_the_store_takes(self, shop, keeper):
        with pytest.raises(KindRefused):
            attach(shop, keeper, content=b"PK\x03\x04", name="sổ.xlsx")

        assert not FacilityFile.objects.exists()

    def test_is_for_the_registry_officer(self, shop, officer):
        with pytest.raises(NotPermitted):
            attach(shop, officer("so.kiemtra"))

    def test_proves_that_an_obligation_was_met(self, shop, enter, keeper):
        kept = services.add_obligation(
            facility=shop,
            data=ObligationInput(
                kind=ObligationKind.STOCK_PAPERS,
                text="Có hóa đơn cho toàn bộ sách",
                basis="Luật Xuất bản 2012, Điều 37",
                since=day("01/01/2026"),
            ),
            by=keeper,
            at=AT,
        )
        proof, foreign = attach(shop, keeper), attach(enter("Khác"), keeper)
        shop.refresh_from_db()
        given = {
            "obligation": kept,
            "version": shop.version,
            "met_on": day("01/03/2026"),
            "by": keeper,
            "at": AT,
        }

        with pytest.raises(Refused) as refused:
            services.meet_obligation(**given, proof=foreign)
        assert set(refused.value.errors) == {"proof"}
        assert services.meet_obligation(**given, proof=proof).proof == proof.file


@pytest.mark.django_db
class TestSplit:
    def test_takes_the_scans_with_their_licences(self, shop, licence, keeper):
        scan = attach(shop, keeper, licence=licence)
        other = attach(shop, keeper, name="bien-hieu.jpg")
        place = services.add_address(
            facility=shop,
            data=AddressInput(kind=AddressKind.SHOP, text="7 Y Jút", ward_code=TAN_AN),
            by=keeper,
            at=AT,
        )
        shop.refresh_from_db()

        made = services.split_facility(
            facility=shop,
            version=shop.version,
            data=FacilityInput(
                kinds=(FacilityKind.DISTRIBUTOR,),
                name="Nhà sách thứ hai",
                subject_kind=shop.subject_kind,
            ),
            moved={"addresses": [place.pk], "licences": [licence.pk]},
            has_same_owner=False,
            reason="Hai cửa hàng ghi chung",
            by=keeper,
            at=AT,
        )

        assert list(services.files_of(made, keeper, AT)) == [scan]
        assert list(services.files_of(shop, keeper, AT)) == [other]
