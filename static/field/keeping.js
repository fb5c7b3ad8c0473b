// Room on the phone: asked for, watched, and given back when a record is safe.

import { contactOf, who } from "./lock.js";
import { SENT, REPLACED } from "./outbox.js";
import { uuid7 } from "./ids.js";
import * as store from "./store.js";

const DAY = 24 * 3600 * 1000;
const MB = 1e6;
export const KEPT_DAYS = 7;
const SILENT_DAYS = 30;
const MARK = "field-canary";

/** Asks the browser to keep the data; true, false, or null where it cannot say. */
export async function askToPersist() {
  if (!navigator.storage?.persist) return null;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}

/** Only an estimate: warns early, decides nothing. */
export async function room() {
  if (!navigator.storage?.estimate) return { used: null, isTight: false };
  const { usage, quota } = await navigator.storage.estimate();
  const isTight = usage > 200 * MB || quota - usage < 500 * MB;
  return { used: usage, free: quota - usage, isTight };
}

/** True when the browser has cleared what was stored here. */
export async function wasCleared() {
  const marked = localStorage.getItem(MARK);
  const kept = await store.setting("canary");
  if (!kept) {
    const made = uuid7();
    await store.keep("canary", made);
    localStorage.setItem(MARK, made);
  } else if (kept !== marked) localStorage.setItem(MARK, kept);
  return Boolean(marked && marked !== kept);
}

/** Takes away what is safe on the server for 7 days; unsent records never. */
export async function tidy() {
  const user = who();
  const now = Date.now();
  const silent = now - (await contactOf(user)) > SILENT_DAYS * DAY;
  const drafts = await store.all("drafts", user);
  const supplemented = new Set(drafts.map((row) => row.supplements));
  const safe = (await store.all("outbox", user)).filter(
    (row) =>
      (row.state === SENT && now - row.sent_at > KEPT_DAYS * DAY) ||
      // Its supplement was safe before it and is gone already.
      (row.state === REPLACED && !supplemented.has(row.id)),
  );
  await drop(user, safe.map((row) => row.id));
  const begun = new Set(drafts.map((row) => row.visit));
  const visits = (await store.all("visits", user)).filter(
    (row) => row.id !== "shared" && !begun.has(row.id),
  );
  const old = visits.filter((row) => silent || now - row.downloaded_at > KEPT_DAYS * DAY);
  await store.write("visits", (place) => old.forEach((row) => place.delete([user, row.id])));
}

/** Takes away sent records now, for room; the officer asked for it. */
export async function dropSent() {
  const user = who();
  const sent = (await store.all("outbox", user)).filter((row) => row.state === SENT);
  await drop(user, sent.map((row) => row.id));
  return sent.length;
}

async function drop(user, ids) {
  if (!ids.length) return;
  const drafts = await store.all("drafts", user);
  const needed = new Set(
    drafts.filter((row) => !ids.includes(row.id)).flatMap((row) => row.files),
  );
  // Photos that were taken out of a draft again are among them.
  const files = (await store.all("files", user))
    .filter((row) => ids.includes(row.record) && !needed.has(row.id))
    .map((row) => row.id);
  await store.write(["drafts", "outbox", "files", "bytes"], (...places) => {
    const [records, outbox, metas, bytes] = places;
    for (const id of ids) [records, outbox].forEach((one) => one.delete([user, id]));
    for (const hash of files) [metas, bytes].forEach((one) => one.delete([user, hash]));
  });
  await store.log("dropped", ids.length);
}

/** After a logout with nothing unsent: all of this user's data and his PIN. */
export async function wipe(user) {
  const names = ["visits", "drafts", "files", "bytes", "outbox"];
  const keys = await Promise.all(names.map((name) => store.keysOf(name, user)));
  await store.write(names, (...places) =>
    places.forEach((place, at) => keys[at].forEach((key) => place.delete(key))),
  );
  await store.forget(`lock:${user}`);
  if ((await store.setting("last-user")) === user) await store.forget("last-user");
}
