// A record to read: before the signature by the representative, afterwards by anybody.

import { contextOf } from "../context.js";
import { button, h, icon, note } from "../dom.js";
import * as frame from "../frame.js";
import { gallery } from "../gallery.js";
import * as outbox from "../outbox.js";
import * as records from "../records.js";
import { clock, day, t } from "../words.js";
import { itemsOf } from "../visits.js";
import { itemList } from "./all.js";
import * as goods from "./goods.js";
import { subOf } from "./item.js";
import { chipOf } from "./list.js";
import { missing } from "./missing.js";
import { summary } from "./sign.js";
import * as titles from "./titles.js";

export async function view({ id, part }, refresh, go) {
  const context = await contextOf(id);
  if (!context) return missing();
  const { record, visit, base } = context;
  const isLocked = record.state === records.LOCKED;
  const row = isLocked ? await outbox.row(record.id) : null;
  const said = row ? await outbox.saidOf(row) : null;
  await frame.draw({
    title: record.name || t("Unplanned visit"),
    sub: subOf(record, visit),
    back: part === "read" && !isLocked ? `${base}sign/` : "/field/",
    main: [
      row && state(row, said),
      h("section.card.q-c", {}, h("h2", {}, t("Field record")), summary(record), signed(record)),
      content(context),
    ],
    dock: isLocked
      ? button("", "plus", t("Write a supplement"), async () => {
          const made = records.supplementTo(record);
          await records.save(made);
          go(`/field/visit/${made.id}/`);
        })
      : null,
  });
}

const state = (row, said) =>
  h(
    "div.q-c",
    {},
    chipOf(row.state),
    " ",
    row.state === outbox.SENT
      ? h("span.sm", {}, t("The server holds all %(n)s files; the hashes match.", { n: row.total }))
      : h("a", { href: "/field/outbox/" }, t("Outbox")),
    (said?.conflicts ?? []).length > 0 &&
      note("warn", "warn", t("Answered by two officers: %(n)s. The team leader chooses; both are kept.", { n: said.conflicts.length })),
    said?.supplement && note("info", "info", t("The visit had changed at the office: kept as a supplement.")),
  );

function signed(record) {
  if (record.signature)
    return frame.facts([
      [t("Signed by"), [record.signature.name, record.signature.position].filter(Boolean).join(", ")],
      [t("Signed at"), `${clock(record.signature.signed_at)} ${day(record.signature.signed_at)}`],
    ]);
  if (!record.refusal) return null;
  return frame.facts([
    [t("Refused to sign"), record.refusal.reason],
    [t("Witness"), [record.refusal.witness, record.refusal.witness_position].filter(Boolean).join(", ")],
  ]);
}

function content({ record, visit, shared }) {
  const items = itemsOf(record.form);
  const shown = { ...record, state: records.LOCKED };
  return [
    items.length > 0 && itemList(items, record, ""),
    items
      .filter((item) => record.answers[item.id]?.files.length)
      .map((item) => photos(shown, record.answers[item.id], t("Photos of %(code)s", { code: item.code }))),
    record.titles.map((row) => [titles.summary(row, shared, visit), row.files.length > 0 && photos(shown, row, row.title)]),
    record.goods.map((row) => [goods.summary(row), row.files.length > 0 && photos(shown, row, row.name)]),
    record.notes.map((row) =>
      h("section.card.q-c", {}, h("p", {}, icon("note"), " ", row.text), row.files.length > 0 && gallery(shown, row, { label: t("Photos") })),
    ),
  ];
}

const photos = (record, part, label) =>
  h("section.card.q-c", {}, gallery(record, part, { label }));
