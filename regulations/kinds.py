"""Closed sets of the law kept as data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Confidence(TextChoices):
    """How well a figure is known; what is not confirmed is shown as such."""

    CONFIRMED = "confirmed", _("Confirmed by a source")
    RECALLED = "recalled", _("Recalled, to be verified")
    UNSETTLED = "unsettled", _("Unsettled")


class Source(TextChoices):
    """Where a row came from; the loader never touches what an officer edited."""

    PACKAGE = "PACKAGE", _("Computed by the holiday package")
    OWN = "OWN", _("Packaged with the product")
    EDITED = "EDITED", _("Edited here")


class Unit(TextChoices):
    HOUR = "hour", _("hours")
    DAY = "day", _("days")
    WORKING_DAY = "working_day", _("working days")
    MONTH = "month", _("months")
    YEAR = "year", _("years")
    IMMEDIATE = "immediate", _("at once")
    PERCENT_PER_DAY = "percent_per_day", _("percent per day")
    TIME_PER_YEAR = "time_per_year", _("times a year")
    FIXED_DATE = "fixed_date", _("fixed date")


class Owner(TextChoices):
    """Whose duty a time limit is."""

    AUTHORITY = "authority", _("Authority")
    INSPECTOR = "inspector", _("Inspector")
    TEAM_LEAD = "team_lead", _("Team lead")
    SANCTIONER = "sanctioner", _("Competent sanctioner")
    CLERK = "clerk", _("Clerk")
    HOLDER = "holder", _("Holder of the goods")
    PLANNER = "planner", _("Planner")
    RESPONDENT = "respondent", _("Respondent")
    PUBLISHER = "publisher", _("Publisher")
    PROCEEDINGS_AGENCY = "proceedings_agency", _("Proceedings agency")
    INVESTIGATING_BODY = "investigating_body", _("Investigating body")
    INSPECTION_DECISION_MAKER = (
        "inspection_decision_maker",
        _("Who ordered the inspection"),
    )
    SUPERIOR = "superior", _("Superior authority")
    SO_VHTTDL = "SO_VHTTDL", _("Department of Culture, Sports and Tourism")
    ALL_AGENCIES = "all_agencies", _("All agencies")
    SYSTEM = "system", _("System")


class DayKind(TextChoices):
    """Days that differ from the rule of the week, and ordinary days in doubt."""

    HOLIDAY = "HOLIDAY", _("Public holiday")
    COMPENSATION = "COMPENSATION", _("Day off in lieu of a holiday on a rest day")
    SWAP_OFF = "SWAP_OFF", _("Day off, worked on another day")
    SWAP_WORKING = "SWAP_WORKING", _("Rest day that is worked")
    WORKING = "WORKING", _("Ordinary working day")


class ViolationGroup(TextChoices):
    PUBLISHING = "publishing", _("Publishing")
    PRINTING = "printing", _("Printing")
    DISTRIBUTION = "distribution", _("Distribution")
    ONLINE = "online", _("Electronic publications")
    COPYRIGHT = "copyright", _("Copyright and related rights")
    CRIMINAL = "criminal", _("Criminal threshold")


class FrameSubject(TextChoices):
    """Whose frame the decree states; the other is computed with factor 2."""

    ORGANISATION = "ORGANISATION", _("Organisation")
    INDIVIDUAL = "INDIVIDUAL", _("Individual")
    CRIMINAL = "CRIMINAL", _("No fine: a criminal threshold")


class AuthorityField(TextChoices):
    """Fields that have a maximum fine of their own (Điều 24 Luật XLVPHC)."""

    PUBLISHING = "publishing", _("Publishing and printing")
    COPYRIGHT = "copyright", _("Copyright and related rights")


class AuthorityTitle(TextChoices):
    """Titles to which the law gives a ceiling; `User.authority_title` holds one.

    Labels are statutory titles, not interface words: they stay Vietnamese.
    """

    CHIEN_SI_CAND = "CHIEN_SI_CAND", "Chiến sĩ Công an nhân dân đang thi hành công vụ"
    TRUONG_CONG_AN_XA = "TRUONG_CONG_AN_XA", "Trưởng Công an cấp xã"
    CHU_TICH_UBND_XA = "CHU_TICH_UBND_XA", "Chủ tịch Ủy ban nhân dân cấp xã"
    GIAM_DOC_SO = "GIAM_DOC_SO", "Giám đốc Sở"
    CHU_TICH_UBND_TINH = "CHU_TICH_UBND_TINH", "Chủ tịch Ủy ban nhân dân cấp tỉnh"
    GIAM_DOC_CONG_AN_TINH = "GIAM_DOC_CONG_AN_TINH", "Giám đốc Công an cấp tỉnh"
    TRUONG_PHONG_CONG_AN_TINH = (
        "TRUONG_PHONG_CONG_AN_TINH",
        "Trưởng phòng Công an cấp tỉnh",
    )
    CHANH_THANH_TRA_TINH = "CHANH_THANH_TRA_TINH", "Chánh Thanh tra tỉnh"
    TRUONG_DOAN_THANH_TRA = "TRUONG_DOAN_THANH_TRA", "Trưởng đoàn thanh tra"
    CHI_CUC_TRUONG_QLTT = "CHI_CUC_TRUONG_QLTT", "Chi cục trưởng Quản lý thị trường"


class SettingKey(TextChoices):
    """Points that the sources leave open, each decided by a dated setting."""

    LATE_INTEREST_FROM = (
        "late_interest_from",
        _("Late interest runs from the rolled or the strict end of the term"),
    )
    CULTURE_DAY = (
        "vietnam_culture_day_is_holiday",
        _("24 November (Vietnam Culture Day) is a public holiday"),
    )
    EXPLANATION_INDIVIDUAL = (
        "explanation_threshold_individual_vnd",
        _("Frame maximum from which an individual may explain"),
    )
    EXPLANATION_ORGANISATION = (
        "explanation_threshold_organisation_vnd",
        _("Frame maximum from which an organisation may explain"),
    )
    ON_THE_SPOT_INDIVIDUAL = (
        "on_the_spot_limit_individual_vnd",
        _("Highest fine of an individual without a violation record"),
    )
    ON_THE_SPOT_ORGANISATION = (
        "on_the_spot_limit_organisation_vnd",
        _("Highest fine of an organisation without a violation record"),
    )
    DEFERRAL_INDIVIDUAL = (
        "deferral_minimum_individual_vnd",
        _("Fine from which an individual may ask for deferral"),
    )
    DEFERRAL_ORGANISATION = (
        "deferral_minimum_organisation_vnd",
        _("Fine from which an organisation in hardship may ask for deferral"),
    )
    INSTALMENTS_MOST = (
        "instalments_maximum_count",
        _("Payments that an instalment plan may have"),
    )
    INSTALMENTS_FIRST = (
        "instalments_first_percent",
        _("Percent of the fine that the first instalment pays at least"),
    )
    RELIEF_STOPS_INTEREST = (
        "relief_stops_late_interest",
        _("No late interest while a fine is deferred or paid by instalments"),
    )
    SUSPENSION_STOPS_LIMITATION = (
        "suspension_stops_execution_limitation",
        _("Suspended time does not count in the limitation of execution"),
    )
    COMPLAINT_COMPLEX_DAYS = (
        "complaint_complex_extra_days",
        _("Further days to settle a complex complaint"),
    )
    PROSECUTION_ANNULS = (
        "prosecution_annuls_decision",
        _("Opening a criminal case annuls the sanction decision for the same act"),
    )
    LEAD_DEFAULT = "lead_default", _("Who leads where nothing else says")
    LEAD_TIP_OFF = "lead_tip_off", _("Who triages and leads tip-offs of the public")
    LEAD_OWN_CHECK = (
        "lead_own_check",
        _("Who leads what an agency finds in its own inspection or check"),
    )
    LEAD_UNKNOWN_ONLINE = (
        "lead_unknown_online",
        _("Who leads where the actor online is not known"),
    )
    LEAD_CRIMINAL_SIGN = (
        "lead_criminal_sign",
        _("Who leads where there is a sign of a crime"),
    )
    HAND_OVER_ANSWER_DAYS = (
        "hand_over_answer_working_days",
        _("Working days to answer a hand-over that is offered"),
    )
    FOLLOW_UP_COUNTS = (
        "follow_up_counts_once_a_year",
        _("A visit on the carrying out of a conclusion is the year's one visit"),
    )
    RISK_SANCTION_12 = (
        "risk_sanction_12_months",
        _("Risk points: sanctioned in the last 12 months"),
    )
    RISK_SANCTION_24 = (
        "risk_sanction_24_months",
        _("Risk points: sanctioned 12 to 24 months ago"),
    )
    RISK_OPEN_CASE = "risk_open_case", _("Risk points: an open case")
    RISK_VERIFIED_REPORT = (
        "risk_verified_report",
        _("Risk points: a complaint or tip-off that was verified"),
    )
    RISK_LICENCE = (
        "risk_licence",
        _("Risk points: licence missing, or declaration older than the last change"),
    )
    RISK_MACHINE = (
        "risk_machine_not_declared",
        _("Risk points: a high-capacity machine that is not declared"),
    )
    RISK_NO_CHECK = (
        "risk_no_check_24_months",
        _("Risk points: no check in 24 months"),
    )
    RISK_ONLINE = (
        "risk_online_without_url",
        _("Risk points: sells online without a listed web address"),
    )
    RISK_SEASON = (
        "risk_season",
        _("Risk points: season of textbooks or calendars"),
    )
    RISK_FOREIGN_PRINTING = (
        "risk_foreign_printing",
        _("Risk points: contract printing for foreign customers"),
    )
    RISK_REMOTE_REVIEW = (
        "risk_remote_review",
        _("Risk points: remote review refused or incomplete"),
    )
    RISK_GOOD_RECORD = (
        "risk_good_record",
        _("Risk points taken off: good record for three years"),
    )
    PRINTS_KEPT_DAYS = (
        "print_batches_kept_days",
        _("Days for which papers printed together are kept for who printed them"),
    )
    LICENCE_WARNING_DAYS = (
        "licence_warning_days",
        _("Days before the end of a licence from which it is warned of"),
    )


class LateInterestFrom(TextChoices):
    ROLLED = "rolled", _("The rolled end of the term")
    STRICT = "strict", _("The strict end of the term")


class ProposalKind(TextChoices):
    """What of the law a proposal is about; IMPORT holds changes of several tables."""

    BEHAVIOUR = "BEHAVIOUR", _("Behaviour and its frames")
    CEILING = "CEILING", _("Fining ceiling")
    DEADLINE_RULE = "DEADLINE_RULE", _("Time limit")
    FIELD_MAXIMUM = "FIELD_MAXIMUM", _("Maximum of a field")
    SETTING = "SETTING", _("Legal setting")
    INDICATOR = "INDICATOR", _("Criminal indicator")
    OBLIGATION = "OBLIGATION", _("Duty of facilities")
    CALENDAR_DAY = "CALENDAR_DAY", _("Day of the calendar")
    IMPORT = "IMPORT", _("Imported file")


class Reach(TextChoices):
    """Since when a change counts; none of them alters what was computed before."""

    FROM_DAY = "FROM_DAY", _("A new row, from a day to come")
    COMPLETES = "COMPLETES", _("Figures for a row that had none")
    KEEPS = "KEEPS", _("The same figures: source, confidence or last day only")
    NEW = "NEW", _("A code that was not in the catalogue")
    DAY = "DAY", _("One day of the calendar")
    RESTORES = "RESTORES", _("Back to the packaged calendar")


class ProposalState(TextChoices):
    PROPOSED = "PROPOSED", _("Waiting for a second person")
    APPROVED = "APPROVED", _("Approved")
    REFUSED = "REFUSED", _("Refused")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class IndicatorMeasure(TextChoices):
    """What a criminal indicator is read from; amounts are whole dong."""

    COPIES = "COPIES", _("Copies of one publication")
    BANNED_COPIES = "BANNED_COPIES", _("Copies of one banned publication")
    ONLINE = "ONLINE", _("Posted online")
    CONTENT = "CONTENT", _("Kind of content")
    PROFIT = "PROFIT", _("Illicit profit")
    DAMAGE = "DAMAGE", _("Damage")
    GOODS_VALUE = "GOODS_VALUE", _("Value of the goods by their sale price")
    GENUINE_VALUE = "GENUINE_VALUE", _("Value of as many genuine goods")
    REPEAT = "REPEAT", _("Sanctioned before for the same act")


AMOUNT_MEASURES = frozenset(
    {
        IndicatorMeasure.PROFIT,
        IndicatorMeasure.DAMAGE,
        IndicatorMeasure.GOODS_VALUE,
        IndicatorMeasure.GENUINE_VALUE,
    }
)
COUNT_MEASURES = frozenset({IndicatorMeasure.COPIES, IndicatorMeasure.BANNED_COPIES})
