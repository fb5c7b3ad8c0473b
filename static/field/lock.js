// The gate: a PIN opens the key under which everything of a user is stored.
//
// Six digits are a gate, not a vault; the phone's own screen lock stays required.

import { base64, fromBase64 } from "./hash.js";
import * as store from "./store.js";

const ROUNDS = 310_000;
const TRIES = 5;
// Seconds to wait after the fifth wrong PIN, the sixth, …
const WAITS = [60, 300, 900, 3600];
const IDLE = 5 * 60 * 1000;
export const CONTACT_DAYS = 7;
const DAY = 24 * 3600 * 1000;

export class Shut extends Error {
  /** `why`: WRONG (`left` tries), WAIT (until `until`), STALE (no contact), LOCKED. */
  constructor(why, more = {}) {
    super(why);
    Object.assign(this, { why, ...more });
  }
}

let key = null;
let user = null;
let shut = true;
let touched = 0;
const listeners = new Set();
// What still works with the key, such as a file on its way: it ends first.
const busy = new Set();

export const isOpen = () => !shut;
export const who = () => user;
/** Told twice: "before", while things can still be saved, and "after". */
export const onLock = (listener) => listeners.add(listener);

async function pinKey(pin, salt) {
  const typed = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(pin),
    "PBKDF2",
    false,
    ["deriveKey"],
  );
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS },
    typed,
    { name: "AES-GCM", length: 256 },
    false,
    ["wrapKey", "unwrapKey"],
  );
}

const entryOf = (id) => store.setting(`lock:${id}`);
const keepEntry = (id, entry) => store.keep(`lock:${id}`, entry);

export const isSetUp = async (id) => Boolean(await entryOf(id));

/**
 * Chooses the PIN. The key of the data is agreed with the server's own (`sealing`), so
 * that a copy of the phone's rows can be opened at the office, PIN or no PIN.
 */
export async function setUp(id, pin, sealing) {
  const { made, ephemeral } = await agreed(sealing);
  const entry = { tries: 0, until: 0, contact: Date.now(), ephemeral, key: sealing.id };
  Object.assign(entry, await wrapped(made, pin));
  await keepEntry(id, entry);
  await openWith(id, pin, entry);
  const owner = await seal({ user: id }, ownerName);
  await keepEntry(id, { ...entry, owner });
}

async function agreed(sealing) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const server = fromBase64(sealing.public_key);
  const pair = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const theirs = await crypto.subtle.importKey("raw", server, curve, false, []);
  const secret = await crypto.subtle.deriveBits(
    { name: "ECDH", public: theirs },
    pair.privateKey,
    256,
  );
  const point = await crypto.subtle.exportKey("raw", pair.publicKey);
  const salt = new Uint8Array([...new Uint8Array(point), ...new Uint8Array(server)]);
  const info = new TextEncoder().encode("lien-nganh field backup 1");
  const source = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const made = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt, info },
    source,
    { name: "AES-GCM", length: 256 },
    true,
    ["encrypt", "decrypt"],
  );
  return { made, ephemeral: base64(point) };
}

async function wrapped(made, pin) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const by = await pinKey(pin, salt);
  return {
    salt,
    iv,
    wrapped: await crypto.subtle.wrapKey("raw", made, by, { name: "AES-GCM", iv }),
  };
}

/** What the office needs to open a copy of a user's rows: no secret, no PIN. */
export async function sealOf(id) {
  const { ephemeral, key: server, owner } = await entryOf(id);
  return { ephemeral, server, owner };
}

/** Opens the phone's data; raises `Shut`. */
export async function unlock(id, pin) {
  const entry = await entryOf(id);
  if (Date.now() < entry.until) throw new Shut("WAIT", { until: entry.until });
  if (Date.now() - entry.contact > CONTACT_DAYS * DAY) throw new Shut("STALE");
  try {
    await openWith(id, pin, entry);
  } catch (error) {
    if (error.name !== "OperationError") throw error;
    entry.tries += 1;
    const over = entry.tries - TRIES;
    if (over >= 0) entry.until = Date.now() + WAITS[Math.min(over, WAITS.length - 1)] * 1e3;
    await keepEntry(id, entry);
    if (over >= 0) throw new Shut("WAIT", { until: entry.until });
    throw new Shut("WRONG", { left: -over });
  }
  if (entry.tries) await keepEntry(id, { ...(await entryOf(id)), tries: 0, until: 0 });
}

async function openWith(id, pin, entry) {
  // What still goes out for somebody else does so under his key.
  if (user !== id) await Promise.allSettled([...busy]);
  const by = await pinKey(pin, entry.salt);
  key = await crypto.subtle.unwrapKey(
    "raw",
    entry.wrapped,
    by,
    { name: "AES-GCM", iv: entry.iv },
    { name: "AES-GCM" },
    false,
    ["encrypt", "decrypt"],
  );
  user = id;
  shut = false;
  touch();
}

/** The server answered to this user: the PIN works 7 days from now. */
export async function contacted(id) {
  const entry = await entryOf(id);
  if (!entry || Date.now() - entry.contact < 60_000) return;
  await keepEntry(id, { ...entry, contact: Date.now() });
}

export const contactOf = async (id) => (await entryOf(id))?.contact ?? 0;

export const touch = () => (touched = Date.now());

/** Shuts now; what is under way with the key ends first, then the key is gone. */
export async function lock() {
  if (shut) return;
  await Promise.allSettled([...listeners].map((listener) => listener("before")));
  shut = true;
  listeners.forEach((listener) => listener("after"));
  await Promise.allSettled([...busy]);
  if (shut) key = null;
}

export function watchIdle() {
  const tick = () => !shut && Date.now() - touched > IDLE && lock();
  for (const kind of ["pointerdown", "keydown", "input"])
    addEventListener(kind, touch, { capture: true, passive: true });
  document.addEventListener("visibilitychange", tick);
  setInterval(tick, 10_000);
}

/** Keeps the key until `work` ends, though the screen may lock meanwhile. */
export async function during(work) {
  const running = work();
  busy.add(running);
  try {
    return await running;
  } finally {
    busy.delete(running);
  }
}

/** `name` binds the bytes to what they are: they open under the same name only. */
const way = (iv, name) => ({
  name: "AES-GCM",
  iv,
  additionalData: new TextEncoder().encode(name),
});

export async function sealBytes(buffer, name) {
  if (!key) throw new Shut("LOCKED");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt(way(iv, name), key, buffer) };
}

export async function openBytes(box, name) {
  if (!key) throw new Shut("LOCKED");
  return crypto.subtle.decrypt(way(box.iv, name), key, box.data);
}

export const seal = (value, name = "") =>
  sealBytes(new TextEncoder().encode(JSON.stringify(value)), name);

export async function unseal(box, name = "") {
  return JSON.parse(new TextDecoder().decode(await openBytes(box, name)));
}

// Names of what goes into a back-up as it lies here.
export const ownerName = "owner.sealed";
export const recordName = (id) => `records/${id}.sealed`;
export const fileName = (hash) => `files/${hash}.sealed`;
