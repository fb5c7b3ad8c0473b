// One item of the checklist at a time, in reach of one thumb.

import { contextOf } from "../context.js";
import { area, button, h, icon, saved, symbolButton } from "../dom.js";
import * as frame from "../frame.js";
import { gallery } from "../gallery.js";
import { uuid7 } from "../ids.js";
import { lacks, lackWords } from "../problems.js";
import * as records from "../records.js";
import { clock, dayWords, labelOf, lists, t } from "../words.js";
import { itemsOf } from "../visits.js";
import { missing } from "./missing.js";

const COLOURS = { PASS: "y", FAIL: "x", NOT_APPLICABLE: "z" };
const SYMBOLS = { PASS: "ok", FAIL: "no" };

export async function view({ id, query }, _refresh, go) {
  const context = await contextOf(id);
  if (!context) return missing();
  const { record, visit, base } = context;
  if (record.state !== records.DRAFT) return go(`${base}locked/`, true);
  const items = itemsOf(record.form);
  if (!items.length) return go(`${base}all/`, true);
  const asked = Number(query.get("item"));
  const at = asked ? Math.min(Math.max(asked, 1), items.length) - 1 : firstOpen(items, record);
  const item = items[at];
  const card = itemCard(context, item);

  await frame.draw({
    title: record.name,
    sub: subOf(record, visit),
    back: "/field/",
    right: h("a.ib", { href: `${base}all/`, "aria-label": t("All items") }, icon("list")),
    main: [progress(items, record, at), card.node],
    dock: [
      symbolButton(".btn", "prev", t("Previous item"), () =>
        go(at ? `${base}?item=${at}` : `${base}all/`),
      ),
      button(".pri", "", at + 1 < items.length ? t("Next item") : t("Review and sign"), () => {
        if (!card.isWhole()) return;
        go(at + 1 < items.length ? `${base}?item=${at + 2}` : `${base}sign/`);
      }),
      symbolButton(".btn", "camera", t("Take photos"), () => card.shoot()),
    ],
  });
}

export const subOf = (record, visit) =>
  [
    record.supplements ? t("Supplement") : record.number || t("Unplanned visit"),
    visit && [dayWords(visit.planned_on), visit.starts_at && clock(visit.starts_at)].filter(Boolean).join(", "),
  ]
    .filter(Boolean)
    .join(" · ");

function firstOpen(items, record) {
  const open = items.findIndex((item) => !record.answers[item.id]?.result);
  return open < 0 ? items.length - 1 : open;
}

function progress(items, record, at) {
  const results = items.map((item) => record.answers[item.id]?.result);
  const done = results.filter(Boolean).length;
  const failed = results.filter((result) => result === "FAIL").length;
  const words = t("Done %(done)s of %(total)s items, not passed: %(failed)s", {
    done,
    total: items.length,
    failed,
  });
  return h(
    "div.prog",
    {},
    h(
      "div.l",
      {},
      h("b.b", {}, items[at].section),
      h("span.mut.nw", {}, t("Item %(n)s of %(total)s", { n: at + 1, total: items.length })),
    ),
    h(
      "div.mt",
      { role: "img", "aria-label": words },
      results.map((result, place) =>
        h(`i${place === at ? ".c" : result ? `.${COLOURS[result]}` : ""}`),
      ),
    ),
  );
}

function itemCard({ record, visit, shared, base }, item) {
  const kept = record.answers[item.id];
  const answer = kept ?? { id: uuid7(), result: "", note: "", at: null, files: [] };
  const enter = () => {
    answer.at ??= new Date().toISOString();
    record.answers[item.id] = answer;
  };
  const state = h("div", { role: "status" });
  const wrong = h("div", { role: "alert" });
  const below = h("div");
  let photos = null;

  async function store() {
    enter();
    await records.save(record);
    state.replaceChildren(saved());
    wrong.replaceChildren();
  }

  async function choose(result) {
    answer.result = result;
    answer.at = new Date().toISOString();
    enter();
    more();
    await store();
  }

  function write(value) {
    answer.note = value.normalize("NFC");
    enter();
    state.replaceChildren();
    records.saveSoon(record, () => state.replaceChildren(saved()));
    wrong.replaceChildren();
  }

  function more() {
    const isFail = answer.result === "FAIL";
    const note = area(answer.note, write, { id: "note" });
    photos = gallery(record, answer, {
      label: isFail ? t("Evidence photos") : t("Photos"),
      before: enter,
      changed: () => wrong.replaceChildren(),
    });
    const words = [
      h("label.lb", { for: "note" }, isFail ? t("Description of the violation") : t("Note")),
      isFail && phrases(item, shared, note, write, store),
      note,
      state,
    ];
    const folded = !isFail && !answer.note && !answer.files.length;
    below.replaceChildren(
      ...(folded
        ? [state, h("details.more-in", {}, h("summary", {}, t("Add a note or photos")), words.slice(0, 3), photos)]
        : [h("div", {}, words), photos]),
      ...(isFail
        ? [
            frame.go(
              `${base}goods/`,
              "box",
              t("Seize goods"),
              record.goods.length ? t("Lots: %(n)s", { n: record.goods.length }) : t("No goods yet"),
            ),
          ]
        : []),
    );
  }

  more();
  const node = h(
    "section.card.q-c",
    {},
    h(
      "fieldset",
      {},
      h("legend", {}, item.text),
      h("p.ref", {}, reference(item)),
      item.help && h("p.hint", {}, item.help),
      theirs(visit, item),
      segmented(answer.result, choose),
    ),
    wrong,
    below,
  );
  return {
    node,
    shoot: () => photos.shoot(),
    isWhole() {
      const [first] = lacks(item, answer.result || answer.files.length ? answer : null);
      if (!first) return true;
      wrong.replaceChildren(h("p.err", {}, icon("warn"), lackWords(first)));
      if (first === "note") below.querySelector("textarea").focus();
      if (first === "photo") below.querySelector(".pics button").focus();
      return false;
    },
  };
}

const reference = (item) =>
  [
    t("Item %(code)s", { code: item.code }),
    required(item.on_fail ?? {}),
    item.basis,
  ]
    .filter(Boolean)
    .join(" · ");

function required({ photo, note }) {
  if (photo && note) return t("photo and words required when it fails");
  if (photo) return t("photo required when it fails");
  return note && t("words required when it fails");
}

function segmented(chosen, choose) {
  return h(
    "div.seg",
    {},
    lists.results.map(({ value, label }) =>
      h(
        `label.${COLOURS[value]}`,
        {},
        h("input", {
          type: "radio",
          name: "result",
          value,
          checked: value === chosen,
          change: () => choose(value),
        }),
        h("span", {}, SYMBOLS[value] && icon(SYMBOLS[value]), label),
      ),
    ),
  );
}

/** What a colleague of the team has recorded already: his stays his. */
function theirs(visit, item) {
  const answer = (visit?.answers ?? []).find((one) => one.item === item.id);
  if (!answer) return null;
  return h(
    "p.hint",
    {},
    t("%(name)s has recorded: %(result)s", {
      name: answer.by?.name ?? answer.by ?? "",
      result: labelOf("results", answer.result),
    }),
  );
}

/** One tap each; a second phrase is added to the first. */
function phrases(item, shared, note, write, store) {
  const fitting = shared.phrases.filter((one) => !one.item || one.item === item.id);
  const sorted = fitting.sort((a, b) => Number(!a.item) - Number(!b.item)).slice(0, 6);
  return h(
    "div.phrases",
    {},
    sorted.map((one) =>
      h(
        "button",
        {
          type: "button",
          click: () => {
            note.value = [note.value.trim(), one.text].filter(Boolean).join(" ");
            write(note.value);
            store();
          },
        },
        one.text,
      ),
    ),
  );
}
