// Notes of the visit that belong to no item, each with its photos.

import { contextOf } from "../context.js";
import { area, button, field, h } from "../dom.js";
import * as frame from "../frame.js";
import { gallery } from "../gallery.js";
import { uuid7 } from "../ids.js";
import * as records from "../records.js";
import { clock, t } from "../words.js";
import { missing } from "./missing.js";

export async function view({ id }, refresh, go) {
  const context = await contextOf(id);
  if (!context) return missing();
  const { record, base } = context;
  if (record.state !== records.DRAFT) return go(`${base}locked/`, true);
  const rows = record.notes.length ? record.notes : [blank()];
  await frame.draw({
    title: t("Notes and photos"),
    sub: record.name,
    back: `${base}all/`,
    main: rows.map((row) => card(record, row)),
    dock: button(".pri", "plus", t("Add a note"), async () => {
      record.notes.push(blank());
      await records.save(record);
      await refresh();
      [...document.querySelectorAll("main textarea")].at(-1)?.focus();
    }),
  });
}

const blank = () => ({ id: uuid7(), text: "", at: new Date().toISOString(), files: [] });

function card(record, row) {
  const enter = () => {
    if (!record.notes.includes(row)) record.notes.push(row);
  };
  return h(
    "section.card.q-c",
    {},
    field(
      t("Note of %(time)s", { time: clock(row.at) }),
      area(row.text, (value) => {
        row.text = value.normalize("NFC");
        enter();
        records.saveSoon(record);
      }),
    ),
    gallery(record, row, { label: t("Photos"), before: enter }),
  );
}
