// Visits that were downloaded: read only, sealed, ready without a network.

import { seal, unseal, who } from "./lock.js";
import * as net from "./net.js";
import * as store from "./store.js";

/** Asks for the visits of today and the next working day; answers what came. */
export async function download(progress) {
  const { answer, size } = await net.get("visits/", progress);
  const user = who();
  const at = Date.now();
  const rows = [];
  for (const visit of answer.results)
    rows.push({
      user,
      id: visit.id,
      day: visit.planned_on,
      downloaded_at: at,
      size: JSON.stringify(visit).length,
      box: await seal(visit),
    });
  const shared = {
    user,
    id: "shared",
    day: "",
    downloaded_at: at,
    size,
    box: await seal({
      wards: answer.wards,
      phrases: answer.phrases,
      indicators: answer.indicators ?? [],
    }),
  };
  // Visits that are no longer his go, unless he has begun a record of them.
  const begun = new Set((await store.all("drafts", user)).map((row) => row.visit));
  const stale = (await store.all("visits", user)).filter(
    (row) => !begun.has(row.id) && !answer.results.some((visit) => visit.id === row.id),
  );
  await store.write("visits", (visits) => {
    stale.forEach((row) => visits.delete([user, row.id]));
    [...rows, shared].forEach((row) => visits.put(row));
  });
  return { count: rows.length, size };
}

export async function list() {
  const rows = (await store.all("visits", who())).filter((row) => row.id !== "shared");
  const visits = await Promise.all(
    rows.map(async (row) => ({ ...(await unseal(row.box)), downloaded_at: row.downloaded_at })),
  );
  return visits.sort((a, b) =>
    `${a.planned_on}${a.starts_at ?? ""}${a.number}` <
    `${b.planned_on}${b.starts_at ?? ""}${b.number}`
      ? -1
      : 1,
  );
}

export async function load(id) {
  const row = id && (await store.get("visits", who(), id));
  return row ? unseal(row.box) : null;
}

/** Communes, phrases and thresholds that belong to all visits. */
export async function shared() {
  const row = await store.get("visits", who(), "shared");
  if (!row) return { wards: [], phrases: [], indicators: [], downloaded_at: null, size: 0 };
  return { ...(await unseal(row.box)), downloaded_at: row.downloaded_at, size: row.size };
}

/** Items of a checklist in their order, each with its section. */
export const itemsOf = (checklist) =>
  (checklist?.sections ?? []).flatMap((section) =>
    section.items.map((item) => ({ ...item, section: section.title })),
  );
