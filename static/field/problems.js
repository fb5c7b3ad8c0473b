// What a record still lacks before it can be locked.

import { t, tidy } from "./words.js";
import { itemsOf } from "./visits.js";

/** What an answer lacks: "result", "note", "photo". */
export function lacks(item, answer) {
  if (!answer) return [];
  if (!answer.result) return answer.files.length || answer.note ? ["result"] : [];
  if (answer.result !== "FAIL") return [];
  const missing = [];
  if (item.on_fail?.note && !answer.note.trim()) missing.push("note");
  if (item.on_fail?.photo && !answer.files.length) missing.push("photo");
  return missing;
}

export const lackWords = (lack) =>
  ({
    result: t("Choose a result."),
    note: t("Describe the violation."),
    photo: t("Take at least one photo."),
  })[lack];

/** What a lot still lacks, by field. */
export function faultsOf(row) {
  const faults = {};
  if (!row.kind) faults.kind = t("Choose the kind of the goods.");
  if (!tidy(row.name)) faults.name = t("Enter the name of the goods.");
  if (!row.quantity) faults.quantity = t("Enter a quantity above 0.");
  if (!row.unit) faults.unit = t("Choose a unit.");
  if (!tidy(row.condition)) faults.condition = t("Describe the condition.");
  return faults;
}

/** Each `{at: address inside the record, text}`; empty when it may be locked. */
export function problemsOf(record, checklist) {
  const found = [];
  itemsOf(checklist).forEach((item, position) => {
    const answer = record.answers[item.id];
    for (const lack of lacks(item, answer))
      found.push({ at: `?item=${position + 1}`, text: `${item.code}: ${lackWords(lack)}` });
  });
  for (const row of record.titles)
    if (!tidy(row.title)) found.push({ at: `titles/?row=${row.id}`, text: t("Enter the title.") });
  for (const row of record.goods)
    for (const text of Object.values(faultsOf(row)))
      found.push({ at: `goods/?row=${row.id}`, text });
  if (record.notes.some((row) => row.files.length && !tidy(row.text)))
    found.push({ at: "notes/", text: t("Write what the photos of the note show.") });
  const isEmpty =
    !Object.values(record.answers).some((answer) => answer.result) &&
    !record.titles.length &&
    !record.goods.length &&
    !record.notes.length;
  if (isEmpty) found.push({ at: "", text: t("Nothing has been recorded yet.") });
  return found;
}
