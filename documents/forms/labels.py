"""Words for the closed sets of a case, as paper says them.

The interface has its own translations; a paper reads the same whoever prints it.
"""

from cases.states import CaseState, NoSanctionGround, Source
from evidence.kinds import GoodsUnit
from facilities.states import FacilityKind
from regulations.kinds import Confidence, ViolationGroup

UNITS: dict[str, str] = {
    GoodsUnit.COPY: "bản",
    GoodsUnit.SHEET: "tờ",
    GoodsUnit.KG: "kg",
    GoodsUnit.PLATE: "tấm kẽm",
    GoodsUnit.MACHINE: "máy",
    GoodsUnit.VEHICLE: "xe",
    GoodsUnit.PARCEL: "kiện",
    GoodsUnit.PIECE: "chiếc",
}

# How well a figure of the law is known, beside it on a draft.
DOUBTS: dict[str, str] = {
    Confidence.RECALLED: "ghi theo trí nhớ, chưa đối chiếu văn bản gốc",
    Confidence.UNSETTLED: "chưa xác định dứt khoát",
}
STATES: dict[str, str] = {
    CaseState.RECEIVED: "Đã tiếp nhận",
    CaseState.VERIFYING: "Đang xác minh",
    CaseState.DISMISSED: "Không thụ lý",
    CaseState.FORWARDED: "Đã chuyển cơ quan có thẩm quyền",
    CaseState.OPENED: "Đã thụ lý",
    CaseState.RECORDED: "Đã lập biên bản vi phạm hành chính",
    CaseState.EXPLAINING: "Đang giải trình",
    CaseState.PENDING_DECISION: "Chờ quyết định",
    CaseState.DECIDED: "Đã ra quyết định xử phạt",
    CaseState.EXECUTING: "Đang thi hành",
    CaseState.EXECUTION_SUSPENDED: "Tạm đình chỉ, hoãn thi hành",
    CaseState.ENFORCING: "Đang cưỡng chế",
    CaseState.NO_SANCTION: "Không xử phạt",
    CaseState.TRANSFERRED: "Đã chuyển cơ quan điều tra",
    CaseState.PROSECUTED: "Đã khởi tố",
    CaseState.RETURNED: "Đã nhận lại hồ sơ",
    CaseState.EXECUTED: "Đã thi hành xong",
    CaseState.ANNULLED: "Quyết định bị hủy",
    CaseState.CLOSED: "Đã kết thúc",
}
SOURCES: dict[str, str] = {
    Source.INSPECTION: "Kiểm tra",
    Source.TIP_OFF: "Tin báo",
    Source.PETITION: "Đơn thư",
    Source.REFERRAL: "Cơ quan khác chuyển đến",
    Source.RIGHTS_HOLDER: "Chủ sở hữu quyền khiếu nại",
    Source.MEDIA: "Báo chí, truyền thông",
}
# Điều 65 Luật Xử lý vi phạm hành chính, as amended in 2020.
GROUNDS: dict[str, str] = {
    NoSanctionGround.FORCE_MAJEURE: "sự kiện bất khả kháng",
    NoSanctionGround.NECESSITY: "tình thế cấp thiết",
    NoSanctionGround.SELF_DEFENCE: "phòng vệ chính đáng",
    NoSanctionGround.UNFORESEEABLE: "sự kiện bất ngờ",
    NoSanctionGround.NO_CAPACITY: "không có năng lực trách nhiệm hành chính",
    NoSanctionGround.UNKNOWN_RESPONDENT: "không xác định được đối tượng vi phạm",
    NoSanctionGround.LIMITATION_PASSED: "hết thời hiệu xử phạt",
    NoSanctionGround.DECISION_TIME_PASSED: "hết thời hạn ra quyết định xử phạt",
    NoSanctionGround.RESPONDENT_GONE: "đối tượng vi phạm chết, giải thể hoặc phá sản",
    NoSanctionGround.TRANSFERRED: "chuyển hồ sơ có dấu hiệu tội phạm",
}
# In the order of the registers; a facility of several kinds counts under the first.
FACILITY_KINDS: dict[str, str] = {
    FacilityKind.PUBLISHER: "Nhà xuất bản",
    FacilityKind.REP_OFFICE: "Văn phòng đại diện nhà xuất bản, tổ chức phát hành",
    FacilityKind.PRINTER_PUBLICATION: "Cơ sở in xuất bản phẩm",
    FacilityKind.PRINTER_LICENSED: "Cơ sở in có giấy phép hoạt động in",
    FacilityKind.PRINTER_DECLARED: "Cơ sở in khác (đăng ký, tờ khai)",
    FacilityKind.IMPORTER: "Cơ sở nhập khẩu xuất bản phẩm",
    FacilityKind.DISTRIBUTOR: "Cơ sở phát hành xuất bản phẩm",
    FacilityKind.ONLINE_PLATFORM: "Nền tảng xuất bản, phát hành điện tử",
    FacilityKind.ONLINE_SHOP: "Gian hàng trực tuyến",
    FacilityKind.PHOTOCOPY: "Cơ sở dịch vụ photocopy",
    FacilityKind.NON_COMMERCIAL_ISSUER: "Cơ quan, tổ chức xuất bản không kinh doanh",
}
GROUPS: dict[str, str] = {
    ViolationGroup.PUBLISHING: "Xuất bản",
    ViolationGroup.PRINTING: "In",
    ViolationGroup.DISTRIBUTION: "Phát hành",
    ViolationGroup.ONLINE: "Xuất bản phẩm điện tử",
    ViolationGroup.COPYRIGHT: "Quyền tác giả, quyền liên quan",
    ViolationGroup.CRIMINAL: "Có dấu hiệu tội phạm",
    "": "Chưa xác định hành vi",
}
