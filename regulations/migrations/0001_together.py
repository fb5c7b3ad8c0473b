"""All tables at once, as the migrations that it replaces left them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django_fsm
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import audit.protection
import kernel.ids
from kernel.create_together import CreateTogether


class Migration(migrations.Migration):
    replaces = [
        ("regulations", "0001_initial"),
        ("regulations", "0002_law_desk"),
        ("regulations", "0003_settings_of_the_registry"),
        ("regulations", "0004_obligations_on_the_desk"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0001_together"),
    ]

    operations = [
        CreateTogether(
            models=[
                migrations.CreateModel(
                    name="AuthorityRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("confirmed", "Confirmed by a source"),
                                    ("recalled", "Recalled, to be verified"),
                                    ("unsettled", "Unsettled"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("confidence_note", models.TextField(blank=True)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("PACKAGE", "Computed by the holiday package"),
                                    ("OWN", "Packaged with the product"),
                                    ("EDITED", "Edited here"),
                                ],
                                default="OWN",
                                max_length=10,
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                choices=[
                                    (
                                        "CHIEN_SI_CAND",
                                        "Chiến sĩ Công an nhân dân đang thi hành công vụ",
                                    ),
                                    ("TRUONG_CONG_AN_XA", "Trưởng Công an cấp xã"),
                                    (
                                        "CHU_TICH_UBND_XA",
                                        "Chủ tịch Ủy ban nhân dân cấp xã",
                                    ),
                                    ("GIAM_DOC_SO", "Giám đốc Sở"),
                                    (
                                        "CHU_TICH_UBND_TINH",
                                        "Chủ tịch Ủy ban nhân dân cấp tỉnh",
                                    ),
                                    (
                                        "GIAM_DOC_CONG_AN_TINH",
                                        "Giám đốc Công an cấp tỉnh",
                                    ),
                                    (
                                        "TRUONG_PHONG_CONG_AN_TINH",
                                        "Trưởng phòng Công an cấp tỉnh",
                                    ),
                                    ("CHANH_THANH_TRA_TINH", "Chánh Thanh tra tỉnh"),
                                    ("TRUONG_DOAN_THANH_TRA", "Trưởng đoàn thanh tra"),
                                    (
                                        "CHI_CUC_TRUONG_QLTT",
                                        "Chi cục trưởng Quản lý thị trường",
                                    ),
                                ],
                                max_length=40,
                            ),
                        ),
                        (
                            "field",
                            models.CharField(
                                choices=[
                                    ("publishing", "Publishing and printing"),
                                    ("copyright", "Copyright and related rights"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "percent",
                            models.PositiveSmallIntegerField(blank=True, null=True),
                        ),
                        ("decree", models.CharField(max_length=120)),
                        ("basis", models.TextField()),
                        (
                            "additional_sanctions",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                    ],
                    options={
                        "ordering": [
                            "title",
                            "field",
                            models.OrderBy(models.F("valid_from"), nulls_first=True),
                        ],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from"))
                                ),
                                name="authorityrule_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "confidence__in",
                                        ["confirmed", "recalled", "unsettled"],
                                    )
                                ),
                                name="authorityrule_confidence_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("source__in", ["PACKAGE", "OWN", "EDITED"])
                                ),
                                name="authorityrule_source_known",
                            ),
                            models.UniqueConstraint(
                                fields=("title", "field", "valid_from"),
                                name="authorityrule_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "title__in",
                                        [
                                            "CHIEN_SI_CAND",
                                            "TRUONG_CONG_AN_XA",
                                            "CHU_TICH_UBND_XA",
                                            "GIAM_DOC_SO",
                                            "CHU_TICH_UBND_TINH",
                                            "GIAM_DOC_CONG_AN_TINH",
                                            "TRUONG_PHONG_CONG_AN_TINH",
                                            "CHANH_THANH_TRA_TINH",
                                            "TRUONG_DOAN_THANH_TRA",
                                            "CHI_CUC_TRUONG_QLTT",
                                        ],
                                    )
                                ),
                                name="authorityrule_title_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("field__in", ["publishing", "copyright"])
                                ),
                                name="authorityrule_field_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("percent__range", (1, 100))),
                                name="authorityrule_percent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("date", models.DateField(unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("HOLIDAY", "Public holiday"),
                                    (
                                        "COMPENSATION",
                                        "Day off in lieu of a holiday on a rest day",
                                    ),
                                    ("SWAP_OFF", "Day off, worked on another day"),
                                    ("SWAP_WORKING", "Rest day that is worked"),
                                    ("WORKING", "Ordinary working day"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("decision_no", models.CharField(blank=True, max_length=120)),
                        ("confirmed", models.BooleanField(default=True)),
                        ("note", models.TextField(blank=True)),
                        (
                            "depends_on",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "late_interest_from",
                                        "Late interest runs from the rolled or the strict end of the term",
                                    ),
                                    (
                                        "vietnam_culture_day_is_holiday",
                                        "24 November (Vietnam Culture Day) is a public holiday",
                                    ),
                                    (
                                        "explanation_threshold_individual_vnd",
                                        "Frame maximum from which an individual may explain",
                                    ),
                                    (
                                        "explanation_threshold_organisation_vnd",
                                        "Frame maximum from which an organisation may explain",
                                    ),
                                    (
                                        "on_the_spot_limit_individual_vnd",
                                        "Highest fine of an individual without a violation record",
                                    ),
                                    (
                                        "on_the_spot_limit_organisation_vnd",
                                        "Highest fine of an organisation without a violation record",
                                    ),
                                    (
                                        "deferral_minimum_individual_vnd",
                                        "Fine from which an individual may ask for deferral",
                                    ),
                                    (
                                        "deferral_minimum_organisation_vnd",
                                        "Fine from which an organisation in hardship may ask for deferral",
                                    ),
                                    (
                                        "instalments_maximum_count",
                                        "Payments that an instalment plan may have",
                                    ),
                                    (
                                        "instalments_first_percent",
                                        "Percent of the fine that the first instalment pays at least",
                                    ),
                                    (
                                        "relief_stops_late_interest",
                                        "No late interest while a fine is deferred or paid by instalments",
                                    ),
                                    (
                                        "suspension_stops_execution_limitation",
                                        "Suspended time does not count in the limitation of execution",
                                    ),
                                    (
                                        "complaint_complex_extra_days",
                                        "Further days to settle a complex complaint",
                                    ),
                                    (
                                        "prosecution_annuls_decision",
                                        "Opening a criminal case annuls the sanction decision for the same act",
                                    ),
                                    (
                                        "lead_default",
                                        "Who leads where nothing else says",
                                    ),
                                    (
                                        "lead_tip_off",
                                        "Who triages and leads tip-offs of the public",
                                    ),
                                    (
                                        "lead_own_check",
                                        "Who leads what an agency finds in its own inspection or check",
                                    ),
                                    (
                                        "lead_unknown_online",
                                        "Who leads where the actor online is not known",
                                    ),
                                    (
                                        "lead_criminal_sign",
                                        "Who leads where there is a sign of a crime",
                                    ),
                                    (
                                        "hand_over_answer_working_days",
                                        "Working days to answer a hand-over that is offered",
                                    ),
                                    (
                                        "follow_up_counts_once_a_year",
                                        "A visit on the carrying out of a conclusion is the year's one visit",
                                    ),
                                    (
                                        "risk_sanction_12_months",
                                        "Risk points: sanctioned in the last 12 months",
                                    ),
                                    (
                                        "risk_sanction_24_months",
                                        "Risk points: sanctioned 12 to 24 months ago",
                                    ),
                                    ("risk_open_case", "Risk points: an open case"),
                                    (
                                        "risk_verified_report",
                                        "Risk points: a complaint or tip-off that was verified",
                                    ),
                                    (
                                        "risk_licence",
                                        "Risk points: licence missing, or declaration older than the last change",
                                    ),
                                    (
                                        "risk_machine_not_declared",
                                        "Risk points: a high-capacity machine that is not declared",
                                    ),
                                    (
                                        "risk_no_check_24_months",
                                        "Risk points: no check in 24 months",
                                    ),
                                    (
                                        "risk_online_without_url",
                                        "Risk points: sells online without a listed web address",
                                    ),
                                    (
                                        "risk_season",
                                        "Risk points: season of textbooks or calendars",
                                    ),
                                    (
                                        "risk_foreign_printing",
                                        "Risk points: contract printing for foreign customers",
                                    ),
                                    (
                                        "risk_remote_review",
                                        "Risk points: remote review refused or incomplete",
                                    ),
                                    (
                                        "risk_good_record",
                                        "Risk points taken off: good record for three years",
                                    ),
                                    (
                                        "licence_warning_days",
                                        "Days before the end of a licence from which it is warned of",
                                    ),
                                ],
                                max_length=60,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("PACKAGE", "Computed by the holiday package"),
                                    ("OWN", "Packaged with the product"),
                                    ("EDITED", "Edited here"),
                                ],
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["date"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "HOLIDAY",
                                            "COMPENSATION",
                                            "SWAP_OFF",
                                            "SWAP_WORKING",
                                            "WORKING",
                                        ],
                                    )
                                ),
                                name="calendarday_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("source__in", ["PACKAGE", "OWN", "EDITED"])
                                ),
                                name="calendarday_source_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "SWAP_WORKING"), _negated=True),
                                    ("date__week_day__in", (1, 7)),
                                    _connector="OR",
                                ),
                                name="calendarday_swapped_in_on_a_rest_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "WORKING"), _negated=True),
                                    models.Q(
                                        ("date__week_day__in", (1, 7)), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="calendarday_ordinary_on_a_weekday",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeadlineRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("confirmed", "Confirmed by a source"),
                                    ("recalled", "Recalled, to be verified"),
                                    ("unsettled", "Unsettled"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("confidence_note", models.TextField(blank=True)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("PACKAGE", "Computed by the holiday package"),
                                    ("OWN", "Packaged with the product"),
                                    ("EDITED", "Edited here"),
                                ],
                                default="OWN",
                                max_length=10,
                            ),
                        ),
                        ("code", models.CharField(max_length=30)),
                        ("name_vi", models.CharField(max_length=200)),
                        ("trigger_event", models.CharField(max_length=200)),
                        (
                            "length",
                            models.DecimalField(
                                blank=True, decimal_places=3, max_digits=7, null=True
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("hour", "hours"),
                                    ("day", "days"),
                                    ("working_day", "working days"),
                                    ("month", "months"),
                                    ("year", "years"),
                                    ("immediate", "at once"),
                                    ("percent_per_day", "percent per day"),
                                    ("time_per_year", "times a year"),
                                    ("fixed_date", "fixed date"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "owner",
                            models.CharField(
                                choices=[
                                    ("authority", "Authority"),
                                    ("inspector", "Inspector"),
                                    ("team_lead", "Team lead"),
                                    ("sanctioner", "Competent sanctioner"),
                                    ("clerk", "Clerk"),
                                    ("holder", "Holder of the goods"),
                                    ("planner", "Planner"),
                                    ("respondent", "Respondent"),
                                    ("publisher", "Publisher"),
                                    ("proceedings_agency", "Proceedings agency"),
                                    ("investigating_body", "Investigating body"),
                                    (
                                        "inspection_decision_maker",
                                        "Who ordered the inspection",
                                    ),
                                    ("superior", "Superior authority"),
                                    (
                                        "SO_VHTTDL",
                                        "Department of Culture, Sports and Tourism",
                                    ),
                                    ("all_agencies", "All agencies"),
                                    ("system", "System"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("extension_rule", models.TextField(blank=True)),
                        ("basis", models.TextField()),
                        ("consequence", models.TextField(blank=True)),
                    ],
                    options={
                        "ordering": [
                            "code",
                            models.OrderBy(models.F("valid_from"), nulls_first=True),
                        ],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from"))
                                ),
                                name="deadlinerule_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "confidence__in",
                                        ["confirmed", "recalled", "unsettled"],
                                    )
                                ),
                                name="deadlinerule_confidence_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("source__in", ["PACKAGE", "OWN", "EDITED"])
                                ),
                                name="deadlinerule_source_known",
                            ),
                            models.UniqueConstraint(
                                fields=("code", "valid_from"),
                                name="deadlinerule_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "unit__in",
                                        [
                                            "hour",
                                            "day",
                                            "working_day",
                                            "month",
                                            "year",
                                            "immediate",
                                            "percent_per_day",
                                            "time_per_year",
                                            "fixed_date",
                                        ],
                                    )
                                ),
                                name="deadlinerule_unit_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "owner__in",
                                        [
                                            "authority",
                                            "inspector",
                                            "team_lead",
                                            "sanctioner",
                                            "clerk",
                                            "holder",
                                            "planner",
                                            "respondent",
                                            "publisher",
                                            "proceedings_agency",
                                            "investigating_body",
                                            "inspection_decision_maker",
                                            "superior",
                                            "SO_VHTTDL",
                                            "all_agencies",
                                            "system",
                                        ],
                                    )
                                ),
                                name="deadlinerule_owner_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FieldMaximum",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("confirmed", "Confirmed by a source"),
                                    ("recalled", "Recalled, to be verified"),
                                    ("unsettled", "Unsettled"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("confidence_note", models.TextField(blank=True)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("PACKAGE", "Computed by the holiday package"),
                                    ("OWN", "Packaged with the product"),
                                    ("EDITED", "Edited here"),
                                ],
                                default="OWN",
                                max_length=10,
                            ),
                        ),
                        (
                            "field",
                            models.CharField(
                                choices=[
                                    ("publishing", "Publishing and printing"),
                                    ("copyright", "Copyright and related rights"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("individual_vnd", models.BigIntegerField()),
                        ("organisation_vnd", models.BigIntegerField()),
                        ("decree", models.CharField(max_length=120)),
                        ("basis", models.TextField()),
                    ],
                    options={
                        "verbose_name_plural": "field maxima",
                        "ordering": [
                            "field",
                            models.OrderBy(models.F("valid_from"), nulls_first=True),
                        ],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from"))
                                ),
                                name="fieldmaximum_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "confidence__in",
                                        ["confirmed", "recalled", "unsettled"],
                                    )
                                ),
                                name="fieldmaximum_confidence_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("source__in", ["PACKAGE", "OWN", "EDITED"])
                                ),
                                name="fieldmaximum_source_known",
                            ),
                            models.UniqueConstraint(
                                fields=("field", "valid_from"),
                                name="fieldmaximum_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("field__in", ["publishing", "copyright"])
                                ),
                                name="fieldmaximum_field_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("individual_vnd__gt", 0),
                                    ("organisation_vnd__gt", 0),
                                ),
                                name="fieldmaximum_positive",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalSetting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("confirmed", "Confirmed by a source"),
                                    ("recalled", "Recalled, to be verified"),
                                    ("unsettled", "Unsettled"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("confidence_note", models.TextField(blank=True)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("PACKAGE", "Computed by the holiday package"),
                                    ("OWN", "Packaged with the product"),
                                    ("EDITED", "Edited here"),
                                ],
                                default="OWN",
                                max_length=10,
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                choices=[
                                    (
                                        "late_interest_from",
                                        "Late interest runs from the rolled or the strict end of the term",
                                    ),
                                    (
                                        "vietnam_culture_day_is_holiday",
                                        "24 November (Vietnam Culture Day) is a public holiday",
                                    ),
                                    (
                                        "explanation_threshold_individual_vnd",
                                        "Frame maximum from which an individual may explain",
                                    ),
                                    (
                                        "explanation_threshold_organisation_vnd",
                                        "Frame maximum from which an organisation may explain",
                                    ),
                                    (
                                        "on_the_spot_limit_individual_vnd",
                                        "Highest fine of an individual without a violation record",
                                    ),
                                    (
                                        "on_the_spot_limit_organisation_vnd",
                                        "Highest fine of an organisation without a violation record",
                                    ),
                                    (
                                        "deferral_minimum_individual_vnd",
                                        "Fine from which an individual may ask for deferral",
                                    ),
                                    (
                                        "deferral_minimum_organisation_vnd",
                                        "Fine from which an organisation in hardship may ask for deferral",
                                    ),
                                    (
                                        "instalments_maximum_count",
                                        "Payments that an instalment plan may have",
                                    ),
                                    (
                                        "instalments_first_percent",
                                        "Percent of the fine that the first instalment pays at least",
                                    ),
                                    (
                                        "relief_stops_late_interest",
                                        "No late interest while a fine is deferred or paid by instalments",
                                    ),
                                    (
                                        "suspension_stops_execution_limitation",
                                        "Suspended time does not count in the limitation of execution",
                                    ),
                                    (
                                        "complaint_complex_extra_days",
                                        "Further days to settle a complex complaint",
                                    ),
                                    (
                                        "prosecution_annuls_decision",
                                        "Opening a criminal case annuls the sanction decision for the same act",
                                    ),
                                    (
                                        "lead_default",
                                        "Who leads where nothing else says",
                                    ),
                                    (
                                        "lead_tip_off",
                                        "Who triages and leads tip-offs of the public",
                                    ),
                                    (
                                        "lead_own_check",
                                        "Who leads what an agency finds in its own inspection or check",
                                    ),
                                    (
                                        "lead_unknown_online",
                                        "Who leads where the actor online is not known",
                                    ),
                                    (
                                        "lead_criminal_sign",
                                        "Who leads where there is a sign of a crime",
                                    ),
                                    (
                                        "hand_over_answer_working_days",
                                        "Working days to answer a hand-over that is offered",
                                    ),
                                    (
                                        "follow_up_counts_once_a_year",
                                        "A visit on the carrying out of a conclusion is the year's one visit",
                                    ),
                                    (
                                        "risk_sanction_12_months",
                                        "Risk points: sanctioned in the last 12 months",
                                    ),
                                    (
                                        "risk_sanction_24_months",
                                        "Risk points: sanctioned 12 to 24 months ago",
                                    ),
                                    ("risk_open_case", "Risk points: an open case"),
                                    (
                                        "risk_verified_report",
                                        "Risk points: a complaint or tip-off that was verified",
                                    ),
                                    (
                                        "risk_licence",
                                        "Risk points: licence missing, or declaration older than the last change",
                                    ),
                                    (
                                        "risk_machine_not_declared",
                                        "Risk points: a high-capacity machine that is not declared",
                                    ),
                                    (
                                        "risk_no_check_24_months",
                                        "Risk points: no check in 24 months",
                                    ),
                                    (
                                        "risk_online_without_url",
                                        "Risk points: sells online without a listed web address",
                                    ),
                                    (
                                        "risk_season",
                                        "Risk points: season of textbooks or calendars",
                                    ),
                                    (
                                        "risk_foreign_printing",
                                        "Risk points: contract printing for foreign customers",
                                    ),
                                    (
                                        "risk_remote_review",
                                        "Risk points: remote review refused or incomplete",
                                    ),
                                    (
                                        "risk_good_record",
                                        "Risk points taken off: good record for three years",
                                    ),
                                    (
                                        "licence_warning_days",
                                        "Days before the end of a licence from which it is warned of",
                                    ),
                                ],
                                max_length=60,
                            ),
                        ),
                        ("value", models.CharField(max_length=60)),
                        ("basis", models.TextField()),
                    ],
                    options={
                        "ordering": [
                            "key",
                            models.OrderBy(models.F("valid_from"), nulls_first=True),
                        ],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from"))
                                ),
                                name="legalsetting_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "confidence__in",
                                        ["confirmed", "recalled", "unsettled"],
                                    )
                                ),
                                name="legalsetting_confidence_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("source__in", ["PACKAGE", "OWN", "EDITED"])
                                ),
                                name="legalsetting_source_known",
                            ),
                            models.UniqueConstraint(
                                fields=("key", "valid_from"),
                                name="legalsetting_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "key__in",
                                        [
                                            "late_interest_from",
                                            "vietnam_culture_day_is_holiday",
                                            "explanation_threshold_individual_vnd",
                                            "explanation_threshold_organisation_vnd",
                                            "on_the_spot_limit_individual_vnd",
                                            "on_the_spot_limit_organisation_vnd",
                                            "deferral_minimum_individual_vnd",
                                            "deferral_minimum_organisation_vnd",
                                            "instalments_maximum_count",
                                            "instalments_first_percent",
                                            "relief_stops_late_interest",
                                            "suspension_stops_execution_limitation",
                                            "complaint_complex_extra_days",
                                            "prosecution_annuls_decision",
                                            "lead_default",
                                            "lead_tip_off",
                                            "lead_own_check",
                                            "lead_unknown_online",
                                            "lead_criminal_sign",
                                            "hand_over_answer_working_days",
                                            "follow_up_counts_once_a_year",
                                            "risk_sanction_12_months",
                                            "risk_sanction_24_months",
                                            "risk_open_case",
                                            "risk_verified_report",
                                            "risk_licence",
                                            "risk_machine_not_declared",
                                            "risk_no_check_24_months",
                                            "risk_online_without_url",
                                            "risk_season",
                                            "risk_foreign_printing",
                                            "risk_remote_review",
                                            "risk_good_record",
                                            "licence_warning_days",
                                        ],
                                    )
                                ),
                                name="legalsetting_key_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ViolationBehaviour",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("confirmed", "Confirmed by a source"),
                                    ("recalled", "Recalled, to be verified"),
                                    ("unsettled", "Unsettled"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("confidence_note", models.TextField(blank=True)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("PACKAGE", "Computed by the holiday package"),
                                    ("OWN", "Packaged with the product"),
                                    ("EDITED", "Edited here"),
                                ],
                                default="OWN",
                                max_length=10,
                            ),
                        ),
                        ("code", models.CharField(max_length=30)),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("publishing", "Publishing"),
                                    ("printing", "Printing"),
                                    ("distribution", "Distribution"),
                                    ("online", "Electronic publications"),
                                    ("copyright", "Copyright and related rights"),
                                    ("criminal", "Criminal threshold"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("title_vi", models.TextField()),
                        ("title_en", models.TextField()),
                        ("legal_basis", models.TextField()),
                        (
                            "frame_subject",
                            models.CharField(
                                choices=[
                                    ("ORGANISATION", "Organisation"),
                                    ("INDIVIDUAL", "Individual"),
                                    ("CRIMINAL", "No fine: a criminal threshold"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "fine_min_individual_vnd",
                            models.BigIntegerField(blank=True, null=True),
                        ),
                        (
                            "fine_max_individual_vnd",
                            models.BigIntegerField(blank=True, null=True),
                        ),
                        (
                            "fine_min_organisation_vnd",
                            models.BigIntegerField(blank=True, null=True),
                        ),
                        (
                            "fine_max_organisation_vnd",
                            models.BigIntegerField(blank=True, null=True),
                        ),
                        ("quantity_rule", models.TextField(blank=True)),
                        (
                            "additional_sanctions",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        (
                            "remedial_measures",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                        ("folded", models.TextField(editable=False)),
                    ],
                    options={
                        "ordering": [
                            "code",
                            models.OrderBy(models.F("valid_from"), nulls_first=True),
                        ],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from"))
                                ),
                                name="violationbehaviour_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "confidence__in",
                                        ["confirmed", "recalled", "unsettled"],
                                    )
                                ),
                                name="violationbehaviour_confidence_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("source__in", ["PACKAGE", "OWN", "EDITED"])
                                ),
                                name="violationbehaviour_source_known",
                            ),
                            models.UniqueConstraint(
                                fields=("code", "valid_from"),
                                name="violationbehaviour_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "group__in",
                                        [
                                            "publishing",
                                            "printing",
                                            "distribution",
                                            "online",
                                            "copyright",
                                            "criminal",
                                        ],
                                    )
                                ),
                                name="violationbehaviour_group_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "frame_subject__in",
                                        ["ORGANISATION", "INDIVIDUAL", "CRIMINAL"],
                                    )
                                ),
                                name="violationbehaviour_frame_subject_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("fine_max_individual_vnd__isnull", True),
                                        ("fine_min_individual_vnd__isnull", True),
                                    ),
                                    models.Q(
                                        (
                                            "fine_max_individual_vnd__gte",
                                            models.F("fine_min_individual_vnd"),
                                        ),
                                        ("fine_max_individual_vnd__isnull", False),
                                        ("fine_min_individual_vnd__gte", 0),
                                        ("fine_min_individual_vnd__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="violationbehaviour_frame_individual",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("fine_max_organisation_vnd__isnull", True),
                                        ("fine_min_organisation_vnd__isnull", True),
                                    ),
                                    models.Q(
                                        (
                                            "fine_max_organisation_vnd__gte",
                                            models.F("fine_min_organisation_vnd"),
                                        ),
                                        ("fine_max_organisation_vnd__isnull", False),
                                        ("fine_min_organisation_vnd__gte", 0),
                                        ("fine_min_organisation_vnd__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="violationbehaviour_frame_organisation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("frame_subject", "CRIMINAL"), _negated=True
                                    ),
                                    models.Q(
                                        ("fine_max_individual_vnd__isnull", True),
                                        ("fine_max_organisation_vnd__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="violationbehaviour_criminal_has_no_fine",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CriminalIndicator",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True)),
                        ("valid_to", models.DateField(blank=True, null=True)),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("confirmed", "Confirmed by a source"),
                                    ("recalled", "Recalled, to be verified"),
                                    ("unsettled", "Unsettled"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("confidence_note", models.TextField(blank=True)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("PACKAGE", "Computed by the holiday package"),
                                    ("OWN", "Packaged with the product"),
                                    ("EDITED", "Edited here"),
                                ],
                                default="OWN",
                                max_length=10,
                            ),
                        ),
                        ("code", models.CharField(max_length=20)),
                        ("title_vi", models.TextField()),
                        (
                            "measure",
                            models.CharField(
                                choices=[
                                    ("COPIES", "Copies of one publication"),
                                    (
                                        "BANNED_COPIES",
                                        "Copies of one banned publication",
                                    ),
                                    ("ONLINE", "Posted online"),
                                    ("CONTENT", "Kind of content"),
                                    ("PROFIT", "Illicit profit"),
                                    ("DAMAGE", "Damage"),
                                    (
                                        "GOODS_VALUE",
                                        "Value of the goods by their sale price",
                                    ),
                                    ("GENUINE_VALUE", "Value of as many genuine goods"),
                                    ("REPEAT", "Sanctioned before for the same act"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "behaviours",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30), size=None
                            ),
                        ),
                        ("threshold", models.BigIntegerField(blank=True, null=True)),
                        ("is_exclusive", models.BooleanField(default=False)),
                        (
                            "subject_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ORGANISATION", "Organisation"),
                                    ("INDIVIDUAL", "Individual"),
                                    ("HOUSEHOLD", "Household business"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("is_restricting", models.BooleanField(default=False)),
                        ("basis", models.TextField()),
                    ],
                    options={
                        "ordering": [
                            "code",
                            "measure",
                            models.OrderBy(models.F("valid_from"), nulls_first=True),
                        ],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from"))
                                ),
                                name="criminalindicator_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "confidence__in",
                                        ["confirmed", "recalled", "unsettled"],
                                    )
                                ),
                                name="criminalindicator_confidence_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("source__in", ["PACKAGE", "OWN", "EDITED"])
                                ),
                                name="criminalindicator_source_known",
                            ),
                            models.UniqueConstraint(
                                fields=("code", "measure", "valid_from"),
                                name="criminalindicator_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "measure__in",
                                        [
                                            "COPIES",
                                            "BANNED_COPIES",
                                            "ONLINE",
                                            "CONTENT",
                                            "PROFIT",
                                            "DAMAGE",
                                            "GOODS_VALUE",
                                            "GENUINE_VALUE",
                                            "REPEAT",
                                        ],
                                    )
                                ),
                                name="criminalindicator_measure_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "measure__in",
                                            [
                                                "BANNED_COPIES",
                                                "COPIES",
                                                "DAMAGE",
                                                "GENUINE_VALUE",
                                                "GOODS_VALUE",
                                                "PROFIT",
                                            ],
                                        ),
                                        ("threshold__gt", 0),
                                    ),
                                    models.Q(
                                        models.Q(
                                            (
                                                "measure__in",
                                                [
                                                    "BANNED_COPIES",
                                                    "COPIES",
                                                    "DAMAGE",
                                                    "GENUINE_VALUE",
                                                    "GOODS_VALUE",
                                                    "PROFIT",
                                                ],
                                            ),
                                            _negated=True,
                                        ),
                                        ("threshold__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="criminalindicator_threshold",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReferenceProposal",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=kernel.ids.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("BEHAVIOUR", "Behaviour and its frames"),
                                    ("CEILING", "Fining ceiling"),
                                    ("DEADLINE_RULE", "Time limit"),
                                    ("FIELD_MAXIMUM", "Maximum of a field"),
                                    ("SETTING", "Legal setting"),
                                    ("INDICATOR", "Criminal indicator"),
                                    ("OBLIGATION", "Duty of facilities"),
                                    ("CALENDAR_DAY", "Day of the calendar"),
                                    ("IMPORT", "Imported file"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("label", models.CharField(max_length=200)),
                        ("reason", models.TextField()),
                        ("checksum", models.CharField(blank=True, max_length=64)),
                        ("is_of_calendar", models.BooleanField(default=False)),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("PROPOSED", "Waiting for a second person"),
                                    ("APPROVED", "Approved"),
                                    ("REFUSED", "Refused"),
                                    ("WITHDRAWN", "Withdrawn"),
                                ],
                                default="PROPOSED",
                                max_length=50,
                                protected=True,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("settled_reason", models.TextField(blank=True)),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-proposed_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "PROPOSED",
                                            "APPROVED",
                                            "REFUSED",
                                            "WITHDRAWN",
                                        ],
                                    )
                                ),
                                name="referenceproposal_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled_at__isnull", True),
                                        ("settled_by__isnull", True),
                                        ("state", "PROPOSED"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "PROPOSED"), _negated=True),
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="referenceproposal_settled_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["APPROVED", "REFUSED"]),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("settled_by", models.F("proposed_by")),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="referenceproposal_second_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "WITHDRAWN"), _negated=True),
                                    ("settled_by", models.F("proposed_by")),
                                    _connector="OR",
                                ),
                                name="referenceproposal_own_withdrawal",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "REFUSED"), _negated=True),
                                    models.Q(("settled_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="referenceproposal_refused_with_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "BEHAVIOUR",
                                            "CEILING",
                                            "DEADLINE_RULE",
                                            "FIELD_MAXIMUM",
                                            "SETTING",
                                            "INDICATOR",
                                            "OBLIGATION",
                                            "CALENDAR_DAY",
                                            "IMPORT",
                                        ],
                                    )
                                ),
                                name="referenceproposal_kind_known",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="reference_proposal_frozen",
                                sql=audit.protection.FirmTriggerSql(
                                    condition='WHEN (OLD."checksum" IS DISTINCT FROM (NEW."checksum") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_of_calendar" IS DISTINCT FROM (NEW."is_of_calendar") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."label" IS DISTINCT FROM (NEW."label") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason"))',
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="64bf4ac54fa9f016aa7772cd208745b0e8415598",
                                    operation="UPDATE",
                                    pgid="pgtrigger_reference_proposal_frozen_73032",
                                    table="regulations_referenceproposal",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="reference_proposal_stays",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="c41d64eebb919a16cc02e319aab02b00d3a4647c",
                                    level="STATEMENT",
                                    operation="DELETE OR TRUNCATE",
                                    pgid="pgtrigger_reference_proposal_stays_2a454",
                                    table="regulations_referenceproposal",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                    bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ProposedChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("BEHAVIOUR", "Behaviour and its frames"),
                                    ("CEILING", "Fining ceiling"),
                                    ("DEADLINE_RULE", "Time limit"),
                                    ("FIELD_MAXIMUM", "Maximum of a field"),
                                    ("SETTING", "Legal setting"),
                                    ("INDICATOR", "Criminal indicator"),
                                    ("OBLIGATION", "Duty of facilities"),
                                    ("CALENDAR_DAY", "Day of the calendar"),
                                    ("IMPORT", "Imported file"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("code", models.CharField(max_length=80)),
                        ("starts_on", models.DateField(null=True)),
                        (
                            "reach",
                            models.CharField(
                                choices=[
                                    ("FROM_DAY", "A new row, from a day to come"),
                                    ("COMPLETES", "Figures for a row that had none"),
                                    (
                                        "KEEPS",
                                        "The same figures: source, confidence or last day only",
                                    ),
                                    ("NEW", "A code that was not in the catalogue"),
                                    ("DAY", "One day of the calendar"),
                                    ("RESTORES", "Back to the packaged calendar"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("payload", models.JSONField()),
                        ("before", models.JSONField(default=dict)),
                        ("citation", models.TextField(blank=True)),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="regulations.referenceproposal",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["proposal", "position"],
                        "indexes": [
                            models.Index(
                                fields=["kind", "code"], name="proposedchange_row"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "kind", "code", "starts_on"),
                                name="proposedchange_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "reach__in",
                                        [
                                            "FROM_DAY",
                                            "COMPLETES",
                                            "KEEPS",
                                            "NEW",
                                            "DAY",
                                            "RESTORES",
                                        ],
                                    )
                                ),
                                name="proposedchange_reach_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("citation", ""), _negated=True),
                                    ("kind", "CALENDAR_DAY"),
                                    _connector="OR",
                                ),
                                name="proposedchange_cited",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "BEHAVIOUR",
                                            "CEILING",
                                            "DEADLINE_RULE",
                                            "FIELD_MAXIMUM",
                                            "SETTING",
                                            "INDICATOR",
                                            "OBLIGATION",
                                            "CALENDAR_DAY",
                                            "IMPORT",
                                        ],
                                    ),
                                    models.Q(("kind", "IMPORT"), _negated=True),
                                ),
                                name="proposedchange_kind_known",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="proposed_change_insert_only",
                                sql=audit.protection.FirmTriggerSql(
                                    func="\n    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP\n        USING ERRCODE = 'restrict_violation',\n              HINT = 'A correction is a new row.';\n",
                                    hash="03dc67d5bdedeb352904440221f19744589a9d43",
                                    level="STATEMENT",
                                    operation="UPDATE OR DELETE OR TRUNCATE",
                                    pgid="pgtrigger_proposed_change_insert_only_421c4",
                                    table="regulations_proposedchange",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
