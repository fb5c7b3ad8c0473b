// What an inspector records: drafts that save themselves, and locked records.

import { bodyOf, filesOf } from "./body.js";
import { device } from "./device.js";
import { uuid7 } from "./ids.js";
import { isOpen, onLock, recordName, seal, unseal, who } from "./lock.js";
import * as store from "./store.js";

export const DRAFT = "DRAFT";
export const LOCKED = "LOCKED";
const PAUSE = 300;

export class ChangedElsewhere extends Error {}

let open = null;
let timer = null;
let typed = null;
let writing = Promise.resolve();
let saidSaved = () => {};

export const onSaved = (listener) => (saidSaved = listener);
/** The draft on the screen, or null: an update waits while there is one. */
export const current = () => (open && open.state === DRAFT ? open : null);

function blank(more) {
  return {
    id: uuid7(),
    state: DRAFT,
    visit: null,
    visit_version: null,
    number: "",
    name: "",
    place: "",
    representative: "",
    unplanned: null,
    supplements: null,
    checklist: null,
    form: null,
    started_at: new Date().toISOString(),
    finished_at: null,
    device_time: null,
    answers: {},
    titles: [],
    goods: [],
    notes: [],
    files: {},
    signature: null,
    refusal: null,
    ...more,
  };
}

/** A record of a downloaded visit; nothing is written before the first entry. */
export const ofVisit = (visit, supplements = null) =>
  blank({
    visit: visit.id,
    visit_version: visit.version,
    number: visit.number,
    name: visit.facility.name,
    place: visit.facility.address,
    representative: visit.facility.representative ?? "",
    supplements,
    ...formOf(visit.checklist),
  });

// The record keeps the whole checklist in the version under which it began.
const formOf = (checklist) => ({
  form: checklist ?? null,
  checklist: checklist ? { id: checklist.id, version: checklist.version } : null,
});

export const ofUnplanned = (facts, checklist) =>
  blank({
    name: facts.name,
    place: facts.address,
    unplanned: facts,
    ...formOf(checklist),
  });

/** A record that goes on where a locked one cannot: the same visit, no entries. */
export const supplementTo = (locked) =>
  blank({
    visit: locked.visit,
    visit_version: locked.visit_version,
    number: locked.number,
    name: locked.name,
    place: locked.place,
    representative: locked.representative,
    unplanned: locked.unplanned,
    supplements: locked.id,
    ...formOf(locked.form),
  });

/** A written file becomes part of an answer, a title, goods or a note. */
export function attach(record, part, meta) {
  record.files[meta.sha256] = meta;
  if (!part.files.includes(meta.sha256)) part.files.push(meta.sha256);
}

export function show(record) {
  open = record;
  return record;
}

export async function load(id) {
  if (open?.id === id) return open;
  const row = await store.get("drafts", who(), id);
  return row ? opened(row) : null;
}

async function opened(row) {
  const record = await unseal(row.box);
  return Object.assign(record, { state: row.state, revision: row.revision });
}

/** What goes to the server, word for word as it was when the record was locked. */
export async function bodyToSend(id) {
  const row = await store.get("drafts", who(), id);
  return { body: await unseal(row.sent, recordName(id)), hashes: row.files };
}

/** The newest record of a visit that is no supplement of another. */
export async function mainOf(visit) {
  if (open?.visit === visit && !open.supplements) return open;
  const rows = await rowsOf();
  const row = rows.findLast((one) => one.visit === visit && !one.supplements);
  return row ? opened(row) : null;
}

export const rowsOf = () => store.all("drafts", who());

export async function list() {
  return Promise.all((await rowsOf()).map(opened));
}

/** Writes now; resolves when it is on the disk. */
export function save(record) {
  clearTimeout(timer);
  timer = null;
  writing = writing.catch(() => {}).then(() => write(record));
  // A photo that is saved takes along what was typed meanwhile; both hear of it.
  if (typed) writing.then(typed, report);
  typed = null;
  return writing;
}

/** Writes 300 ms after the last key, and then tells. */
export function saveSoon(record, done = () => {}) {
  clearTimeout(timer);
  typed = done;
  timer = setTimeout(() => save(record).catch(() => {}), PAUSE); // `typed` was told
}

let report = (error) => {
  throw error;
};
export const onFault = (listener) => (report = listener);

export async function flush() {
  if (timer !== null && open) await save(open);
  await writing.catch(() => {});
}

/** `body` goes to the server as it is, now, in a year, or out of a back-up. */
async function rowOf(record, state) {
  const body = bodyOf(record, await device());
  return {
    user: who(),
    id: record.id,
    visit: record.visit,
    supplements: record.supplements,
    state,
    files: filesOf(record),
    changed_at: Date.now(),
    revision: (record.revision ?? 0) + 1,
    box: await seal({ ...record, revision: undefined, state: undefined }),
    sent: await seal(body, recordName(record.id)),
  };
}

async function write(record) {
  const row = await rowOf(record, record.state);
  await place("drafts", record, (drafts) => void drafts.put(row));
  record.revision = row.revision;
  saidSaved(row.changed_at);
}

/** Puts rows where the record is as it was read; else what is there stays. */
async function place(names, record, put) {
  let stale = false;
  try {
    await store.write(names, (drafts, ...others) => {
      const held = drafts.get([who(), record.id]);
      held.onsuccess = () => {
        // Locked, or changed in another tab.
        stale =
          held.result?.state === LOCKED ||
          (held.result?.revision ?? 0) !== (record.revision ?? 0);
        if (stale) drafts.transaction.abort();
        else put(drafts, ...others);
      };
    });
  } catch (error) {
    if (stale) throw new ChangedElsewhere();
    throw error;
  }
}

/** Locks for good and queues it for sending, in one transaction. */
export async function lockRecord(record) {
  await flush();
  const user = who();
  const now = new Date().toISOString();
  const times = { finished_at: record.finished_at ?? now, device_time: now };
  const row = await rowOf({ ...record, ...times }, LOCKED);
  const queued = {
    user,
    id: record.id,
    state: "QUEUED",
    total: row.files.length,
    done: 0,
    queued_at: Date.now(),
    sent_at: null,
    box: null,
  };
  await place(["drafts", "outbox"], record, (drafts, outbox) => {
    drafts.put(row);
    outbox.put(queued);
  });
  Object.assign(record, times, { state: LOCKED, revision: row.revision });
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && isOpen()) flush();
});
onLock((moment) => (moment === "before" ? flush() : (open = null)));
