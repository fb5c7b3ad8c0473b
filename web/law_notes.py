"""Why a row of the law is not sure: the packaged notes in the words of the office.

The tables keep them in working English, as they came; what a legal officer writes
himself is shown as he wrote it.
"""

import re

from django.utils.translation import get_language

_SOURCES = re.compile(r"\[S\d+\]")
_WORDS = {
    "confiscates goods up to 2 times that sum": (
        "tịch thu tang vật có giá trị không quá 2 lần mức tiền đó"
    ),
    "in the field of the department only": (
        "chỉ trong lĩnh vực thuộc phạm vi quản lý của sở"
    ),
    "percentage not verified": "chưa kiểm lại tỷ lệ phần trăm",
    "percentage not verified; PA03, PA05, PC03": (
        "chưa kiểm lại tỷ lệ phần trăm; PA03, PA05, PC03"
    ),
    "percentage not verified; may also order trục xuất": (
        "chưa kiểm lại tỷ lệ phần trăm; được áp dụng cả trục xuất"
    ),
    "cross-reference": "dẫn chiếu",
    "05 days confirmed in the older text": "05 ngày theo bản cũ đã kiểm",
    "2 recalled; 3 in": "2 ngày là nhớ lại; nguồn kia ghi 3 ngày",
    "length not found": "chưa tìm thấy độ dài thời hạn",
    "old text 30/45 days": "bản cũ: 30/45 ngày",
    "press report; number recalled": "theo báo chí; chưa kiểm lại số văn bản",
    "6 months": "6 tháng",
    "02 before 02/5/2025": "02 ngày trước 02/5/2025",
    "03 before": "03 ngày trước đó",
    "unit unsettled": "chưa rõ đơn vị tính",
    "as 05 days (older text); unit unsettled": (
        "05 ngày theo bản cũ; chưa rõ đơn vị tính"
    ),
    "1 year, 5 working days": "1 năm, 5 ngày làm việc",
    "10 working days": "10 ngày làm việc",
    "7 working days": "7 ngày làm việc",
    "2015 text": "theo bản năm 2015",
    "general rule confirmed ; classification of non-publication printing recalled": (
        "quy định chung đã kiểm; việc xếp loại in sản phẩm không phải xuất bản phẩm"
        " là nhớ lại"
    ),
    "law amended by 136/2025 from 01/7/2026": (
        "luật được sửa đổi bởi Luật số 136/2025 từ 01/7/2026"
    ),
    "read NĐ 296/2025": "cần đọc Nghị định 296/2025",
    "thresholds confirmed ; length recalled": (
        "mức tiền đã kiểm; độ dài thời hạn là nhớ lại"
    ),
    "publishing and non-publication printing": (
        "xuất bản và in sản phẩm không phải xuất bản phẩm"
    ),
    "replaced by NĐ 341/2025/NĐ-CP": "được thay thế bởi Nghị định 341/2025/NĐ-CP",
    "the department leads the plan": "sở chủ trì kế hoạch",
    "frame maximum from which an individual may explain": (
        "mức tối đa của khung từ đó cá nhân được giải trình"
    ),
    "frame maximum from which an organisation may explain": (
        "mức tối đa của khung từ đó tổ chức được giải trình"
    ),
    "with the grounds of hardship": "kèm căn cứ gặp khó khăn về kinh tế",
    "no enacted law was found; the holiday package marks 24/11 from 2026; the other"
    " value is off": (
        "chưa thấy luật được ban hành; lịch nghỉ đánh dấu 24/11 từ năm 2026; giá trị"
        " còn lại là không nghỉ"
    ),
    "practice in another province; which division is a matter for the police to"
    " configure": ("theo cách làm của tỉnh khác; đơn vị cụ thể do Công an tỉnh chọn"),
    "the earlier limit is to be loaded": "mức trước đó cần được nạp",
    "a sanction decision already made is annulled when a criminal case is opened for"
    " the same act and its executed parts are passed on; the other value is off": (
        "quyết định xử phạt đã ban hành bị hủy khi khởi tố vụ án về cùng hành vi, phần"
        " đã thi hành được chuyển theo; giá trị còn lại là không"
    ),
    "no source says whether a visit on the carrying out of a conclusion is the year's"
    " one; the stricter reading until it is settled; the other value is off": (
        "chưa nguồn nào nói cuộc kiểm tra việc thực hiện kết luận có tính là lần kiểm"
        " tra trong năm hay không; áp dụng cách hiểu chặt hơn cho đến khi rõ; giá trị"
        " còn lại là không tính"
    ),
    "an agreement of the agencies; no law sets it": (
        "theo quy chế phối hợp của các cơ quan; luật không quy định"
    ),
    "at most 3 payments within the 6 months of D-INSTAL": (
        "nộp tối đa 3 lần trong 6 tháng"
    ),
    "complex: 45 instead of 30 days the first time and 60 instead of 45 the second;"
    " remote areas to be loaded": (
        "vụ việc phức tạp: lần đầu 45 ngày thay vì 30, lần hai 60 ngày thay vì 45; vùng"
        " sâu, vùng xa cần được nạp"
    ),
    "the first payment is at least 40 percent of the fine": (
        "lần đầu nộp ít nhất 40% tiền phạt"
    ),
    "tip-offs of the public go to the department for triage": (
        "tin báo của công dân được chuyển đến sở để phân loại"
    ),
    "whether late interest rests while the fine is deferred or paid by instalments;"
    " the other value is off": (
        "có tạm dừng tính tiền chậm nộp khi hoãn hoặc nộp tiền phạt nhiều lần hay không"
    ),
    "whether suspended time is left out of D-EXEC-LIM; the other value is off": (
        "có trừ thời gian tạm đình chỉ khỏi thời hiệu thi hành hay không"
    ),
    "whether the term is the rolled one when its last day is a holiday; the other"
    " value is strict": (
        "khi ngày cuối là ngày nghỉ: tính theo hạn đã lùi hay hạn chặt"
    ),
    "which division is a matter for the police to configure": (
        "đơn vị cụ thể do Công an tỉnh chọn"
    ),
    "who first took the matter in its own inspection or check leads": (
        "cơ quan phát hiện trước qua thanh tra, kiểm tra của mình chủ trì"
    ),
    "behaviour confirmed to exist; no amount": ("hành vi có thật, chưa có mức phạt"),
    "no amount": "chưa có mức phạt",
    "design value of the product": "giá trị thiết kế của sản phẩm",
    "no law sets it": "không văn bản nào quy định",
    "for the agencies to agree": "do các cơ quan thống nhất",
    "an offset machine of four colours or more or a binding line": (
        "máy in offset từ bốn màu trở lên hoặc dây chuyền đóng xén"
    ),
    "counts from the day the decision was signed": "tính từ ngày ký quyết định",
    "how long before its end a licence is warned of": (
        "thời gian cảnh báo trước ngày giấy phép hết hạn"
    ),
    "taken off the score": "trừ vào tổng điểm",
    "textbooks July to September": "sách giáo khoa: tháng 7 đến tháng 9",
    "calendars October to December": "lịch: tháng 10 đến tháng 12",
    "the older decision counts as much as the newer until the agencies agree"
    " otherwise": (
        "quyết định cũ tính điểm như quyết định mới cho đến khi các cơ quan thống nhất"
        " khác"
    ),
    "old procedure": "theo thủ tục cũ",
    "current days to verify": "số ngày hiện hành chưa kiểm lại",
    "colour-copier device class confirmed": "loại máy photocopy màu đã kiểm",
    "the duty itself recalled": "nghĩa vụ là nhớ lại",
    "behaviours of the article confirmed": "hành vi của điều này đã kiểm",
    "verified: a case was opened on it": "đã xác minh: tin dẫn đến một vụ việc",
    "amount); article number recalled": "mức phạt đã kiểm; số điều là nhớ lại",
    "amount (Báo Thanh tra); clause number not seen": (
        "mức phạt theo Báo Thanh tra; chưa thấy số khoản"
    ),
    "for the 50 million maximum only": "chỉ kiểm mức tối đa 50 triệu đồng",
    "for the 70 million maximum only": "chỉ kiểm mức tối đa 70 triệu đồng",
    "for max 35m ind., x2 org. (Zing 2021) and remedy (Thư viện pháp luật); min"
    " recalled": (
        "đã kiểm mức tối đa 35 triệu đồng với cá nhân, gấp đôi với tổ chức và biện pháp"
        " khắc phục; mức tối thiểu là nhớ lại"
    ),
    "design value of the product; no law sets it; for the agencies to agree": (
        "mức thiết kế của phần mềm; luật không quy định; các cơ quan thống nhất"
    ),
    "design value of the product; no law sets it; for the agencies to agree; an"
    " offset machine of four colours or more or a binding line": (
        "mức thiết kế của phần mềm; luật không quy định; các cơ quan thống nhất;"
        " máy in offset từ bốn màu trở lên hoặc dây chuyền đóng sách"
    ),
    "design value of the product; no law sets it; for the agencies to agree;"
    " counts from the day the decision was signed": (
        "mức thiết kế của phần mềm; luật không quy định; các cơ quan thống nhất;"
        " tính từ ngày ký quyết định"
    ),
    "design value of the product; no law sets it; for the agencies to agree;"
    " taken off the score": (
        "mức thiết kế của phần mềm; luật không quy định; các cơ quan thống nhất;"
        " được trừ khỏi điểm"
    ),
    "design value of the product; no law sets it; for the agencies to agree;"
    " textbooks July to September; calendars October to December": (
        "mức thiết kế của phần mềm; luật không quy định; các cơ quan thống nhất;"
        " sách giáo khoa từ tháng 7 đến tháng 9; lịch từ tháng 10 đến tháng 12"
    ),
    "design value of the product; no law sets it; for the agencies to agree; the"
    " older decision counts as much as the newer until the agencies agree"
    " otherwise": (
        "mức thiết kế của phần mềm; luật không quy định; các cơ quan thống nhất;"
        " quyết định cũ hơn tính bằng quyết định mới cho đến khi các cơ quan thống"
        " nhất khác"
    ),
    "design value of the product; no law sets it; for the agencies to agree;"
    " verified: a case was opened on it": (
        "mức thiết kế của phần mềm; luật không quy định; các cơ quan thống nhất;"
        " đã xác minh: đã lập vụ việc từ tin báo"
    ),
}


def note(text: str) -> str:
    """A note in the page's language, the numbers of its sources in front."""
    if not (get_language() or "vi").startswith("vi"):
        return text
    sources = "".join(_SOURCES.findall(text))
    rest = " ".join(_SOURCES.sub("", text).split()).strip("(); ")
    # A note is known whole, or part by part.
    words = _WORDS.get(rest) or "; ".join(
        _WORDS.get(part, part) for part in rest.split("; ")
    )
    return f"{sources} {words}".strip()
