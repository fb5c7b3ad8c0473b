// Titles that are being printed or sold, with what was counted; the alarms at once.

import { alarmsOf, jobOf } from "../alarms.js";
import { contextOf } from "../context.js";
import { button, field, h, note, say, text } from "../dom.js";
import * as frame from "../frame.js";
import { gallery } from "../gallery.js";
import { uuid7 } from "../ids.js";
import * as records from "../records.js";
import { number, t, tidy } from "../words.js";
import { missing } from "./missing.js";

export async function view({ id, query }, refresh, go) {
  const context = await contextOf(id);
  if (!context) return missing();
  const { record, base } = context;
  if (record.state !== records.DRAFT) return go(`${base}locked/`, true);
  const here = `${base}titles/`;
  const asked = query.get("row");
  if (!asked) return overview(context, here);
  const row = record.titles.find((one) => one.id === asked) ?? blank();
  return form(context, row, here, go, refresh);
}

const blank = () => ({
  id: uuid7(),
  title: "",
  publisher: "",
  registration_no: "",
  decision_no: "",
  decision_on: null,
  licensed_copies: null,
  counted_copies: 0,
  note: "",
  files: [],
});

const overview = ({ record, visit, shared, base }, here) =>
  frame.draw({
    title: t("Titles with quantities"),
    sub: record.name,
    back: `${base}all/`,
    main: record.titles.length
      ? record.titles.map((row) => summary(row, shared, visit, here))
      : h("p.empty", {}, t("No title has been recorded yet.")),
    dock: h("a.btn.pri", { href: `${here}?row=new` }, t("Add a title")),
  });

const jobsOf = (visit) => visit?.facility.print_jobs ?? [];

export const summary = (row, shared, visit, here) =>
  h(
    "section.card.q-c",
    {},
    here ? h("h2", {}, h("a", { href: `${here}?row=${row.id}` }, row.title || t("Without a title"))) : h("h2", {}, row.title),
    frame.facts([
      [t("Registration"), row.registration_no],
      [t("Decision"), row.decision_no],
      [t("Licensed"), row.licensed_copies === null ? "" : number(row.licensed_copies)],
      [t("Counted"), number(row.counted_copies)],
    ]),
    alarmsOf(row, shared.indicators, jobsOf(visit)).map((words) => note("bad", "warn", words)),
  );

const whole = (value) => {
  const digits = value.replace(/\D/g, "");
  return digits ? Number(digits) : null;
};

function form({ record, visit, shared, base }, row, here, go) {
  const alarms = h("div.alarms", { role: "status" });
  const jobs = jobsOf(visit);
  const enter = () => {
    row.at ??= new Date().toISOString();
    if (!record.titles.includes(row)) record.titles.push(row);
  };
  function changed() {
    enter();
    records.saveSoon(record);
    alarms.replaceChildren(
      ...alarmsOf(row, shared.indicators, jobs).map((words) => note("bad", "warn", words)),
    );
  }
  const sets = (name) => (value) => {
    row[name] = value.normalize("NFC");
    changed();
  };
  const decision = text(row.decision_no, sets("decision_no"), { maxlength: 80 });
  const licensed = text(row.licensed_copies ?? "", (value) => {
    row.licensed_copies = whole(value);
    changed();
  }, { inputmode: "numeric", maxlength: 12 });
  const log = h("div", { role: "status" });

  // What the facility's own log says; it goes into the record only by a tap.
  function compare() {
    const job = jobOf(row, jobs);
    log.replaceChildren(
      ...(job
        ? [
            note("info", "book", logWords(job)),
            button("", "down", t("Take over decision and quantity"), () => take(job)),
          ]
        : []),
    );
    changed();
  }
  function take(job) {
    decision.value = row.decision_no = job.decision_no ?? "";
    row.licensed_copies = job.licensed_copies;
    licensed.value = job.licensed_copies ?? "";
    changed();
  }

  const names = h("datalist", { id: "log-titles" }, jobs.map((job) => h("option", { value: job.title })));
  const done = async () => {
    row.title = tidy(row.title);
    if (row.title) {
      enter();
      await records.save(record);
      return go(here);
    }
    say(t("Enter the title."), "bad");
    main.querySelector("input").focus();
  };
  const main = h(
    "section.card.q-c",
    {},
    field(t("Title of the publication"), text(row.title, sets("title"), { list: "log-titles", maxlength: 300, change: compare })),
    names,
    field(t("Counted copies"), text(row.counted_copies || "", (value) => {
      row.counted_copies = whole(value) ?? 0;
      changed();
    }, { inputmode: "numeric", maxlength: 12 })),
    alarms,
    log,
    field(t("Registration number"), text(row.registration_no, sets("registration_no"), { maxlength: 80, change: compare })),
    field(t("Publishing decision"), decision),
    field(t("Day of the decision"), h("input.fld", {
      type: "date",
      value: row.decision_on ?? "",
      change: (event) => {
        row.decision_on = event.target.value || null;
        changed();
      },
    })),
    field(t("Licensed copies"), licensed, { hint: t("Empty where no paper names a quantity") }),
    field(t("Publisher"), text(row.publisher, sets("publisher"), { maxlength: 200 })),
    field(t("Note"), text(row.note, sets("note"))),
    gallery(record, row, { label: t("Photos"), before: enter }),
  );
  if (record.titles.includes(row)) compare();
  return frame.draw({
    title: t("Title with quantity"),
    sub: record.name,
    back: here,
    main,
    dock: button(".pri", "", t("Done here"), done),
  });
}

const logWords = (job) =>
  t("In the log: printed %(printed)s, licensed %(licensed)s.", {
    printed: number(job.printed_copies),
    licensed: job.licensed_copies === null ? "—" : number(job.licensed_copies),
  });
