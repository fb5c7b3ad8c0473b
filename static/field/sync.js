// Sends what waits: the record, each missing file, then "complete". One sender.

import { device } from "./device.js";
import * as lock from "./lock.js";
import * as net from "./net.js";
import * as outbox from "./outbox.js";
import { bytesOf, metaOf } from "./photos.js";
import * as records from "./records.js";
import { keep, log } from "./store.js";
import { appVersion, t } from "./words.js";

class FileGone extends Error {}

const PAUSES = [5_000, 30_000, 120_000, 600_000];
// A file that arrives damaged goes again so many times before somebody has to look.
const REPEATS = 3;

/** What the bar on the screen tells: the network as the last ping found it. */
export const state = { net: "UNKNOWN", user: null, name: "", sending: false, outdated: false };
let failures = 0;
let timer = null;
let again = false;

const announce = (facts) => {
  Object.assign(state, facts);
  outbox.changed(false);
};

/** Pings; true when the server answers and knows this officer. */
export async function reach() {
  try {
    const answer = await net.ping();
    const known = answer.user !== null && answer.user === lock.who();
    announce({
      net: answer.user === null ? "LOGIN" : known || !lock.isOpen() ? "OK" : "OTHER",
      user: answer.user,
      outdated: answer.outdated,
      offset: answer.offset,
    });
    await keep("offset", answer.offset);
    if (answer.user) await lock.contacted(answer.user);
    return known;
  } catch (error) {
    if (!(error instanceof net.NoNetwork || error instanceof net.Refusal)) throw error;
    announce({ net: "NONE" });
    return false;
  }
}

/** Sends now; asked again while it runs, it looks once more at the end. */
export async function send() {
  if (!lock.isOpen()) return;
  again = true;
  await navigator.locks.request("field-sender", { ifAvailable: true }, async (mine) => {
    if (!mine) return later(); // another tab sends; it may not have seen this record
    await lock.during(async () => {
      while (again && lock.isOpen()) {
        again = false;
        await run();
      }
    });
  });
}

async function run() {
  clearTimeout(timer);
  const waiting = await outbox.unsent();
  if (!(await reach())) {
    if (state.net === "NONE") await backInQueue();
    else await waitForLogin();
    if (waiting.length) later();
    return;
  }
  const ready = waiting.filter((row) => row.state !== outbox.FAILED);
  announce({ sending: ready.length > 0 });
  let whole = true;
  try {
    const csrf = { token: await net.token() };
    for (const row of ready)
      if (lock.isOpen()) whole = (await sendOne(row, csrf)) && whole;
    await report(csrf).catch(unheard);
  } catch (error) {
    whole = false;
    await stopped(error);
  } finally {
    announce({ sending: false });
  }
  if (whole) failures = 0;
  else later();
}

/** The office sees who has unsent records, and since when; never what is in them. */
async function report(csrf) {
  const left = await outbox.unsent();
  const { id, name } = await device();
  const since = Math.min(...left.map((row) => row.queued_at));
  await put(
    `devices/${id}/`,
    {
      name,
      app: appVersion,
      unsent: left.length,
      unsent_since: left.length ? new Date(since).toISOString() : null,
    },
    csrf,
  );
}

/** That the office does not know the count holds up no record. */
async function unheard(error) {
  if (!(error instanceof net.Refusal) || error.status === 401) throw error;
  await log("report", error.status);
}

/** What ends the run for every record: no network, no login. */
async function stopped(error) {
  await log("run", error.message);
  if (error instanceof net.NoNetwork) {
    announce({ net: "NONE" });
    return backInQueue();
  }
  if (!(error instanceof net.Refusal)) throw error;
  if (error.status !== 401) return;
  announce({ net: "LOGIN" });
  await waitForLogin();
}

async function backInQueue() {
  for (const row of await outbox.unsent())
    if (row.state === outbox.SENDING) await outbox.mark(row.id, { state: outbox.QUEUED });
}

async function waitForLogin() {
  for (const row of await outbox.unsent())
    if (row.state !== outbox.FAILED && row.state !== outbox.LOGIN)
      await outbox.mark(row.id, { state: outbox.LOGIN });
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(send, PAUSES[Math.min(failures, PAUSES.length - 1)]);
  failures += 1;
}

/** True when the server has confirmed it, or when a person has to look. */
async function sendOne(row, csrf) {
  await outbox.mark(row.id, { state: outbox.SENDING });
  try {
    await deliver(row, csrf);
    return true;
  } catch (error) {
    if (error instanceof net.NoNetwork) throw error;
    if (error instanceof FileGone) {
      await refuse(row, { text: t("A photo of this record is no longer on the phone.") });
      return true;
    }
    if (!(error instanceof net.Refusal)) throw error;
    await log("send", `${error.status} ${error.code}`);
    if (error.status === 401) throw error;
    if (error.status >= 500 || error.status === 429) {
      const text = t("The server has a fault. The data is still on the phone; it goes again by itself.");
      await outbox.mark(row.id, { state: outbox.QUEUED }, { text });
      return false;
    }
    await refuse(row, { text: sentence(error), code: error.code, status: error.status });
    return true;
  }
}

const refuse = (row, said) => outbox.mark(row.id, { state: outbox.FAILED }, said);

/** The server's own sentence, with what it says of single fields. */
function sentence(error) {
  if (error.status === 413 && !error.problem.detail)
    return t("A file of this record is too large for the server.");
  const fields = Object.values(error.problem.errors ?? {}).flat();
  const words = [error.problem.detail, ...fields].filter((word) => typeof word === "string");
  return [...new Set(words)].join(" ") || error.problem.title || t("Refused without a reason.");
}

async function deliver(row, csrf) {
  const { body, hashes } = await records.bodyToSend(row.id);
  const path = `records/${row.id}/`;
  let answer = await put(path, body, csrf);
  for (let round = 0; round <= REPEATS; round += 1) {
    await fetchMissing(row, hashes, answer.missing, csrf);
    answer = await put(`${path}complete/`, {}, csrf);
    if (isConfirmed(answer, hashes)) return confirm(row, hashes, answer);
  }
  throw new net.Refusal(500, { detail: "" });
}

// Sent means: the server has named every hash.
const isConfirmed = (answer, hashes) =>
  answer.state === "COMPLETE" &&
  answer.missing.length === 0 &&
  hashes.every((hash) => answer.held.includes(hash));

async function confirm(row, hashes, answer) {
  await outbox.mark(
    row.id,
    { state: outbox.SENT, sent_at: Date.now(), done: hashes.length, total: hashes.length },
    {
      text: "",
      server_time: answer.server_time,
      received_at: answer.received_at,
      supplement: answer.supplement,
      conflicts: answer.conflicts ?? [],
    },
  );
  await log("sent", hashes.length);
}

async function fetchMissing(row, hashes, missing, csrf) {
  const wanted = hashes.filter((hash) => missing.includes(hash));
  let done = hashes.length - wanted.length;
  await outbox.mark(row.id, { done, total: hashes.length });
  for (const hash of wanted) {
    await sendFile(hash, csrf);
    done += 1;
    await outbox.mark(row.id, { done });
  }
}

async function sendFile(hash, csrf) {
  const meta = await metaOf(hash);
  const bytes = await bytesOf(hash);
  if (!meta || !bytes) throw new FileGone(hash);
  for (let round = 1; ; round += 1) {
    try {
      await put(`files/${hash}/`, bytes, csrf, { type: meta.content_type });
      return;
    } catch (error) {
      // Damaged on the way: the original is here, it goes again.
      if (error.code !== "hash_differs" || round >= REPEATS) throw error;
      await log("hash", round);
    }
  }
}

/** A token that grew old is asked for once more. */
async function put(path, body, csrf, more) {
  try {
    return await net.put(path, body, csrf.token, more);
  } catch (error) {
    if (!(error instanceof net.Refusal) || error.status !== 403) throw error;
    csrf.token = await net.token();
    return net.put(path, body, csrf.token, more);
  }
}

export function start() {
  // The first try may come before the way is really open: the pauses begin anew.
  addEventListener("online", sendNow);
  addEventListener("offline", () => announce({ net: "NONE" }));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") sendNow();
  });
}

/** The person asks: at once, and the waiting begins anew. */
export function sendNow() {
  failures = 0;
  return send();
}
