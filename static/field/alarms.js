// What the quantities of a title say, as the print-job log would: advice, at once.

import { fold, number, t } from "./words.js";

/**
 * The sentence of each alarm; `indicators` are the thresholds of the law. Where the
 * officer has entered nothing, the facility's log is compared with.
 */
export function alarmsOf(title, indicators, jobs) {
  const job = jobOf(title, jobs);
  const counted = title.counted_copies;
  const licensed = title.licensed_copies ?? job?.licensed_copies ?? null;
  const found = [];
  if (licensed !== null && counted > licensed)
    found.push(
      t("Counted %(counted)s, licensed %(licensed)s: %(over)s over.", {
        counted: number(counted),
        licensed: number(licensed),
        over: number(counted - licensed),
      }),
    );
  if (!counted || title.decision_no || job?.decision_no) return found;
  found.push(t("No publishing decision: %(counted)s copies.", { counted: number(counted) }));
  for (const row of indicators)
    if (row.copies_over !== null && counted > row.copies_over) found.push(row.text);
  return found;
}

/** The line of the facility's log that is this title, or undefined. */
export function jobOf(title, jobs) {
  const registration = fold(title.registration_no);
  const name = fold(title.title);
  return jobs.find(
    (job) =>
      (registration && fold(job.registration_no ?? "") === registration) ||
      (name && fold(job.title) === name),
  );
}
