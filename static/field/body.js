// A record as the server takes it; the same record gives the same body always.

import { appVersion } from "./words.js";

const without = (row, ...names) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

/** Hashes of the files that a record names, in its order, each once. */
export function filesOf(record) {
  const parts = [
    ...Object.values(record.answers),
    ...record.titles,
    ...record.goods,
    ...record.notes,
  ];
  const named = parts.flatMap((part) => part.files);
  const signed = [record.signature?.file, record.refusal?.file].filter(Boolean);
  return [...new Set([...named, ...signed])];
}

const answersOf = (record) =>
  Object.entries(record.answers)
    .filter(([, answer]) => answer.result)
    .map(([item, { id, result, note, at, files }]) => ({ id, item, result, note, at, files }));

export function bodyOf(record, device) {
  return {
    app: appVersion,
    device,
    visit: record.visit,
    visit_version: record.visit_version,
    unplanned: record.unplanned,
    supplements: record.supplements,
    started_at: record.started_at,
    finished_at: record.finished_at,
    device_time: record.device_time,
    checklist: record.checklist,
    answers: answersOf(record),
    titles: record.titles.map((title) => ({
      ...without(title, "at"),
      decision_on: title.decision_on || null,
    })),
    goods: record.goods.map((goods) => without(goods, "at")),
    notes: record.notes.filter((note) => note.text.trim() || note.files.length),
    signature: record.signature,
    refusal: record.refusal,
    files: filesOf(record).map((hash) => without(record.files[hash], "at")),
  };
}
