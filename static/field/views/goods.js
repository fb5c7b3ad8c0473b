// Goods that are seized: kind, name, quantity, unit, condition, seal, photos.

import { contextOf } from "../context.js";
import { area, button, field, h, icon, segments, text } from "../dom.js";
import * as frame from "../frame.js";
import { gallery } from "../gallery.js";
import { uuid7 } from "../ids.js";
import { faultsOf } from "../problems.js";
import * as records from "../records.js";
import { labelOf, lists, number, t } from "../words.js";
import { missing } from "./missing.js";

export async function view({ id, query }, _refresh, go) {
  const context = await contextOf(id);
  if (!context) return missing();
  const { record, base } = context;
  if (record.state !== records.DRAFT) return go(`${base}locked/`, true);
  const here = `${base}goods/`;
  const asked = query.get("row");
  // The first lot is asked for at once: one step less.
  if (!asked && record.goods.length) return overview(context, here);
  const row = record.goods.find((one) => one.id === asked) ?? blank();
  return form(context, row, here, go);
}

const blank = () => ({
  id: uuid7(),
  kind: "",
  name: "",
  quantity: "",
  unit: "",
  condition: "",
  seal_no: "",
  files: [],
});

const overview = ({ record, base }, here) =>
  frame.draw({
    title: t("Seized goods"),
    sub: record.name,
    back: base,
    main: record.goods.map((row) => summary(row, here)),
    dock: h("a.btn.pri", { href: `${here}?row=new` }, t("Add goods")),
  });

export const quantityOf = (row) =>
  `${number(Number(row.quantity) || 0)} ${row.unit ? labelOf("units", row.unit) : ""}`.trim();

export const summary = (row, here) =>
  h(
    "section.card.q-c",
    {},
    here ? h("h2", {}, h("a", { href: `${here}?row=${row.id}` }, row.name || t("Without a name"))) : h("h2", {}, row.name),
    frame.facts([
      [t("Kind"), row.kind && labelOf("goods_kinds", row.kind)],
      [t("Quantity"), quantityOf(row)],
      [t("Condition"), row.condition],
      [t("Seal"), row.seal_no],
      [t("Photos"), String(row.files.length)],
    ]),
  );

/** "1.240" and "1,5" as they are written here → "1240" and "1.5"; "" if unreadable. */
export function decimal(typed) {
  const plain = typed.replace(/[\s\u00a0]/g, "");
  const grouped = /^\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain);
  const text = (grouped ? plain.replace(/\./g, "") : plain).replace(",", ".");
  return /^\d{1,10}(\.\d{1,2})?$/.test(text) && Number(text) > 0 ? text : "";
}

function form({ record, base }, row, here, go) {
  let typed = row.quantity && number(Number(row.quantity));
  const enter = () => {
    row.at ??= new Date().toISOString();
    if (!record.goods.includes(row)) record.goods.push(row);
  };
  const sets = (name) => (value) => {
    row[name] = value.normalize("NFC");
    enter();
    records.saveSoon(record);
  };
  const main = h("section.card.q-c");
  const photos = gallery(record, row, { label: t("Photos"), before: enter });

  function draw(faults = {}) {
    const wrong = (name) => faults[name] && h("p.err", {}, icon("warn"), faults[name]);
    main.replaceChildren(
      wrong("kind") ?? "",
      segments("kind", t("Kind"), lists.goods_kinds, row.kind, sets("kind")),
      field(t("Name of the goods"), text(row.name, sets("name"), { maxlength: 500, autocapitalize: "sentences" }), { error: faults.name }),
      field(
        t("Quantity"),
        text(typed, (value) => {
          typed = value;
          sets("quantity")(decimal(value));
        }, { inputmode: "decimal" }),
        { error: faults.quantity },
      ),
      wrong("unit") ?? "",
      segments("unit", t("Unit"), lists.units, row.unit, sets("unit")),
      field(t("Condition"), area(row.condition, sets("condition"), { rows: 2, maxlength: 300 }), { error: faults.condition }),
      field(t("Seal number"), text(row.seal_no, sets("seal_no"), { maxlength: 80 }), { hint: t("Empty when the lot is not sealed") }),
      photos,
    );
  }

  async function done() {
    const faults = faultsOf(row);
    if (!Object.keys(faults).length) {
      enter();
      await records.save(record);
      return go(here);
    }
    draw(faults);
    main.querySelector("[aria-invalid], .err + .pickset input")?.focus();
  }

  draw();
  const remove =
    record.goods.includes(row) &&
    button(".lnk", "bin", t("Take this lot out"), async () => {
      record.goods.splice(record.goods.indexOf(row), 1);
      await records.save(record);
      go(record.goods.length ? here : base);
    });
  return frame.draw({
    title: t("Seize goods"),
    sub: record.name,
    back: record.goods.length ? here : base,
    main: [main, remove && h("p.under", {}, remove)],
    dock: button(".pri", "", t("Save the goods"), done),
  });
}
