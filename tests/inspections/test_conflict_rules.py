"""The conflict rules as one table: what came before, what is planned, what stops it.

Sources, as registry.md 5 and sample-data.md quote them:

NQ 198: Nghị quyết 198/2025/QH15 Điều 4: at most one inspection and at most one check a
year per enterprise, household or business person, joint checks included, except on
clear signs of a violation; what was inspected is not checked for the same content the
same year, and the reverse.
D58: Luật Thanh tra 2025 Điều 58.2 with NĐ 217/2025: overlaps between checks and
inspections are settled by the heads or the Chairman of the People's Committee.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from facilities.states import FacilityKind
from inspections import services
from inspections.services import OnceAYear, VisitInput
from inspections.states import ContentTag, Ground, Mode, OverlapDecision, PlanKind
from regulations.kinds import SettingKey
from regulations.models import LegalSetting
from tests.inspections import walk as steps
from tests.inspections.walk import BMT, SO, THANH_TRA, House, Walk
from tests.moments import day, moment

CHECK, INSPECTION = PlanKind.CHECK, PlanKind.INSPECTION
PAPERS = (ContentTag.LICENCES, ContentTag.INVOICES)
MACHINES = (ContentTag.EQUIPMENT,)
ONCE, SAME = ["once_a_year"], ["same_content"]
CHAIRMAN = "ubnd.chutich"


@dataclass
class Scene:
    """A distributor, its branch, an online shop, and the officers."""

    walk: Walk
    business: Any
    branch: Any
    shop: Any

    def planned(self, house: House = SO, facility: Any = None, **given: Any) -> Any:
        """An item in a draft of the house."""
        kind, year = given.pop("kind", CHECK), given.pop("year", 2026)
        plan = steps.draft(self.walk, house, kind=kind, year=year)
        facility = facility or self.business
        given.setdefault("content", PAPERS)
        return steps.add(self.walk, plan, facility, house, **given)

    def dropped(self) -> None:
        item = self.planned()
        self.on(services.drop_item, item)

    def on(self, act: Any, item: Any, house: House = SO, **rest: Any) -> Any:
        by = self.walk.by(house.manager)
        return self.walk.plan(act, item.plan, by, steps.DRAFTED, item=item, **rest)

    def postponed(self, *, is_finished: bool) -> None:
        item = steps.published(self.walk, self.business, content=PAPERS)
        manager = self.walk.by(SO.manager)
        at = moment("05/01/2026")
        steps.start(self.walk, item.plan)
        self.walk.plan(
            services.adjust_plan,
            item.plan,
            manager,
            at,
            reason="Cơ sở sửa chữa.",
            legal_basis="Đề nghị của cơ sở.",
            postpone=[item],
        )
        if is_finished:
            self.walk.plan(services.finish_plan, item.plan, manager, at)

    def visited(self, ground: str = Ground.REQUEST, **given: Any) -> Any:
        facility = given.pop("facility", self.business)
        values = {"content": PAPERS, "ground": ground, "ground_text": "Lý do."}
        return services.open_ad_hoc_visit(
            facility=facility,
            visit=VisitInput(
                scheduled_on=day("10/04/2026"), team=steps.team(self.walk)
            ),
            by=self.walk.by(SO.lead),
            at=moment("09/04/2026"),
            **values | given,
        )

    def cancelled(self) -> None:
        visit, at = self.visited(), moment("09/04/2026")
        self.walk.visit(
            services.cancel_visit, visit, SO.manager, at, reason="Cơ sở tạm nghỉ."
        )

    def looked_online(self, *, is_served: bool) -> None:
        visit = self.visited(facility=self.shop, mode=Mode.REMOTE)
        if is_served:
            at = moment("10/04/2026")
            self.walk.visit(
                services.decide_inspection, visit, SO.head, at, served_on=at.date()
            )

    def followed(self, setting: str) -> None:
        """Concluded in 2026, looked after in 2027, while the setting says so."""
        rows = LegalSetting.objects.filter(key=SettingKey.FOLLOW_UP_COUNTS)
        rows.update(value=setting)
        visit, at = steps.planned_visit(self.walk, self.business), moment("20/03/2026")
        steps.locked(self.walk, visit)
        self.walk.visit(services.receive_draft_conclusion, visit, SO.lead, at)
        self.walk.visit(services.issue_conclusion, visit, SO.head, at, text="Sửa kho.")
        services.open_follow_up(
            visit=visit,
            ground_text="Thực hiện kết luận.",
            follow_up=VisitInput(scheduled_on=day("12/01/2027")),
            by=self.walk.by(SO.lead),
            at=moment("01/12/2026"),
        )

    def settled(self, decision: str) -> None:
        """Thanh tra tỉnh has it; Sở asks, the Chairman decides; Sở's item stays."""
        self.planned(THANH_TRA, kind=INSPECTION)
        plan = steps.draft(self.walk)
        (item,) = self.walk.plan(
            services.add_items,
            plan,
            self.walk.by(SO.manager),
            steps.DRAFTED,
            items=[steps.item_input(self.business, content=PAPERS)],
            overlap_request="Đã thống nhất làm sau.",
        )
        services.settle_overlap(
            overlap=item.overlaps.get(),
            decision=decision,
            ground="Biên bản thống nhất.",
            by=self.walk.by(CHAIRMAN),
            at=steps.REVIEWED,
        )
        self.asked = item


@dataclass(frozen=True)
class Rule:
    """`before` happens; then `then` is planned: `codes` stand against it."""

    name: str
    source: str
    before: Callable[[Scene], Any]
    then: dict[str, Any] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)


S7 = {"house": THANH_TRA, "kind": INSPECTION, "content": PAPERS}
RULES = (
    Rule(
        "s7_the_inspectorate_on_the_same_content",
        'S7: "A second plan item for F7 in 2026 from Thanh tra tỉnh with the same'
        ' content -> blocked by the once-a-year rule"',
        lambda scene: scene.planned(mode=Mode.REMOTE),
        S7,
        SAME,
    ),
    Rule(
        "a_second_check_by_another_agency",
        "NQ 198: at most one check a year",
        lambda scene: scene.planned(),
        {"house": THANH_TRA, "content": MACHINES},
        ONCE,
    ),
    Rule(
        "a_second_inspection",
        "NQ 198: at most one inspection a year",
        lambda scene: scene.planned(kind=INSPECTION),
        {"house": THANH_TRA, "kind": INSPECTION, "content": MACHINES},
        ONCE,
    ),
    Rule(
        "a_second_check_by_the_same_agency",
        "NQ 198: at most one check a year, whoever makes it",
        lambda scene: scene.planned(),
        {"content": MACHINES},
        ONCE,
    ),
    Rule(
        "a_joint_check_counts_as_the_check",
        "NQ 198: joint checks included",
        lambda scene: scene.planned(lead_agency=scene.walk.by("qltt.kiemtra").agency),
        {"house": THANH_TRA, "content": MACHINES},
        ONCE,
    ),
    Rule(
        "inspected_then_checked_on_one_common_matter",
        "NQ 198: inspected -> not checked the same year for the same content",
        lambda scene: scene.planned(THANH_TRA, kind=INSPECTION),
        {"content": (ContentTag.INVOICES, ContentTag.EQUIPMENT)},
        SAME,
    ),
    Rule(
        "inspected_then_checked_on_other_matters",
        "NQ 198: only the same content is barred between the two kinds",
        lambda scene: scene.planned(THANH_TRA, kind=INSPECTION),
        {"content": MACHINES},
    ),
    Rule(
        "the_next_year",
        "NQ 198: counted by the year",
        lambda scene: scene.planned(),
        {"house": THANH_TRA, "year": 2027},
    ),
    Rule(
        "a_branch_of_the_same_enterprise",
        "NQ 198: per enterprise; registry.md 5: hard block for (tax_code, year)",
        lambda scene: scene.planned(facility=scene.branch),
        {"house": THANH_TRA},
        ONCE,
    ),
    Rule(
        "what_was_taken_out_of_its_plan",
        "registry.md 5: items PLANNED -> DROPPED; nothing is counted that is not made",
        lambda scene: scene.dropped(),
        {"house": THANH_TRA},
    ),
    Rule(
        "what_is_only_postponed",
        "registry.md 5: POSTPONED is taken up again",
        lambda scene: scene.postponed(is_finished=False),
        {"house": THANH_TRA},
        ONCE,
    ),
    Rule(
        "what_was_postponed_for_good",
        "registry.md 5: the plan is FINISHED and the visit was not made",
        lambda scene: scene.postponed(is_finished=True),
        {"house": THANH_TRA},
    ),
    Rule(
        "a_visit_on_clear_signs_counts_afterwards",
        "NQ 198: the exception lets the visit pass; it was made all the same",
        lambda scene: scene.visited(Ground.TIP_OFF),
        {"house": THANH_TRA},
        ONCE,
    ),
    Rule(
        "a_visit_that_was_called_off",
        "registry.md 5: nothing is counted that is not made",
        lambda scene: scene.cancelled(),
        {"house": THANH_TRA},
    ),
    Rule(
        "a_look_at_a_link_before_its_decision_is_served",
        'registry.md 5: "Online inspection of a link is not counted as a check of the'
        ' enterprise until a decision is served"',
        lambda scene: scene.looked_online(is_served=False),
        {"house": THANH_TRA, "facility": "shop"},
    ),
    Rule(
        "a_look_at_a_link_once_its_decision_is_served",
        "the same",
        lambda scene: scene.looked_online(is_served=True),
        {"house": THANH_TRA, "facility": "shop"},
        ONCE,
    ),
    Rule(
        "a_visit_on_the_carrying_out_of_a_conclusion",
        "No source says: a dated setting, unsettled; the stricter reading stands",
        lambda scene: scene.followed("on"),
        {"house": THANH_TRA, "year": 2027},
        ONCE,
    ),
    Rule(
        "the_same_where_the_setting_says_that_it_does_not_count",
        "the same",
        lambda scene: scene.followed("off"),
        {"house": THANH_TRA, "year": 2027},
    ),
    Rule(
        "the_managers_exception_with_its_reason",
        'registry.md 5: "hard block …, override with reason and evidence link"',
        lambda scene: scene.planned(),
        {"house": THANH_TRA, "exception_reason": "Dấu hiệu vi phạm rõ ràng."},
    ),
    Rule(
        "a_third_agency_after_two_were_let_stand",
        "D58: a decision settles the two visits it names, no others",
        lambda scene: scene.settled(OverlapDecision.BOTH_STAND),
        {"house": BMT, "facility": "ward_shop"},
    ),
    Rule(
        "a_check_after_both_were_let_stand",
        "D58: the same, for the same business",
        lambda scene: scene.settled(OverlapDecision.BOTH_STAND),
        {"content": PAPERS},
        ONCE + SAME,
    ),
)


@pytest.fixture
def scene(walk, enter) -> Scene:
    return Scene(
        walk,
        enter("Công ty Sóng Biển", "9900000055", "22015"),
        enter("Chi nhánh Sóng Biển", "9900000055-001", "22015"),
        enter("Gian hàng Sách Rẻ", "9900000062", kinds=(FacilityKind.ONLINE_SHOP,)),
    )


class TestTable:
    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
    def test_holds(self, scene, hoa_cuc, rule):
        rule.before(scene)
        then = dict(rule.then)
        house = then.pop("house", SO)
        places = {"shop": scene.shop, "ward_shop": hoa_cuc}
        facility = places.get(then.pop("facility", ""), scene.business)

        if not rule.codes:
            item = scene.planned(house, facility, **then)
            assert item.plan.items.count() == 1
            return
        with pytest.raises(OnceAYear) as refused:
            scene.planned(house, facility, **then)
        codes = [blocker.code for blocker in refused.value.blockers]
        assert sorted(codes) == sorted(rule.codes), rule.source

    def test_has_s7_and_ten_more(self):
        assert sum(rule.name.startswith("s7") for rule in RULES) == 1
        assert len({rule.name for rule in RULES}) == len(RULES) > 11
        assert all(rule.source for rule in RULES)
