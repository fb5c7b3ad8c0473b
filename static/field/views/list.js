// What is on the phone: visits to make, records begun, and one tap that downloads.

import { button, h, icon, note, say } from "../dom.js";
import * as frame from "../frame.js";
import * as keeping from "../keeping.js";
import * as net from "../net.js";
import * as outbox from "../outbox.js";
import * as records from "../records.js";
import { StorageFull } from "../store.js";
import * as sync from "../sync.js";
import * as visits from "../visits.js";
import { clock, dayWords, size, t, when } from "../words.js";

const CHIPS = {
  READY: ["ok", () => t("Ready")],
  DRAFT: ["warn", () => t("Draft on the phone")],
  QUEUED: ["", () => t("Queued")],
  SENDING: ["info", () => t("Sending")],
  LOGIN: ["warn", () => t("Waiting for login")],
  FAILED: ["bad", () => t("Error, look")],
  REPLACED: ["", () => t("Sent as supplement")],
  SENT: ["ok", () => t("Sent")],
};
export const chipOf = (state, more = "") =>
  frame.chip(CHIPS[state][0], `${CHIPS[state][1]()}${more}`);

export async function view(_params, refresh) {
  const [planned, recorded, sending, shared, room] = await Promise.all([
    visits.list(),
    records.list(),
    outbox.rows(),
    visits.shared(),
    keeping.room(),
  ]);
  const states = new Map(sending.map((row) => [row.id, row.state]));
  const stateOf = (record) => states.get(record.id) ?? record.state;
  const mains = new Map();
  for (const record of recorded)
    if (record.visit && !record.supplements) mains.set(record.visit, record);
  const others = recorded.filter((record) => mains.get(record.visit) !== record);
  const orphans = [...mains.values()].filter(
    (record) => !planned.some((visit) => visit.id === record.visit),
  );

  await frame.draw({
    title: t("In the field"),
    sub: shared.downloaded_at
      ? t("Downloaded at %(time)s, %(size)s", { time: when(shared.downloaded_at), size: size(shared.size) })
      : t("Nothing downloaded yet"),
    right: h("a.ib", { href: "/field/device/", "aria-label": t("This phone") }, icon("gear")),
    main: [
      room.isTight && note("warn", "warn", t("The phone is nearly full. Remove sent data on the page of this phone.")),
      planned.length
        ? byDay(planned).map(([day, rows]) => [
            h("h2.day", {}, dayWords(day)),
            h("ul.visits", {}, rows.map((visit) => card(visit, mains.get(visit.id), stateOf))),
          ])
        : h("p.empty", {}, icon("visit"), t("No visit has been downloaded to this phone yet.")),
      others.length + orphans.length > 0 && [
        h("h2.day", {}, t("Other records")),
        h("ul.visits", {}, [...orphans, ...others].map((record) => recordCard(record, stateOf(record)))),
      ],
      h(
        "div.more",
        {},
        frame.go("/field/new/", "plus", t("Unplanned visit"), t("Without a plan, number follows from the server")),
        frame.go("/field/outbox/", "send", t("Outbox"), pendingWords(sending)),
        h("p.under", {}, h("a", { href: "/", rel: "external" }, t("To the office pages"))),
      ),
    ],
    dock: downloadButton(refresh),
  });
}

function pendingWords(sending) {
  const left = sending.filter((row) => outbox.UNSENT.includes(row.state)).length;
  return left ? t("Not yet at the server: %(n)s", { n: left }) : t("Everything is sent");
}

function byDay(planned) {
  const days = new Map();
  for (const visit of planned)
    days.set(visit.planned_on, [...(days.get(visit.planned_on) ?? []), visit]);
  return [...days];
}

const card = (visit, record, stateOf) =>
  h(
    "li",
    {},
    h(
      "a.visit",
      { href: `/field/visit/${visit.id}/` },
      h("b.b", {}, visit.facility.name),
      chipOf(record ? stateOf(record) : "READY"),
      h(
        "span.d",
        {},
        [visit.number, visit.starts_at && clock(visit.starts_at), visit.facility.ward]
          .filter(Boolean)
          .join(" · "),
      ),
      h("span.d", {}, visit.facility.address),
    ),
  );

const recordCard = (record, state) =>
  h(
    "li",
    {},
    h(
      "a.visit",
      { href: `/field/visit/${record.id}/` },
      h("b.b", {}, record.name || t("Unplanned visit")),
      chipOf(state),
      h(
        "span.d",
        {},
        [
          record.supplements ? t("Supplement") : record.number || t("Unplanned visit"),
          when(record.started_at),
        ].join(" · "),
      ),
    ),
  );

function downloadButton(refresh) {
  const press = button(".pri", "down", t("Download the visits"), async () => {
    if (press.getAttribute("aria-busy")) return;
    press.setAttribute("aria-busy", "true");
    press.lastChild.textContent = t("Downloading…");
    try {
      const { count, size: bytes } = await visits.download((loaded) => {
        press.lastChild.textContent = t("Downloading… %(size)s", { size: size(loaded) });
      });
      await refresh();
      say(t("Ready offline: visits %(n)s, %(size)s.", { n: count, size: size(bytes) }), "ok");
    } catch (error) {
      await refresh();
      say(wordsOf(error), "bad");
    }
  });
  return press;
}

function wordsOf(error) {
  if (error instanceof net.NoNetwork) return t("No network. What is on the phone stays.");
  if (error instanceof StorageFull) return t("The phone is full. Remove sent data, then download again.");
  if (!(error instanceof net.Refusal)) throw error;
  if (error.status !== 401) return error.message;
  sync.reach();
  return t("Session ended. Log in to download.");
}
