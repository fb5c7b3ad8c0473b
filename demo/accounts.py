"""The 32 accounts of the demonstration and their deputies; names are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from agencies import services
from agencies.kinds import Role
from agencies.models import Agency, User
from regulations.kinds import AuthorityTitle

PASSWORD = "demo"  # noqa: S105 - a system check refuses these accounts in production
RECORDING_ROLES = frozenset({Role.INSPECTOR, Role.TEAM_LEAD, Role.POLICE_COORDINATOR})


@dataclass(frozen=True, slots=True)
class Account:
    username: str
    full_name: str
    title: str
    agency: str
    roles: tuple[str, ...]
    authority_title: str = ""


SO, CA, TT, UBND = "SO_VHTTDL", "CONG_AN_TINH", "THANH_TRA_TINH", "UBND_TINH"
BMT, DONG_HOA, EA_KAR = "UBND_XA_24133", "UBND_XA_22258", "UBND_XA_24373"

ACCOUNTS = (
    Account("so.kiemtra", "Trần Thị Mỹ Hạnh", "Chuyên viên", SO, (Role.INSPECTOR,)),
    Account(
        "so.truongdoan",
        "Nguyễn Văn Thảo",
        "Phó Trưởng phòng Quản lý xuất bản",
        SO,
        (Role.TEAM_LEAD,),
    ),
    Account("so.thuly", "Lê Hoàng Vũ", "Chuyên viên", SO, (Role.CASE_HANDLER,)),
    Account(
        "so.giamdoc",
        "Đỗ Thị Quỳnh",
        "Giám đốc",
        SO,
        (Role.SANCTIONER,),
        AuthorityTitle.GIAM_DOC_SO,
    ),
    Account("so.vanthu", "Phan Thị Duyên", "Văn thư", SO, (Role.CLERK,)),
    Account("so.sobo", "Hồ Quốc Tuấn", "Chuyên viên", SO, (Role.REGISTRY_OFFICER,)),
    Account("so.lanhdao", "Võ Minh Khôi", "Phó Giám đốc", SO, (Role.MANAGER,)),
    Account("so.phapche", "Đinh Ngọc Lan", "Pháp chế", SO, (Role.LEGAL_OFFICER,)),
    Account("quantri", "Quản trị hệ thống", "Quản trị", SO, (Role.ADMIN,)),
    Account(
        "ca.pa03",
        "Y Thuyên Niê",
        "Cán bộ Phòng An ninh chính trị nội bộ",
        "PA03",
        (Role.POLICE_COORDINATOR,),
    ),
    Account(
        "ca.pa05",
        "Hoàng Đức Anh",
        "Cán bộ Phòng An ninh mạng",
        "PA05",
        (Role.POLICE_COORDINATOR,),
    ),
    Account(
        "ca.cqdt",
        "Bùi Xuân Trường",
        "Điều tra viên",
        "CQDT",
        (Role.POLICE_COORDINATOR,),
    ),
    Account(
        "ca.thuly",
        "Lương Thị Hiền",
        "Cán bộ Phòng An ninh chính trị nội bộ",
        "PA03",
        (Role.CASE_HANDLER,),
    ),
    Account(
        "ca.giamdoc",
        "Phạm Văn Cường",
        "Giám đốc",
        CA,
        (Role.SANCTIONER,),
        AuthorityTitle.GIAM_DOC_CONG_AN_TINH,
    ),
    Account("ca.lanhdao", "Nguyễn Thị Bích", "Phó Giám đốc", CA, (Role.MANAGER,)),
    Account("tt.thanhtra", "Trịnh Thanh Hà", "Thanh tra viên", TT, (Role.INSPECTOR,)),
    Account("tt.lanhdao", "Đặng Thu Hương", "Phó Chánh Thanh tra", TT, (Role.MANAGER,)),
    Account(
        "tt.chanh",
        "Mai Văn Tiến",
        "Chánh Thanh tra",
        TT,
        (Role.SANCTIONER,),
        AuthorityTitle.CHANH_THANH_TRA_TINH,
    ),
    Account(
        "ubnd.chutich",
        "Tô Quang Huy",
        "Chủ tịch",
        UBND,
        (Role.SANCTIONER,),
        AuthorityTitle.CHU_TICH_UBND_TINH,
    ),
    Account("ubnd.thuly", "Cao Thị Nhung", "Chuyên viên", UBND, (Role.CASE_HANDLER,)),
    Account("ubnd.vanthu", "Lý Thị Thắm", "Văn thư", UBND, (Role.CLERK,)),
    Account("ubnd.lanhdao", "Ngô Đình Phúc", "Phó Chủ tịch", UBND, (Role.MANAGER,)),
    Account("ubnd.kiemsoat", "Vương Thị Ánh", "Kiểm soát", UBND, (Role.AUDITOR,)),
    Account(
        "xa.bmt.kiemtra",
        "H’Ngân Byă",
        "Công chức Phòng Văn hóa - Xã hội",
        BMT,
        (Role.INSPECTOR, Role.TEAM_LEAD),
    ),
    Account(
        "xa.bmt.thuly",
        "Nguyễn Thị Loan",
        "Công chức Phòng Văn hóa - Xã hội",
        BMT,
        (Role.CASE_HANDLER, Role.COMMUNE_OFFICER),
    ),
    Account(
        "xa.bmt.chutich",
        "Trần Đức Nghĩa",
        "Chủ tịch",
        BMT,
        (Role.SANCTIONER,),
        AuthorityTitle.CHU_TICH_UBND_XA,
    ),
    Account("xa.bmt.lanhdao", "Y Bhiăng Êban", "Phó Chủ tịch", BMT, (Role.MANAGER,)),
    Account("xa.bmt.vanthu", "Đoàn Thị Kim Chi", "Văn thư", BMT, (Role.CLERK,)),
    Account(
        "xa.donghoa",
        "Lê Thị Bảo Trâm",
        "Công chức Phòng Văn hóa - Xã hội",
        DONG_HOA,
        (Role.INSPECTOR, Role.CASE_HANDLER, Role.COMMUNE_OFFICER),
    ),
    Account(
        "xa.eakar",
        "Y Moan Mlô",
        "Công chức Phòng Văn hóa - Xã hội",
        EA_KAR,
        (Role.COMMUNE_OFFICER, Role.INSPECTOR, Role.CASE_HANDLER),
    ),
    Account(
        "xa.eakar.chutich",
        "Hà Văn Lộc",
        "Chủ tịch",
        EA_KAR,
        (Role.SANCTIONER, Role.MANAGER),
        AuthorityTitle.CHU_TICH_UBND_XA,
    ),
    Account(
        "qltt.kiemtra",
        "Nguyễn Trọng Đạt",
        "Kiểm soát viên thị trường",
        "QLTT",
        (Role.INSPECTOR, Role.CASE_HANDLER),
    ),
)

# Who proposes a plan does not review it, so an agency that plans has two managers; who
# proposes a merge of two records does not agree to it. A deputy signs what was lent.
SECOND_OFFICERS = (
    Account("so.phogiamdoc", "Lục Thị Hoài An", "Phó Giám đốc", SO, (Role.SANCTIONER,)),
    Account("so.sobo2", "Trương Thị Hoài", "Chuyên viên", SO, (Role.REGISTRY_OFFICER,)),
    Account("so.lanhdao2", "Trương Thị Diễm", "Phó Giám đốc", SO, (Role.MANAGER,)),
    Account("tt.lanhdao2", "Lâm Quốc Bình", "Phó Chánh Thanh tra", TT, (Role.MANAGER,)),
    Account("xa.bmt.lanhdao2", "H’Linh Kbuôr", "Phó Chủ tịch", BMT, (Role.MANAGER,)),
)


def create_accounts(
    *, at: datetime, until: date, password: str = PASSWORD
) -> dict[str, User]:
    """Create the accounts as of `at`, their roles renewed every year until `until`.

    An empty password makes accounts that cannot log in (tests that only act).
    """
    made = {}
    for account in (*ACCOUNTS, *SECOND_OFFICERS):
        user = services.create_officer(
            username=account.username,
            full_name=account.full_name,
            title=account.title,
            agency=Agency.objects.get(pk=account.agency),
            authority_title=account.authority_title,
            is_demo=True,
            by=None,
            at=at,
        )
        for role in account.roles:
            _grant_through(user, role, first=at.date(), last=until, at=at)
        made[account.username] = user
    if password:
        # One password, hashed once: the hash is slow on purpose.
        hashed = make_password(password)
        User.objects.filter(username__in=made).update(password=hashed)
    return made


def _grant_through(
    user: User, role: str, *, first: date, last: date, at: datetime
) -> None:
    """Grants of a year each, one after the other, as an agency renews them."""
    start = first
    while start <= last:
        grant = services.grant_role(
            user=user,
            role=role,
            valid_from=start,
            may_record=role in RECORDING_ROLES,
            by=None,
            at=at,
        )
        start = grant.valid_to + timedelta(days=1)
