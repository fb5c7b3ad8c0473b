"""Addresses under /api/v1/ (the tables of the interface document, in their order)."""

from django.urls import path

from api import (
    agencies,
    docs,
    law,
    law_desk,
    overlaps,
    paper_drafts,
    papers,
    papers_sent,
    plan_candidates,
    plan_progress,
    search,
    tasks,
    tip_offs,
    verify,
    visit_calendar,
    wards,
)
from api.cases import confidential, conversation, crime, execution, together
from api.cases import views as cases
from api.cases.acts import CASE_ACTS
from api.cases.execution_acts import COMPLAINT_ACTS, RELIEF_ACTS
from api.field.urls import urlpatterns as field
from api.goods.urls import urlpatterns as goods
from api.plans import views as plans
from api.plans.acts import PLAN_ACTS
from api.registry import addresses, imports, merges, obligations, print_jobs, ties
from api.registry import views as registry
from api.registry.acts import FACILITY_ACTS
from api.steps import step_paths
from api.visits import remote as remote_reviews
from api.visits import views as visits
from api.visits.acts import VISIT_ACTS

app_name = "api"

urlpatterns = [
    path("schema/", docs.SchemaView.as_view(), name="schema"),
    path("docs/", docs.docs, name="docs"),
    path("wards/", wards.Wards.as_view(), name="wards"),
    path("agencies/", agencies.Agencies.as_view(), name="agencies"),
    path("violations/", law.Violations.as_view(), name="violations"),
    path("deadline-rules/", law.DeadlineRules.as_view(), name="deadline_rules"),
    path(
        "deadline-rules/<str:rule>/due/",
        law.DeadlineRuleDue.as_view(),
        name="deadline_rule_due",
    ),
    path("calendar/", law.Calendar.as_view(), name="calendar"),
    path("calendar/<str:day>/", law.CalendarDayView.as_view(), name="calendar_day"),
    path("law/open/", law_desk.OpenLaw.as_view(), name="law_open"),
    path("law/export/", law_desk.LawFile.as_view(), name="law_export"),
    path("law/proposals/", law_desk.Proposals.as_view(), name="law_proposals"),
    path(
        "law/proposals/<uuid:id>/",
        law_desk.ProposalView.as_view(),
        name="law_proposal",
    ),
    *step_paths(
        "law/proposals/<uuid:id>",
        law_desk.ProposalStep,
        law_desk.PROPOSAL_ACTS,
        name="law_proposal",
    ),
    path("facilities/", registry.Facilities.as_view(), name="facilities"),
    path("facilities/imports/", imports.Imports.as_view(), name="facility_imports"),
    path(
        "facilities/imports/<uuid:id>/",
        imports.ImportView.as_view(),
        name="facility_import",
    ),
    path(
        "facilities/imports/<uuid:id>/rows/",
        imports.ImportRows.as_view(),
        name="facility_import_rows",
    ),
    path(
        "facilities/imports/<uuid:id>/errors/",
        imports.ImportErrors.as_view(),
        name="facility_import_errors",
    ),
    *step_paths(
        "facilities/imports/<uuid:id>",
        imports.ImportStep,
        imports.IMPORT_ACTS,
        name="facility_import",
    ),
    path("facilities/doubles/", merges.Doubles.as_view(), name="facility_doubles"),
    path(
        "facilities/not-doubles/",
        merges.NotDoubles.as_view(),
        name="facility_not_doubles",
    ),
    path("facilities/merges/", merges.Merges.as_view(), name="facility_merges"),
    path(
        "facilities/merges/<uuid:id>/",
        merges.MergeView.as_view(),
        name="facility_merge",
    ),
    *step_paths(
        "facilities/merges/<uuid:id>",
        merges.MergeStep,
        merges.MERGE_ACTS,
        name="facility_merge",
    ),
    path("facilities/links/", ties.LedLinks.as_view(), name="led_links"),
    path("facilities/links/<uuid:id>/", ties.LinkView.as_view(), name="facility_link"),
    *step_paths(
        "facilities/links/<uuid:id>",
        ties.LinkStep,
        ties.LINK_ACTS,
        name="facility_link",
    ),
    path(
        "facilities/<uuid:id>/addresses/<uuid:part>/",
        addresses.AddressView.as_view(),
        name="facility_address",
    ),
    path(
        "facilities/<uuid:id>/print-jobs/",
        print_jobs.PrintJobs.as_view(),
        name="facility_print_jobs",
    ),
    path(
        "facilities/<uuid:id>/print-jobs/<uuid:part>/",
        print_jobs.PrintJobView.as_view(),
        name="facility_print_job",
    ),
    *step_paths(
        "facilities/<uuid:id>/print-jobs/<uuid:part>",
        print_jobs.PrintJobStep,
        print_jobs.PRINT_JOB_ACTS,
        name="facility_print_job",
    ),
    path(
        "facilities/<uuid:id>/steps/split/",
        registry.FacilitySplit.as_view(),
        name="facility_split",
    ),
    path("facilities/<uuid:id>/", registry.FacilityView.as_view(), name="facility"),
    path(
        "facilities/<uuid:id>/risk/",
        registry.FacilityRisk.as_view(),
        name="facility_risk",
    ),
    path(
        "facilities/<uuid:id>/links/",
        registry.FacilityLinks.as_view(),
        name="facility_links",
    ),
    path(
        "facilities/<uuid:id>/obligations/",
        obligations.FacilityObligations.as_view(),
        name="facility_obligations",
    ),
    path(
        "facilities/<uuid:id>/files/",
        obligations.FacilityFiles.as_view(),
        name="facility_files",
    ),
    path(
        "facilities/<uuid:id>/history/",
        registry.FacilityHistory.as_view(),
        name="facility_history",
    ),
    *step_paths(
        "facilities/<uuid:id>",
        registry.FacilityStep,
        (*FACILITY_ACTS, *obligations.OBLIGATION_ACTS),
        name="facility",
    ),
    path("inspection-plans/", plans.Plans.as_view(), name="inspection_plans"),
    path(
        "inspection-plans/progress/",
        plan_progress.PlanProgress.as_view(),
        name="inspection_plan_progress",
    ),
    path(
        "inspection-plans/<uuid:id>/", plans.PlanView.as_view(), name="inspection_plan"
    ),
    path(
        "inspection-plans/<uuid:id>/items/",
        plans.PlanItems.as_view(),
        name="inspection_plan_items",
    ),
    path(
        "inspection-plans/<uuid:id>/candidates/",
        plan_candidates.PlanCandidates.as_view(),
        name="inspection_plan_candidates",
    ),
    *step_paths(
        "inspection-plans/<uuid:id>",
        plans.PlanStep,
        PLAN_ACTS,
        name="inspection_plan",
    ),
    path("overlaps/", overlaps.Overlaps.as_view(), name="overlaps"),
    *step_paths(
        "overlaps/<uuid:id>",
        overlaps.OverlapStep,
        overlaps.OVERLAP_ACTS,
        name="overlap",
    ),
    path("inspections/", visits.Visits.as_view(), name="inspections"),
    path(
        "inspections/calendar/",
        visit_calendar.VisitCalendar.as_view(),
        name="inspection_calendar",
    ),
    path("inspections/<uuid:id>/", visits.VisitView.as_view(), name="inspection"),
    path(
        "inspections/<uuid:id>/findings/",
        visits.Findings.as_view(),
        name="inspection_findings",
    ),
    path(
        "inspections/<uuid:id>/checklist/",
        visits.Questions.as_view(),
        name="inspection_checklist",
    ),
    path(
        "inspections/<uuid:id>/evidence/",
        visits.VisitFiles.as_view(),
        name="inspection_evidence",
    ),
    path(
        "inspections/<uuid:id>/follow-ups/",
        visits.FollowUps.as_view(),
        name="inspection_follow_ups",
    ),
    path(
        "inspections/<uuid:id>/remote-reviews/",
        remote_reviews.RemoteReviews.as_view(),
        name="inspection_remote_reviews",
    ),
    *step_paths(
        "inspections/<uuid:id>/remote-reviews/<uuid:part>",
        remote_reviews.RemoteReviewStep,
        remote_reviews.REVIEW_ACTS,
        name="remote_review",
    ),
    path(
        "inspections/<uuid:id>/documents/",
        papers.VisitDocuments.as_view(),
        name="inspection_documents",
    ),
    path(
        "inspections/<uuid:id>/print/<str:form>/",
        papers.VisitPrint.as_view(),
        name="inspection_print",
    ),
    *step_paths(
        "inspections/<uuid:id>", visits.VisitStep, VISIT_ACTS, name="inspection"
    ),
    path("cases/", cases.Cases.as_view(), name="cases"),
    path("cases/<uuid:id>/", cases.CaseView.as_view(), name="case"),
    path("cases/<uuid:id>/events/", cases.Events.as_view(), name="case_events"),
    path("cases/<uuid:id>/payments/", cases.Payments.as_view(), name="case_payments"),
    path(
        "cases/<uuid:id>/complaints/",
        execution.Complaints.as_view(),
        name="case_complaints",
    ),
    *step_paths(
        "cases/<uuid:id>/complaints/<uuid:part>",
        execution.ComplaintStep,
        COMPLAINT_ACTS,
        name="complaint",
    ),
    path("cases/<uuid:id>/reliefs/", execution.Reliefs.as_view(), name="case_reliefs"),
    *step_paths(
        "cases/<uuid:id>/reliefs/<uuid:part>",
        execution.ReliefStep,
        RELIEF_ACTS,
        name="relief",
    ),
    path(
        "cases/<uuid:id>/clock-sheet/",
        execution.ClockSheet.as_view(),
        name="case_clock_sheet",
    ),
    path("cases/<uuid:id>/evidence/", cases.CaseFiles.as_view(), name="case_evidence"),
    path(
        "cases/<uuid:id>/documents/",
        papers.CaseDocuments.as_view(),
        name="case_documents",
    ),
    path(
        "cases/<uuid:id>/print/<str:form>/",
        papers.CasePrint.as_view(),
        name="case_print",
    ),
    path(
        "cases/<uuid:id>/indicators/",
        crime.CaseIndicators.as_view(),
        name="case_indicators",
    ),
    *step_paths("cases/<uuid:id>", cases.CaseStep, CASE_ACTS, name="case"),
    *goods,
    path("cases/<uuid:id>/tasks/", together.CaseTasks.as_view(), name="case_tasks"),
    path(
        "cases/<uuid:id>/opinions/",
        together.CaseOpinions.as_view(),
        name="case_opinions",
    ),
    path("cases/<uuid:id>/notes/", conversation.CaseNotes.as_view(), name="case_notes"),
    path(
        "cases/<uuid:id>/timeline/",
        conversation.CaseTimeline.as_view(),
        name="case_timeline",
    ),
    path(
        "cases/<uuid:id>/reveals/",
        conversation.CaseReveals.as_view(),
        name="case_reveals",
    ),
    path(
        "cases/<uuid:id>/numbers/",
        confidential.CaseNumbers.as_view(),
        name="case_numbers",
    ),
    *step_paths(
        "cases/<uuid:id>/notes/<uuid:part>",
        confidential.NoteStep,
        confidential.NOTE_ACTS,
        name="note",
    ),
    *step_paths(
        "cases/<uuid:id>/evidence/<uuid:part>",
        confidential.FileStep,
        confidential.FILE_ACTS,
        name="case_file",
    ),
    *step_paths(
        "cases/<uuid:id>",
        together.InvitationStep,
        together.INVITATION_ACTS,
        name="case",
    ),
    path("tasks/", tasks.Tasks.as_view(), name="tasks"),
    path("tasks/<uuid:id>/", tasks.TaskView.as_view(), name="task"),
    *step_paths("tasks/<uuid:id>", tasks.TaskStep, tasks.TASK_ACTS, name="task"),
    path("waiting/", tasks.WaitingList.as_view(), name="waiting"),
    path("break-glass/", tasks.BreakGlassView.as_view(), name="break_glass"),
    path("tip-offs/", tip_offs.TipOffs.as_view(), name="tip_offs"),
    path("tip-offs/<uuid:id>/", tip_offs.TipOffView.as_view(), name="tip_off"),
    *step_paths(
        "tip-offs/<uuid:id>",
        tip_offs.TipOffStep,
        tip_offs.TIP_OFF_ACTS,
        name="tip_off",
    ),
    path("documents/", papers_sent.Documents.as_view(), name="documents"),
    path("documents/drafts/", paper_drafts.PaperDrafts.as_view(), name="paper_drafts"),
    path(
        "documents/drafts/<uuid:id>/",
        paper_drafts.PaperDraftView.as_view(),
        name="paper_draft",
    ),
    path(
        "documents/drafts/<uuid:id>/file/",
        paper_drafts.PaperDraftFile.as_view(),
        name="paper_draft_file",
    ),
    *step_paths(
        "documents/drafts/<uuid:id>",
        paper_drafts.PaperDraftStep,
        paper_drafts.PAPER_DRAFT_ACTS,
        name="paper_draft",
    ),
    path(
        "documents/to-sign/", papers_sent.PapersToSign.as_view(), name="papers_to_sign"
    ),
    path(
        "documents/<uuid:id>/dispatches/",
        papers_sent.Dispatches.as_view(),
        name="document_dispatches",
    ),
    path(
        "documents/<uuid:id>/revisions/",
        papers_sent.Revisions.as_view(),
        name="document_revisions",
    ),
    path(
        "cases/<uuid:id>/paper-forms/",
        paper_drafts.PaperForms.as_view(),
        name="case_paper_forms",
    ),
    path(
        "cases/<uuid:id>/incoming-papers/",
        papers_sent.IncomingPapers.as_view(),
        name="case_incoming_papers",
    ),
    path("documents/<uuid:id>/", papers.DocumentView.as_view(), name="document"),
    path(
        "documents/<uuid:id>/file/", papers.DocumentFile.as_view(), name="document_file"
    ),
    *field,
    path("verify/<str:code>/", verify.Verify.as_view(), name="verify"),
    path("search/", search.Search.as_view(), name="search"),
]
