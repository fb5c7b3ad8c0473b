// What waits, is on its way, is confirmed or was refused.

import { uuid7 } from "./ids.js";
import { seal, unseal, who } from "./lock.js";
import * as records from "./records.js";
import * as store from "./store.js";

export const QUEUED = "QUEUED";
export const SENDING = "SENDING";
export const SENT = "SENT";
export const FAILED = "FAILED";
export const LOGIN = "LOGIN";
export const REPLACED = "REPLACED";
export const UNSENT = [QUEUED, SENDING, FAILED, LOGIN];

const tabs = new BroadcastChannel("field");
const listeners = new Set();

export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function changed(far = true) {
  listeners.forEach((listener) => listener());
  if (far) tabs.postMessage("outbox");
}
tabs.onmessage = () => changed(false);

export const rows = () => store.all("outbox", who());
export const row = (id) => store.get("outbox", who(), id);

/** Locked records not yet confirmed; no PIN needed. */
export async function unsent(user = who()) {
  return (await store.all("outbox", user)).filter((one) => UNSENT.includes(one.state));
}

/** Everything that a logout would lose: drafts too. */
export async function unsentAndDrafts(user = who()) {
  const drafts = (await store.all("drafts", user)).filter(
    (one) => one.state === records.DRAFT,
  );
  return { queued: (await unsent(user)).length, drafts: drafts.length };
}

/** Changes a row in one transaction; `said` is sealed (it may name people). */
export async function mark(id, facts, said) {
  const user = who();
  const box = said === undefined ? undefined : said && (await seal(said));
  await store.write("outbox", (outbox) => {
    const held = outbox.get([user, id]);
    held.onsuccess = () => {
      if (!held.result) return;
      const next = { ...held.result, ...facts };
      if (box !== undefined) next.box = box;
      outbox.put(next);
    };
  });
  changed();
}

export const saidOf = async (one) => (one.box ? unseal(one.box) : null);

/** Back into the queue: the person has read why it stopped. */
export const again = (id) => mark(id, { state: QUEUED, repeats: 0 }, null);

/** The same entries as a new record that points to the refused one. */
export async function asSupplement(id) {
  const old = await records.load(id);
  const made = records.supplementTo(old);
  const { answers, titles, goods, notes, files, signature, refusal } = structuredClone(old);
  Object.assign(made, { answers, titles, goods, notes, files, signature, refusal });
  Object.assign(made, { started_at: old.started_at, finished_at: old.finished_at });
  for (const part of [...Object.values(made.answers), ...made.titles, ...made.goods, ...made.notes])
    part.id = uuid7();
  await records.lockRecord(made);
  await mark(id, { state: REPLACED }, null);
  return made.id;
}
