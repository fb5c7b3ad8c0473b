// The frame of every screen: header, bar, main part, dock.

import * as bar from "./bar.js";
import { add, h, icon } from "./dom.js";
import { isOpen } from "./lock.js";
import { t } from "./words.js";

let isQuiet = false;

/** Draws the same screen anew: focus and place stay where they are. */
export async function quietly(drawIt) {
  const at = scrollY;
  const focused = document.activeElement?.textContent;
  isQuiet = true;
  try {
    await drawIt();
  } finally {
    isQuiet = false;
  }
  scrollTo(0, at);
  const same = (one) => one.textContent === focused;
  [...screen.querySelectorAll("button, a, h1")].find(same)?.focus({ preventScroll: true });
}

const screen = document.getElementById("screen");

/**
 * Draws `{title, sub, back, right, main, dock}`; focus goes to the heading. Once the app is
 * locked nothing but its gate is drawn, however late a page has read what it shows.
 */
export function draw({ title, sub = "", back = null, right = null, main, dock = null, gate = false }) {
  if (!gate && !isOpen()) return undefined;
  document.title = `${title} · Liên Ngành`;
  const heading = h("h1", { tabindex: -1 }, title);
  const body = h("main", { id: "main" });
  add(body, [main]);
  screen.replaceChildren(
    h(
      "header.top",
      {},
      h(
        "div.top-in",
        {},
        back
          ? h("a.ib", { href: back, "aria-label": t("Back") }, icon("prev"))
          : h("span.mark", { "aria-hidden": "true" }, "LN"),
        h("div.ttl", {}, heading, sub && h("small", {}, sub)),
        right,
      ),
    ),
    h("div", { id: "bar" }),
    body,
  );
  if (dock) screen.append(h("nav.dock", { "aria-label": t("Next step") }, dock));
  screen.classList.toggle("docked", Boolean(dock));
  if (!isQuiet) {
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }
  return bar.draw();
}

/** A row that leads on. */
export const go = (href, symbol, title, small = "", tone = "") =>
  h(
    `a.go${tone && `.${tone}`}`,
    { href },
    icon(symbol),
    h("span.sp", {}, title, small && h("small", {}, small)),
    icon("next"),
  );

export const chip = (tone, words) => h(`span.chip${tone && `.s-${tone}`}`, {}, words);

/** Term and fact, for those facts that are there. */
export const facts = (rows) =>
  h(
    "dl.kv",
    {},
    rows
      .filter(([, fact]) => fact)
      .map(([term, fact]) => [h("dt", {}, term), h("dd", {}, fact)]),
  );
