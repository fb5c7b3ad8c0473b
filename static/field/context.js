// Which record a page is about: by the address of a visit or of a record.

import * as records from "./records.js";
import * as visits from "./visits.js";

/** `{record, visit, shared, base}`, or null when neither is on the phone. */
export async function contextOf(id) {
  let record = await records.load(id);
  const visit = await visits.load(record ? record.visit : id);
  if (!record && !visit) return null;
  record ??= (await records.mainOf(visit.id)) ?? records.ofVisit(visit);
  records.show(record);
  return { record, visit, shared: await visits.shared(), base: `/field/visit/${id}/` };
}
