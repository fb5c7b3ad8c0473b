// The representative reads, signs on the screen or refuses; then the record is locked.

import { contextOf } from "../context.js";
import { ask, button, field, h, icon, say, text } from "../dom.js";
import * as frame from "../frame.js";
import { pad } from "../pad.js";
import { keepSignature } from "../photos.js";
import { filesOf } from "../body.js";
import { problemsOf } from "../problems.js";
import * as records from "../records.js";
import * as store from "../store.js";
import * as sync from "../sync.js";
import { t, tidy } from "../words.js";
import { itemsOf } from "../visits.js";
import { fullPhone } from "../camera.js";
import { subOf } from "./item.js";
import { quantityOf } from "./goods.js";
import { missing } from "./missing.js";

export async function view({ id, query }, refresh, go) {
  const context = await contextOf(id);
  if (!context) return missing();
  const { record, visit, base } = context;
  if (record.state !== records.DRAFT) return go(`${base}locked/`, true);
  const found = problemsOf(record, record.form);
  if (found.length) return lacking(context, found);
  const refuses = query.get("refused") === "1";
  const form = refuses ? refusal() : signature(record);
  await frame.draw({
    title: t("Signature"),
    sub: subOf(record, visit),
    back: refuses ? `${base}sign/` : base,
    main: h(
      "section.card.q-c",
      {},
      h("h2", {}, refuses ? t("The representative refuses to sign") : t("The representative reads and signs")),
      summary(record),
      frame.go(`${base}read/`, "doc", t("Read the whole record")),
      form.nodes,
      h(
        "div.ask-row",
        {},
        button("", "again", t("Sign again"), form.clear),
        refuses
          ? h("a.btn", { href: `${base}sign/` }, t("Signs after all"))
          : h("a.btn", { href: `${base}sign/?refused=1` }, t("Refuses to sign")),
      ),
    ),
    dock: button(".pri", "lock", t("Confirm and lock the record"), async () => {
      const fault = form.fault();
      if (fault) return say(fault, "bad");
      const sure = await ask(
        t("Lock the record?"),
        t("It can no longer be edited afterwards; mistakes are corrected by a supplement."),
        [["lock", t("Lock"), ".pri"], ["stay", t("Stay")]],
      );
      if (sure !== "lock") return;
      await lock(record, form, () => go(`${base}locked/`));
    }),
  });
  form.first?.focus();
}

async function lock(record, form, then) {
  try {
    const meta = await keepSignature(form.canvas, record.id);
    record.files[meta.sha256] = meta;
    form.put(record, meta.sha256);
    await records.lockRecord(record);
  } catch (error) {
    if (!(error instanceof store.StorageFull)) throw error;
    Object.assign(record, { signature: null, refusal: null });
    return say(fullPhone(), "bad");
  }
  sync.send();
  return then();
}

const lacking = ({ record, visit, base }, found) =>
  frame.draw({
    title: t("Not complete yet"),
    sub: subOf(record, visit),
    back: base,
    main: h(
      "section.card.q-c",
      {},
      h("h2", {}, t("Before the signature")),
      h(
        "ul.lines",
        {},
        found.map(({ at, text: words }) =>
          h("li.r", {}, icon("no"), " ", h("a", { href: `${base}${at || "all/"}` }, words)),
        ),
      ),
    ),
  });

export function summary(record) {
  const results = Object.values(record.answers).map((answer) => answer.result);
  const count = (result) => results.filter((one) => one === result).length;
  const open = itemsOf(record.form).length - results.filter(Boolean).length;
  const photos = filesOf(record).filter((hash) => record.files[hash].source !== "SIGNATURE");
  return frame.facts([
    [
      t("Result"),
      record.form && [
        t("passed %(n)s", { n: count("PASS") }),
        ", ",
        h("b.over", {}, t("not passed %(n)s", { n: count("FAIL") })),
        ", ",
        t("not applicable %(n)s", { n: count("NOT_APPLICABLE") }),
        open > 0 && `, ${t("not answered %(n)s", { n: open })}`,
      ],
    ],
    [t("Seized"), record.goods.map((row) => `${quantityOf(row)} ${row.name}`).join(", ")],
    [t("Titles"), record.titles.map((row) => row.title).join(", ")],
    [t("Photos"), String(photos.length)],
  ]);
}

function signature(record) {
  const signed = { name: record.representative, position: "" };
  const board = pad(t("Pad for the signature"));
  return {
    canvas: board.canvas,
    clear: board.clear,
    nodes: [
      field(t("Full name of who signs"), text(signed.name, (value) => (signed.name = value), { maxlength: 120, autocapitalize: "words" })),
      field(t("Position"), text("", (value) => (signed.position = value), { maxlength: 120, autocapitalize: "sentences" })),
      h("p.lb", {}, t("Signature")),
      board.canvas,
    ],
    fault() {
      if (!tidy(signed.name)) return t("Enter the full name of who signs.");
      return board.isEmpty() ? t("The signature is missing.") : "";
    },
    put(to, file) {
      to.signature = {
        name: tidy(signed.name),
        position: tidy(signed.position),
        signed_at: new Date().toISOString(),
        file,
      };
    },
  };
}

function refusal() {
  const facts = { reason: "", witness: "", witness_position: "" };
  const board = pad(t("Pad for the witness's signature"));
  const sets = (name) => (value) => (facts[name] = value);
  const reason = text("", sets("reason"), { autocapitalize: "sentences", maxlength: 1000 });
  return {
    first: reason,
    canvas: board.canvas,
    clear: board.clear,
    nodes: [
      h("p.hint.gap", {}, t("A witness's name and signature are needed.")),
      field(t("Reason given"), reason),
      field(t("Full name of the witness"), text("", sets("witness"), { maxlength: 120, autocapitalize: "words" })),
      field(t("Position of the witness"), text("", sets("witness_position"), { autocapitalize: "sentences" })),
      h("p.lb", {}, t("Signature of the witness")),
      board.canvas,
    ],
    fault() {
      if (!tidy(facts.reason)) return t("Enter the reason.");
      if (!tidy(facts.witness)) return t("Enter the full name of the witness.");
      return board.isEmpty() ? t("The signature of the witness is missing.") : "";
    },
    put(to, file) {
      to.refusal = {
        reason: tidy(facts.reason),
        witness: tidy(facts.witness),
        witness_position: tidy(facts.witness_position),
        at: new Date().toISOString(),
        file,
      };
    },
  };
}
