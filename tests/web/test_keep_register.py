"""The register of facilities on the pages."""

from __future__ import annotations

from facilities.models import Facility
from tests.web.reading import errors_of, form_of, send, text_of

KEEPER = "so.sobo"
NEW = {
    "name": "Nhà sách Mây Trắng",
    "kinds": ["DISTRIBUTOR"],
    "subject_kind": "ORGANISATION",
    "tax_code": "9900000055",
    "address_text": "12 Quang Trung",
    "ward_code": "24133",
    "person_name": "Phan Thị Thanh Vân",
    "person_phone": "0905000123",
}


class TestNewFacility:
    def test_is_found_without_marks(self, client_of):
        client = client_of(KEEPER)

        answer = send(client, "/facilities/new/", **NEW)

        facility = Facility.objects.get()
        assert answer["Location"] == f"/facilities/{facility.code}/"
        assert facility.code in text_of(client.get("/facilities/?q=may trang"))
        assert facility.code not in text_of(client.get("/facilities/?q=trang non"))

    def test_shows_only_the_end_of_a_phone(self, client_of):
        client = client_of(KEEPER)
        send(client, "/facilities/new/", **NEW)
        code = Facility.objects.get().code

        for part in ("", "contacts/", "trail/"):
            page = client.get(f"/facilities/{code}/{part}").content.decode()
            assert "0905000123" not in page

    def test_says_which_digit_of_the_tax_code_is_wrong(self, client_of):
        answer = send(
            client_of(KEEPER), "/facilities/new/", **NEW | {"tax_code": "9900000056"}
        )

        assert answer.status_code == 422
        assert "Mã số thuế: Sai chữ số kiểm tra" in errors_of(answer)
        assert form_of(answer)["tax_code"] == ["9900000056"]
        assert form_of(answer)["kinds"] == ["DISTRIBUTOR"]
        assert not Facility.objects.exists()

    def test_takes_no_commune_that_is_none(self, client_of):
        answer = send(
            client_of(KEEPER), "/facilities/new/", **NEW | {"ward_code": "99999"}
        )

        assert answer.status_code == 422
        assert form_of(answer)["name"] == [NEW["name"]]
        assert not Facility.objects.exists()

    def test_leads_to_the_one_with_this_tax_code(self, client_of, hoa_cuc):
        answer = send(
            client_of(KEEPER), "/facilities/new/", **NEW | {"tax_code": "9900000016"}
        )

        assert answer.status_code == 422
        assert hoa_cuc.code in errors_of(answer)

    def test_is_made_by_the_keeper_only(self, client_of):
        answer = client_of("so.thuly").get("/facilities/new/")

        assert answer.status_code == 403
        assert "Cán bộ quản lý sổ bộ" in text_of(answer)


class TestFacility:
    def test_is_corrected_and_the_change_stands_in_its_history(
        self, client_of, hoa_cuc
    ):
        client = client_of(KEEPER)

        answer = send(client, f"/facilities/{hoa_cuc.code}/edit/", trade_name="Hoa Cúc")

        assert answer.status_code == 302
        assert "Tên giao dịch: Hoa Cúc" in text_of(
            client.get(f"/facilities/{hoa_cuc.code}/trail/")
        )

    def test_keeps_its_former_name(self, client_of, hoa_cuc):
        client = client_of(KEEPER)
        send(
            client,
            f"/facilities/{hoa_cuc.code}/name/",
            name="Nhà sách Thảo Nguyên",
            from_on="05/03/2026",
        )

        assert hoa_cuc.code in text_of(client.get("/facilities/?q=hoa cuc"))
        assert "Nhà sách Thảo Nguyên" in text_of(
            client.get(f"/facilities/{hoa_cuc.code}/")
        )

    def test_takes_a_licence_and_a_device(self, client_of, hoa_cuc):
        client = client_of(KEEPER)
        root = f"/facilities/{hoa_cuc.code}/"
        send(
            client,
            f"{root}licences/new/",
            type="DISTRIBUTION",
            number="12/GP-SVHTTDL",
            issuer="Sở VHTTDL",
            issued_on="05/01/2026",
        )
        send(
            client,
            f"{root}equipment/new/",
            device_class="PRINT_OFFSET",
            name="Máy in offset 4 màu",
            year="2015",
            colours="4",
            status="IN_USE",
        )

        page = text_of(client.get(root))
        assert "Số 12/GP-SVHTTDL · cấp 05/01/2026" in page
        assert "2015 · 4 màu" in page

    def test_does_not_end_before_it_begins(self, client_of, hoa_cuc):
        answer = send(
            client_of(KEEPER),
            f"/facilities/{hoa_cuc.code}/licences/new/",
            type="DISTRIBUTION",
            number="12/GP",
            issuer="Sở VHTTDL",
            issued_on="05/01/2026",
            expires_on="04/01/2026",
        )

        assert answer.status_code == 422
        assert "Ngày hết hạn trước ngày cấp" in errors_of(answer)

    def test_changed_by_somebody_else_meanwhile_is_not_overwritten(
        self, client_of, hoa_cuc
    ):
        client = client_of(KEEPER)
        path = f"/facilities/{hoa_cuc.code}/edit/"
        late = form_of(client.get(path)) | {"trade_name": "Bản của tôi"}
        send(client, path, trade_name="Bản trước")

        answer = client.post(path, late)

        assert answer.status_code == 409
        assert form_of(answer)["trade_name"] == ["Bản của tôi"]
        assert Facility.objects.get().trade_name == "Bản trước"
