// A visit that no plan foresaw: where, on what ground, with which checklist.

import { area, button, choice, field, h, text } from "../dom.js";
import * as frame from "../frame.js";
import * as records from "../records.js";
import * as visits from "../visits.js";
import { lists, t, tidy } from "../words.js";

export async function view(_params, _refresh, go) {
  const [planned, shared] = await Promise.all([visits.list(), visits.shared()]);
  const facts = { facility: null, name: "", address: "", ward_code: "", ground: "", what: "" };
  const places = [...new Map(planned.map((visit) => [visit.facility.id, visit.facility])).values()];
  const checklists = [
    ...new Map(planned.map((visit) => visit.checklist).filter(Boolean).map((one) => [`${one.id}`, one])).values(),
  ];
  let checklist = null;
  const main = h("section.card.q-c");

  function draw(faults = {}) {
    main.replaceChildren(
      places.length
        ? field(
            t("Facility of the register"),
            choice(
              places.map((one) => ({ value: one.id, label: one.name })),
              facts.facility,
              (value) => {
                const known = places.find((one) => one.id === value);
                facts.facility = value || null;
                if (known) Object.assign(facts, { name: known.name, address: known.address, ward_code: known.ward_code });
                draw();
              },
              t("Not among the downloaded ones"),
            ),
          )
        : "",
      field(t("Name of the facility or place"), text(facts.name, sets("name")), { error: faults.name }),
      field(t("Address"), text(facts.address, sets("address")), { error: faults.address }),
      field(
        t("Commune"),
        choice(
          shared.wards.map((ward) => ({ value: ward.code, label: ward.name })),
          facts.ward_code,
          sets("ward_code"),
          t("Choose"),
        ),
        { error: faults.ward_code },
      ),
      field(t("Ground of the visit"), choice(lists.grounds, facts.ground, sets("ground"), t("Choose")), { error: faults.ground }),
      field(t("What is looked at"), area(facts.what, sets("what")), { error: faults.what }),
      checklists.length
        ? field(
            t("Checklist"),
            choice(
              checklists.map((one) => ({ value: String(one.id), label: one.title })),
              checklist ? String(checklist.id) : "",
              (value) => (checklist = checklists.find((one) => String(one.id) === value) ?? null),
              t("Without a checklist"),
            ),
          )
        : "",
    );
  }
  const sets = (name) => (value) => (facts[name] = value.normalize("NFC"));

  async function begin() {
    const faults = faultsOf(facts, shared.wards.length > 0);
    draw(faults);
    const first = main.querySelector("[aria-invalid]");
    if (first) return first.focus();
    const made = records.ofUnplanned(
      { ...facts, name: tidy(facts.name), address: tidy(facts.address), what: tidy(facts.what) },
      checklist,
    );
    await records.save(made);
    records.show(made);
    return go(`/field/visit/${made.id}/`);
  }

  draw();
  await frame.draw({
    title: t("Unplanned visit"),
    sub: t("The number comes from the server"),
    back: "/field/",
    main,
    dock: button(".pri", "", t("Begin the record"), begin),
  });
}

function faultsOf(facts, hasWards) {
  const faults = {};
  if (!tidy(facts.name)) faults.name = t("Enter the name of the facility or place.");
  if (!tidy(facts.address)) faults.address = t("Enter the address.");
  if (hasWards && !facts.ward_code) faults.ward_code = t("Choose the commune.");
  if (!facts.ground) faults.ground = t("Choose the ground.");
  if (!tidy(facts.what)) faults.what = t("Say what is looked at.");
  return faults;
}
