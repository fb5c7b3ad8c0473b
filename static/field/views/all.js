// The whole of one record: its items, its other parts, and the facility's card.

import { contextOf } from "../context.js";
import { button, h, icon } from "../dom.js";
import * as frame from "../frame.js";
import * as records from "../records.js";
import { day, labelOf, number, t } from "../words.js";
import { itemsOf } from "../visits.js";
import { subOf } from "./item.js";
import { missing } from "./missing.js";

const SYMBOLS = { PASS: ["ok", "g"], FAIL: ["no", "r"], NOT_APPLICABLE: ["next", ""] };

export async function view({ id }, _refresh, go) {
  const context = await contextOf(id);
  if (!context) return missing();
  const { record, visit, base } = context;
  if (record.state !== records.DRAFT) return go(`${base}locked/`, true);
  const items = itemsOf(record.form);
  await frame.draw({
    title: record.name || t("Unplanned visit"),
    sub: subOf(record, visit),
    back: items.length ? base : "/field/",
    main: [
      h(
        "div.more",
        {},
        visit && frame.go(`${base}facility/`, "shop", t("Card of the facility"), t("Licences, devices, print jobs, last results")),
        frame.go(`${base}titles/`, "book", t("Titles with quantities"), counted(record.titles)),
        frame.go(`${base}goods/`, "box", t("Seize goods"), counted(record.goods)),
        frame.go(`${base}notes/`, "note", t("Notes and photos"), counted(record.notes)),
      ),
      items.length > 0 && itemList(items, record, base),
    ],
    dock: button(".pri", "pen", t("Review and sign"), () => go(`${base}sign/`)),
  });
}

const counted = (rows) => (rows.length ? t("Recorded: %(n)s", { n: rows.length }) : t("None yet"));

export const itemList = (items, record, base) =>
  h(
    "section.card.q-c",
    {},
    h("h2", {}, t("Items")),
    h(
      "ol.items",
      {},
      items.map((item, at) => {
        const answer = record.answers[item.id];
        const [symbol, tone] = SYMBOLS[answer?.result] ?? ["clock", "none"];
        const inner = [
          h(`span.${tone || "z"}`, {}, icon(symbol)),
          h(
            "span.sp",
            {},
            `${item.code}. ${item.text}`,
            h(
              "small",
              {},
              answer?.result ? labelOf("results", answer.result) : t("Not answered"),
              answer?.note && ` · ${answer.note}`,
              answer?.files.length ? ` · ${t("Photos: %(n)s", { n: answer.files.length })}` : "",
            ),
          ),
        ];
        return h("li", {}, base ? h("a", { href: `${base}?item=${at + 1}` }, inner) : h("div", {}, inner));
      }),
    ),
  );

export async function facility({ id }) {
  const context = await contextOf(id);
  if (!context?.visit) return missing();
  const { facility: card } = context.visit;
  await frame.draw({
    title: card.name,
    sub: card.code,
    back: `${context.base}all/`,
    main: [
      h(
        "section.card.q-c",
        {},
        frame.facts([
          [t("Trade name"), card.trade_name],
          [t("Address"), card.address],
          [t("Commune"), card.ward],
          [t("Representative"), card.representative],
          [t("Phone"), card.phone_masked],
          [t("Team"), context.visit.team.map((one) => one.name).join(", ")],
        ]),
      ),
      part(t("Licences"), card.licences, (row) => [
        `${row.kind} ${row.number}`,
        [
          row.issued_on && day(row.issued_on),
          row.expires_on && t("until %(day)s", { day: day(row.expires_on) }),
          row.status === "VALID" ? t("valid") : t("not valid"),
        ],
      ]),
      part(t("Devices"), card.equipment, (row) => [
        `${row.kind} ${row.name}`,
        [row.serial, row.declared === false && t("not declared")],
      ]),
      part(t("Print jobs"), card.print_jobs, (row) => [
        row.title,
        [
          row.registration_no,
          row.decision_no || t("no decision"),
          row.licensed_copies !== null && t("licensed %(n)s", { n: number(row.licensed_copies) }),
          t("printed %(n)s", { n: number(row.printed_copies) }),
        ],
      ]),
      part(t("Last results"), card.last_results, (row) => [row.text, [day(row.on), row.agency]]),
    ],
  });
}

const part = (heading, rows, words) =>
  (rows ?? []).length > 0 &&
  h(
    "section.card.q-c",
    {},
    h("h2", {}, heading),
    h(
      "ul.lines",
      {},
      rows.map((row) => {
        const [strong, rest] = words(row);
        return h("li", {}, h("b.b", {}, strong), h("span.d", {}, rest.filter(Boolean).join(" · ")));
      }),
    ),
  );
