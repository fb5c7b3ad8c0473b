// The bar under the header: network, what is saved, what waits, a login, an update.

import { button, h, icon } from "./dom.js";
import { isOpen } from "./lock.js";
import * as outbox from "./outbox.js";
import { state } from "./sync.js";
import * as update from "./update.js";
import { clock, t } from "./words.js";

let savedAt = null;
let full = "";

export function wasSaved(at) {
  savedAt = at;
  full = "";
  draw();
}

/** A write failed: said until one succeeds. */
export function notSaved(words) {
  full = words;
  draw();
}

const loginLink = () =>
  h("a", { href: `/login/?next=${encodeURIComponent(location.pathname)}`, rel: "external" }, t("Log in"));

export async function draw() {
  const place = document.getElementById("bar");
  if (!place) return;
  const rows = isOpen() ? await outbox.unsent() : [];
  const waiting = rows.length;
  const link =
    waiting && location.pathname !== "/field/outbox/"
      ? h("a", { href: "/field/outbox/" }, t("Queued %(n)s", { n: waiting }))
      : null;
  const saved = savedAt ? ` ${t("Saved on this phone at %(time)s.", { time: clock(savedAt) })}` : "";
  place.replaceChildren(...lines(rows, link, saved));
}

function lines(rows, link, saved) {
  const said = [];
  if (full) said.push(line("n-bad", "warn", full, "", null, "alert"));
  if (state.net === "NONE") said.push(line("", "nonet", t("No network."), saved, link));
  else if (isOpen() && state.net === "LOGIN")
    said.push(
      line("", "key", t("Session ended."), ` ${t("Log in to go on; the data is still on the phone.")}`, loginLink()),
    );
  else if (isOpen() && state.net === "OTHER")
    said.push(
      line("", "key", t("Another account is logged in."), ` ${t("Log in as yourself to send.")}`, loginLink()),
    );
  else if (state.sending)
    said.push(line("n-info", "up", t("Network is there."), ` ${sendingWords(rows)}`, link));
  else if (rows.length) said.push(line("", "clock", t("Waiting to be sent."), saved, link));
  if (state.outdated)
    said.push(line("n-bad", "warn", t("This version is too old to send. Close all forms and update."), "", null));
  if (update.isOffered())
    said.push(
      line("n-info", "new", t("New version."), "", button(".s", "", t("Update now"), update.take)),
    );
  return said;
}

function sendingWords(rows) {
  const sending = rows.find((row) => row.state === outbox.SENDING);
  if (!sending) return t("Sending.");
  return t("Sending %(done)s of %(total)s files.", { done: sending.done, total: sending.total });
}

const line = (kind, symbol, strong, words, link, role = "status") =>
  h(
    `p.net${kind && `.${kind}`}`,
    { role },
    icon(symbol),
    h("span", {}, h("b.b", {}, strong), words),
    link,
  );
