"""axe-core on a page: what a reader with an assistive program would stumble over."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page

SOURCE = Path(__file__).parent / "vendor" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GRAVE = {"serious", "critical"}
_RUN = """tags => axe.run({
  runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'],
})"""


def bring(context: BrowserContext) -> None:
    """Have axe in every page of the context that is opened from now on.

    Given through the debugger: the pages' own policy would not let a script in.
    """
    context.add_init_script(path=SOURCE)


def grave_violations(page: Page) -> list[str]:
    """One line for each violation of impact serious or critical, with its place."""
    return [
        f"{found['id']} ({found['impact']}): {node['target']} {node['html'][:160]}"
        for found in page.evaluate(_RUN, TAGS)["violations"]
        if found["impact"] in GRAVE
        for node in found["nodes"]
    ]
