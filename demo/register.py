"""The particulars of F1 to F8; all invented.

Tax codes begin with 99 and personal numbers have a 9 in the fourth place: neither is
ever given out. Web addresses end in .example.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agencies.kinds import SubjectKind
from facilities.services import (
    AddressInput,
    EquipmentInput,
    FacilityInput,
    LicenceInput,
    PersonInput,
    UrlInput,
)
from facilities.states import (
    AddressKind,
    DeviceClass,
    EquipmentStatus,
    FacilityKind,
    Gender,
    LicenceState,
    LicenceType,
    PersonRole,
)

FIRST_TAX_CODE = "9900000016"
BUON_MA_THUOT, TAN_AN, BUON_HO, THANH_NHAT = "24133", "24163", "24305", "24154"
TUY_HOA, DONG_HOA, EA_KAR = "22015", "22258", "24373"
OLD_CITY = "thành phố Buôn Ma Thuột"
DEPARTMENT = "Sở Văn hóa, Thể thao và Du lịch tỉnh Đắk Lắk"
# Whose work in publishing the department above took over.
FORMER_DEPARTMENT = "Sở Thông tin và Truyền thông tỉnh Đắk Lắk"
FORMER_PHU_YEN = "Sở Thông tin và Truyền thông tỉnh Phú Yên"
MINISTRY = "Bộ Văn hóa, Thể thao và Du lịch"
PERSONAL_ID_ISSUER = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
REGISTRAR = "Phòng Đăng ký kinh doanh tỉnh Đắk Lắk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who answers for a facility: in person, or for the organisation."""

    name: str
    title: str
    gender: str
    personal_id: str
    phone: str
    born_on: date | None = None
    residence: str = ""
    residence_ward: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    sign: str
    data: FacilityInput
    active_since: date | None = None
    owner: Owner | None = None
    addresses: tuple[AddressInput, ...] = ()
    contacts: tuple[PersonInput, ...] = ()
    licences: tuple[LicenceInput, ...] = ()
    equipment: tuple[EquipmentInput, ...] = ()
    urls: tuple[UrlInput, ...] = ()


def _shop(
    text: str, ward: str, legacy: str = "", at: tuple[float, float] | None = None
) -> AddressInput:
    return _placed(AddressKind.SHOP, text, ward, legacy, at)


def _office(
    text: str, ward: str, legacy: str = "", at: tuple[float, float] | None = None
) -> AddressInput:
    return _placed(AddressKind.HEAD_OFFICE, text, ward, legacy, at)


def _placed(
    kind: str, text: str, ward: str, legacy: str, at: tuple[float, float] | None
) -> AddressInput:
    """Coordinates near the middle of the commune; the addresses are invented."""
    latitude, longitude = at or (None, None)
    return AddressInput(
        kind=kind,
        text=text,
        ward_code=ward,
        legacy_address=legacy,
        latitude=latitude,
        longitude=longitude,
    )


F1 = Entry(
    sign="F1",
    data=FacilityInput(
        kinds=(FacilityKind.DISTRIBUTOR,),
        name="Hộ kinh doanh Nhà sách Hoa Cúc",
        trade_name="Nhà sách Hoa Cúc",
        subject_kind=SubjectKind.HOUSEHOLD,
        tax_code=FIRST_TAX_CODE,
        business_registration_no="40A8000016",
        business_registration_on=date(2018, 3, 20),
        business_registration_issuer="Phòng Tài chính - Kế hoạch thành phố "
        "Buôn Ma Thuột",
        uses_it=False,
    ),
    active_since=date(2018, 4, 2),
    owner=Owner(
        name="Mạc Thị Thu Cúc",
        title="Chủ hộ kinh doanh",
        gender=Gender.FEMALE,
        personal_id="066984000016",
        phone="0000000016",
        born_on=date(1984, 8, 17),
        residence="Số 00 Lê Hồng Phong",
        residence_ward=BUON_MA_THUOT,
    ),
    addresses=(
        _shop(
            "Số 00 Quang Trung",
            BUON_MA_THUOT,
            f"phường Thống Nhất, {OLD_CITY}",
            (12.6797, 108.0447),
        ),
        AddressInput(
            kind=AddressKind.WAREHOUSE,
            text="Hẻm 00 Lê Hồng Phong",
            ward_code=BUON_MA_THUOT,
        ),
    ),
    urls=(UrlInput(url="https://www.facebook.example/nhasachhoacuc"),),
)
F2 = Entry(
    sign="F2",
    data=FacilityInput(
        kinds=(FacilityKind.PRINTER_PUBLICATION,),
        name="Công ty TNHH In Cao Nguyên Xanh",
        trade_name="In Cao Nguyên Xanh",
        subject_kind=SubjectKind.ORGANISATION,
        tax_code="9900000023",
        business_registration_no="9900000023",
        business_registration_on=date(2014, 9, 8),
        business_registration_issuer=REGISTRAR,
        uses_it=True,
    ),
    active_since=date(2014, 10, 1),
    owner=Owner(
        name="Trịnh Gia Bình",
        title="Giám đốc",
        gender=Gender.MALE,
        personal_id="066976000023",
        phone="0000000023",
    ),
    addresses=(
        _office(
            "Số 00 đường Trần Quý Cáp",
            TAN_AN,
            f"phường Tự An, {OLD_CITY}",
            (12.6951, 108.0672),
        ),
        AddressInput(
            kind=AddressKind.PRODUCTION_SITE,
            text="Lô 00 cụm công nghiệp Tân An",
            ward_code=TAN_AN,
            legacy_address=f"phường Tân An, {OLD_CITY}",
        ),
    ),
    contacts=(
        PersonInput(
            role=PersonRole.HEAD,
            name="Phan Thị Thanh Vân",
            title="Quản đốc xưởng in",
            gender=Gender.FEMALE,
            phone="0000000123",
        ),
    ),
    licences=(
        LicenceInput(
            type=LicenceType.PUBLICATION_PRINTING,
            number="12/GP-SVHTTDL",
            issuer=DEPARTMENT,
            issued_on=date(2025, 9, 18),
        ),
        LicenceInput(
            type=LicenceType.FOREIGN_CONTRACT_PRINTING,
            number="05/GP-SVHTTDL",
            issuer=DEPARTMENT,
            issued_on=date(2025, 11, 3),
            expires_on=date(2026, 12, 31),
        ),
        LicenceInput(
            type=LicenceType.SECURITY_ORDER,
            number="118/GCN",
            issuer="Phòng Cảnh sát quản lý hành chính về trật tự xã hội, "
            "Công an tỉnh Đắk Lắk",
            issued_on=date(2019, 7, 2),
        ),
    ),
    equipment=(
        EquipmentInput(
            device_class=DeviceClass.PRINT_OFFSET,
            name="Máy in offset 4 màu",
            maker="Kolmera",
            model="K4-520",
            serial="KM-4471",
            year=2015,
            colours=4,
            hs_code="8443.13.00",
            origin="Đức",
            declared_on=date(2015, 6, 10),
        ),
        EquipmentInput(
            device_class=DeviceClass.BINDING,
            name="Dây chuyền vào bìa keo nhiệt",
            maker="Hasenau",
            model="PB-12",
            serial="HS-1190",
            year=2018,
            origin="Đức",
            declared_on=date(2018, 12, 5),
        ),
        EquipmentInput(
            device_class=DeviceClass.CUTTING,
            name="Máy dao một mặt",
            maker="Akiro",
            model="CT-115",
            serial="AK-3307",
            year=2012,
            origin="Nhật Bản",
            declared_on=date(2015, 6, 10),
        ),
    ),
    urls=(UrlInput(url="https://incaonguyenxanh.example"),),
)
F3 = Entry(
    sign="F3",
    data=FacilityInput(
        kinds=(FacilityKind.PRINTER_DECLARED,),
        name="Công ty CP In Suối Đá",
        trade_name="In Suối Đá",
        subject_kind=SubjectKind.ORGANISATION,
        tax_code="9900000030",
        business_registration_no="9900000030",
        business_registration_on=date(2016, 5, 16),
        business_registration_issuer=REGISTRAR,
        uses_it=True,
    ),
    active_since=date(2016, 6, 1),
    owner=Owner(
        name="Kiều Mạnh Đức",
        title="Tổng Giám đốc",
        gender=Gender.MALE,
        personal_id="066979000030",
        phone="0000000030",
    ),
    addresses=(
        _office(
            "Số 00 đường Hùng Vương",
            BUON_HO,
            "phường An Bình, thị xã Buôn Hồ",
            (12.9182, 108.2664),
        ),
    ),
    licences=(
        LicenceInput(
            type=LicenceType.PRINTING_DECLARATION,
            number="31/XN-STTTT",
            issuer=FORMER_DEPARTMENT,
            issued_on=date(2019, 3, 12),
        ),
    ),
    equipment=(
        EquipmentInput(
            device_class=DeviceClass.PRINT_FLEXO,
            name="Máy in flexo 2 màu",
            maker="Tamiko",
            model="FX-2",
            serial="TM-0802",
            year=2017,
            colours=2,
            origin="Hàn Quốc",
            declared_on=date(2019, 3, 1),
        ),
        EquipmentInput(
            device_class=DeviceClass.BAG_BOX,
            name="Máy làm hộp giấy",
            maker="Akiro",
            model="BX-40",
            serial="AK-5518",
            year=2016,
            origin="Nhật Bản",
            status=EquipmentStatus.IDLE,
            declared_on=date(2019, 3, 1),
        ),
    ),
)
F4 = Entry(
    sign="F4",
    data=FacilityInput(
        kinds=(FacilityKind.PHOTOCOPY,),
        name="Cơ sở Photocopy Bình Minh",
        subject_kind=SubjectKind.HOUSEHOLD,
        tax_code="9900000048",
        business_registration_no="40A8000048",
        business_registration_on=date(2020, 9, 14),
        business_registration_issuer="Phòng Tài chính - Kế hoạch thành phố "
        "Buôn Ma Thuột",
    ),
    active_since=date(2020, 9, 21),
    owner=Owner(
        name="Tạ Hữu Phước",
        title="Chủ hộ kinh doanh",
        gender=Gender.MALE,
        personal_id="066988000048",
        phone="0000000048",
        born_on=date(1988, 11, 3),
        residence="Số 00 đường Mai Xuân Thưởng",
        residence_ward=THANH_NHAT,
    ),
    addresses=(
        _shop(
            "Số 00 đường Mai Xuân Thưởng", THANH_NHAT, f"phường Thành Nhất, {OLD_CITY}"
        ),
    ),
    licences=(
        LicenceInput(
            type=LicenceType.COLOUR_COPIER_DECLARATION,
            number="07/XN-STTTT",
            issuer=FORMER_DEPARTMENT,
            issued_on=date(2022, 3, 20),
        ),
    ),
    equipment=(
        EquipmentInput(
            device_class=DeviceClass.COLOUR_COPIER,
            name="Máy photocopy màu",
            maker="Rikoma",
            model="C-550",
            serial="RK-2291",
            year=2021,
            colours=4,
            origin="Nhật Bản",
            declared_on=date(2022, 3, 15),
        ),
    ),
)
F5 = Entry(
    sign="F5",
    data=FacilityInput(
        kinds=(FacilityKind.ONLINE_SHOP,),
        name="Gian hàng “Sách Rẻ 24h”",
        trade_name="Sách Rẻ 24h",
        subject_kind=SubjectKind.INDIVIDUAL,
        unknown_owner=True,
    ),
    urls=(
        UrlInput(url="https://shopee.example/sachre24h", shop_id="sachre24h"),
        UrlInput(url="https://www.facebook.example/sachre24h"),
        UrlInput(url="https://www.tiktok.example/@sachre24h"),
    ),
)
F6 = Entry(
    sign="F6",
    data=FacilityInput(
        kinds=(FacilityKind.DISTRIBUTOR,),
        name="Công ty TNHH Phát hành Sóng Biển",
        trade_name="Sách Sóng Biển",
        subject_kind=SubjectKind.ORGANISATION,
        tax_code="9900000055",
        business_registration_no="9900000055",
        business_registration_on=date(2012, 2, 20),
        business_registration_issuer="Phòng Đăng ký kinh doanh tỉnh Phú Yên",
        uses_it=True,
    ),
    active_since=date(2012, 3, 5),
    owner=Owner(
        name="Nghiêm Thị Hải Yến",
        title="Giám đốc",
        gender=Gender.FEMALE,
        personal_id="054981000055",
        phone="0000000055",
    ),
    addresses=(
        _office(
            "Số 00 đường Bạch Đằng",
            TUY_HOA,
            "Phường 6, thành phố Tuy Hòa",
            (13.0882, 109.3128),
        ),
        AddressInput(
            kind=AddressKind.WAREHOUSE,
            text="Số 00 đường Nguyễn Tất Thành",
            ward_code=TUY_HOA,
        ),
    ),
    licences=(
        LicenceInput(
            type=LicenceType.DISTRIBUTION,
            number="09/XN-STTTT",
            issuer=FORMER_PHU_YEN,
            issued_on=date(2015, 4, 8),
        ),
    ),
    urls=(UrlInput(url="https://sachsongbien.example"),),
)
F7 = Entry(
    sign="F7",
    data=FacilityInput(
        kinds=(FacilityKind.DISTRIBUTOR, FacilityKind.IMPORTER),
        name="Công ty TNHH Văn hóa phẩm Gió Đồi",
        trade_name="Gió Đồi",
        subject_kind=SubjectKind.ORGANISATION,
        tax_code="9900000062",
        business_registration_no="9900000062",
        business_registration_on=date(2017, 8, 1),
        business_registration_issuer="Phòng Đăng ký kinh doanh tỉnh Phú Yên",
        uses_it=True,
    ),
    active_since=date(2017, 8, 15),
    owner=Owner(
        name="Cung Bảo Sơn",
        title="Giám đốc",
        gender=Gender.MALE,
        personal_id="054983000062",
        phone="0000000062",
    ),
    addresses=(
        _office(
            "Số 00 quốc lộ 1",
            DONG_HOA,
            "phường Hòa Vinh, thị xã Đông Hòa",
            (12.9893, 109.3340),
        ),
        AddressInput(
            kind=AddressKind.WAREHOUSE,
            text="Kho số 00 khu phố 2",
            ward_code=DONG_HOA,
        ),
    ),
    licences=(
        LicenceInput(
            type=LicenceType.DISTRIBUTION,
            number="14/XN-STTTT",
            issuer=FORMER_PHU_YEN,
            issued_on=date(2018, 1, 17),
        ),
        LicenceInput(
            type=LicenceType.IMPORT,
            number="26/GP-BVHTTDL",
            issuer=MINISTRY,
            issued_on=date(2025, 4, 25),
            state=LicenceState.VALID,
        ),
    ),
    urls=(UrlInput(url="https://vanhoaphamgiodoi.example"),),
)
F8 = Entry(
    sign="F8",
    data=FacilityInput(
        kinds=(FacilityKind.DISTRIBUTOR,),
        name="Hộ kinh doanh Sách Ea Kar",
        trade_name="Sách Ea Kar",
        subject_kind=SubjectKind.HOUSEHOLD,
        tax_code="9900000087",
        business_registration_no="40H8000087",
        business_registration_on=date(2021, 6, 7),
        business_registration_issuer="Phòng Tài chính - Kế hoạch huyện Ea Kar",
        uses_it=False,
    ),
    active_since=date(2021, 6, 15),
    owner=Owner(
        name="Y Wơn Mlô Duôn",
        title="Chủ hộ kinh doanh",
        gender=Gender.MALE,
        personal_id="066990000087",
        phone="0000000087",
        born_on=date(1990, 2, 9),
        residence="Buôn Thung",
        residence_ward=EA_KAR,
    ),
    addresses=(
        _shop(
            "Số 00 đường Nguyễn Tất Thành",
            EA_KAR,
            "thị trấn Ea Kar, huyện Ea Kar",
            (12.8106, 108.4529),
        ),
    ),
)
ENTRIES = (F1, F2, F3, F4, F5, F6, F7, F8)
