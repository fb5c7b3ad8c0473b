from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("regulations", "0003_risk_weights"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="legalsetting",
            name="legalsetting_key_known",
        ),
        migrations.AlterField(
            model_name="calendarday",
            name="depends_on",
            field=models.CharField(
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
                    ("lead_default", "Who leads where nothing else says"),
                    ("lead_tip_off", "Who triages and leads tip-offs of the public"),
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
                    ("risk_no_check_24_months", "Risk points: no check in 24 months"),
                    (
                        "risk_online_without_url",
                        "Risk points: sells online without a listed web address",
                    ),
                    ("risk_season", "Risk points: season of textbooks or calendars"),
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
        migrations.AlterField(
            model_name="legalsetting",
            name="key",
            field=models.CharField(
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
                    ("lead_default", "Who leads where nothing else says"),
                    ("lead_tip_off", "Who triages and leads tip-offs of the public"),
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
                    ("risk_no_check_24_months", "Risk points: no check in 24 months"),
                    (
                        "risk_online_without_url",
                        "Risk points: sells online without a listed web address",
                    ),
                    ("risk_season", "Risk points: season of textbooks or calendars"),
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
        migrations.AddConstraint(
            model_name="legalsetting",
            constraint=models.CheckConstraint(
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
        ),
    ]
