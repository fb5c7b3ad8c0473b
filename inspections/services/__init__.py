"""The acts of plans and visits: each asks the permission, writes once, leaves a trace.

Every service is keyword-only and one transaction; `by` acts, `at` is now, `occurred_on`
is the legal day (today unless given, never later). `version` is the one the officer
saw: MovedOn when somebody was first.
"""

from inspections.services.adjusting import adjust_plan
from inspections.services.checklist_files import (
    export_checklist,
    import_checklist,
)
from inspections.services.checklist_funnel import DraftNotOpen, DraftThere
from inspections.services.checklist_steps import (
    FirstDayPassed,
    discard_draft,
    propose_draft,
    publish_draft,
    send_back_draft,
    take_back_draft,
)
from inspections.services.checklists import (
    add_question,
    draft_checklist,
    edit_question,
    move_part,
    rename_part,
    restore_question,
    retire_question,
)
from inspections.services.choosing import MOST_AT_ONCE, add_items
from inspections.services.closing import (
    finish_remote,
    go_on_site,
    issue_conclusion,
    lock_record,
    receive_draft_conclusion,
)
from inspections.services.deciding import decide_inspection, start_visit
from inspections.services.field_completing import (
    complete_record,
    settle_record,
    take_over_record,
)
from inspections.services.field_finishing import (
    bring_missing_file,
    may_bring_files,
    may_finish,
)
from inspections.services.field_finishing import (
    finish_record as finish_field_record,
)
from inspections.services.field_receiving import (
    AppTooOld,
    FileNotNamed,
    HashDiffers,
    receive_record,
)
from inspections.services.field_receiving import (
    note_device as note_field_device,
)
from inspections.services.field_receiving import (
    receive_file as receive_field_file,
)
from inspections.services.field_settling import settle_conflict
from inspections.services.field_writing import contenders
from inspections.services.fieldwork import (
    answer_item,
    attach_evidence,
    link_evidence,
    note_device,
    note_paper,
    note_title,
    record_finding,
    remove_line,
    withdraw_finding,
)
from inspections.services.follow_ups import (
    counts_yearly_on,
    open_follow_up,
    publish_conclusion,
)
from inspections.services.funnel import (
    DayInFuture,
    DayTooEarly,
    RecordLocked,
    StepNotOpen,
)
from inspections.services.inputs import (
    ItemMove,
    PlanItemInput,
    RecordInput,
    RemoteAnswerInput,
    TeamInput,
    TitleInput,
    VisitInput,
)
from inspections.services.opening import (
    assign_team,
    cancel_visit,
    newest_checklist,
    open_ad_hoc_visit,
    open_visit_from_item,
    reschedule_visit,
)
from inspections.services.overlaps import raise_overlap, settle_overlap
from inspections.services.plan_items import (
    add_item,
    drop_item,
    edit_item,
    keep_as_exception,
)
from inspections.services.plans import (
    approve_plan,
    draft_plan,
    edit_plan,
    finish_plan,
    propose_plan,
    publish_plan,
    review_plan,
    send_back_plan,
    start_plan,
)
from inspections.services.remote_reviews import (
    attach_answer_file,
    close_review,
    enter_answers,
    newest_questionnaire,
    send_questionnaire,
)
from inspections.services.tip_offs import (
    TipOffInput,
    create_tip_off,
    triage_tip_off,
)
from inspections.services.yearly import OnceAYear

__all__ = [
    "MOST_AT_ONCE",
    "AppTooOld",
    "DayInFuture",
    "DayTooEarly",
    "DraftNotOpen",
    "DraftThere",
    "FileNotNamed",
    "FirstDayPassed",
    "HashDiffers",
    "ItemMove",
    "OnceAYear",
    "PlanItemInput",
    "RecordInput",
    "RecordLocked",
    "RemoteAnswerInput",
    "StepNotOpen",
    "TeamInput",
    "TipOffInput",
    "TitleInput",
    "VisitInput",
    "add_item",
    "add_items",
    "add_question",
    "adjust_plan",
    "answer_item",
    "approve_plan",
    "assign_team",
    "attach_answer_file",
    "attach_evidence",
    "bring_missing_file",
    "cancel_visit",
    "close_review",
    "complete_record",
    "contenders",
    "counts_yearly_on",
    "create_tip_off",
    "decide_inspection",
    "discard_draft",
    "draft_checklist",
    "draft_plan",
    "drop_item",
    "edit_item",
    "edit_plan",
    "edit_question",
    "enter_answers",
    "export_checklist",
    "finish_field_record",
    "finish_plan",
    "finish_remote",
    "go_on_site",
    "import_checklist",
    "issue_conclusion",
    "keep_as_exception",
    "link_evidence",
    "lock_record",
    "may_bring_files",
    "may_finish",
    "move_part",
    "newest_checklist",
    "newest_questionnaire",
    "note_device",
    "note_field_device",
    "note_paper",
    "note_title",
    "open_ad_hoc_visit",
    "open_follow_up",
    "open_visit_from_item",
    "propose_draft",
    "propose_plan",
    "publish_conclusion",
    "publish_draft",
    "publish_plan",
    "raise_overlap",
    "receive_draft_conclusion",
    "receive_field_file",
    "receive_record",
    "record_finding",
    "remove_line",
    "rename_part",
    "reschedule_visit",
    "restore_question",
    "retire_question",
    "review_plan",
    "send_back_draft",
    "send_back_plan",
    "send_questionnaire",
    "settle_conflict",
    "settle_overlap",
    "settle_record",
    "start_plan",
    "start_visit",
    "take_back_draft",
    "take_over_record",
    "triage_tip_off",
    "withdraw_finding",
]
