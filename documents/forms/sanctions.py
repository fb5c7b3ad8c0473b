"""What was done and what is imposed for it, as every sanction decision words it."""

from collections.abc import Sequence

from reportlab.lib.styles import StyleSheet1
from reportlab.platypus import Flowable

from documents.figures import dong
from documents.forms.acts import Act
from documents.kit.blocks import NOT_APPLIED, paragraph, point, sentence
from documents.text import Run, bold, italic
from documents.words import dong_in_words


def acts_part(
    styles: StyleSheet1,
    acts: Sequence[Act],
    lead: str = "1. Đã thực hiện hành vi vi phạm hành chính:",
) -> list[Flowable]:
    """One act beside the lead, several as points a), b), …"""
    if len(acts) == 1:
        return [paragraph(styles["body"], f"{lead} {act_sentence(acts[0])}")]
    return [
        paragraph(styles["lead_in"], lead),
        *(
            paragraph(styles["body"], f"{point(place)} {act_sentence(act)}")
            for place, act in enumerate(acts)
        ),
    ]


def act_sentence(act: Act) -> str:
    text = act.text.rstrip(". ")
    return f"{text}; quy định tại {act.provision}." if act.provision else f"{text}."


def main_sanction(
    acts: Sequence[Act], fine_vnd: int | None, *, is_warning: bool
) -> list[str | Run]:
    """The warning, or the fine in figures and words with the fine of each act."""
    if is_warning:
        return ["Cảnh cáo."]
    if fine_vnd is None:
        return ["Phạt tiền. Mức phạt: chưa xác định."]
    parts = [
        f"mức phạt đối với hành vi tại điểm {point(place)[:-1]} khoản 1 Điều này: "
        f"{dong(act.fine_vnd)}; "
        for place, act in enumerate(acts)
        if act.fine_vnd is not None
    ]
    if len(parts) < 2:
        return ["Phạt tiền. Mức phạt: ", *amount(fine_vnd), "."]
    return [f"Phạt tiền; {''.join(parts)}tổng mức phạt: ", *amount(fine_vnd), "."]


def amount(vnd: int) -> list[str | Run]:
    """ "3.750.000 đồng (Bằng chữ: Ba triệu …)", the figures bold, the words italic."""
    return [bold(dong(vnd)), " (Bằng chữ: ", italic(dong_in_words(vnd)), ")"]


def listed(styles: StyleSheet1, label: str, items: Sequence[str]) -> list[Flowable]:
    if len(items) <= 1:
        text = items[0] if items else NOT_APPLIED
        return [paragraph(styles["body"], f"{label}: {sentence(text)}")]
    return [
        paragraph(styles["lead_in"], f"{label}:"),
        *(paragraph(styles["body"], f"- {sentence(item)}") for item in items),
    ]
