"""The facilities of the scenarios."""

TABLE = """
F1 | Hộ kinh doanh Nhà sách Hoa Cúc | DISTRIBUTOR | 9900000016 | 24133
F2 | Công ty TNHH In Cao Nguyên Xanh | PRINTER_PUBLICATION | 9900000023 | 24163
F3 | Công ty CP In Suối Đá | PRINTER_DECLARED | 9900000030 | 24305
F4 | Cơ sở Photocopy Bình Minh | PHOTOCOPY | 9900000048 | 24154
F5 | Gian hàng “Sách Rẻ 24h” | ONLINE_SHOP | - | -
F6 | Công ty TNHH Phát hành Sóng Biển | DISTRIBUTOR | 9900000055 | 22015
F7 | Công ty TNHH Văn hóa phẩm Gió Đồi | DISTRIBUTOR + IMPORTER | 9900000062 | 22258
F8 | Hộ kinh doanh Sách Ea Kar | DISTRIBUTOR | 9900000087 | 24373
"""


class TestFacilities:
    def test_are_those_of_the_table(self, stage):
        entered = [
            " | ".join(
                (
                    sign,
                    facility.name,
                    " + ".join(facility.kinds),
                    facility.tax_code or "-",
                    facility.ward_id or "-",
                )
            )
            for sign in sorted(stage.facilities)
            if (facility := stage.facility(sign))
        ]

        assert entered == TABLE.strip().splitlines()
