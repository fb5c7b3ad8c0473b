// This phone, as the records name it; no person in it.

import { uuid7 } from "./ids.js";
import * as store from "./store.js";

export async function device() {
  let known = await store.setting("device");
  if (!known) {
    known = { id: uuid7(), name: nameOf(navigator.userAgent) };
    await store.keep("device", known);
  }
  return known;
}

function nameOf(agent) {
  const model = /\(([^)]+)\)/.exec(agent)?.[1] ?? "";
  const browser = /(Chrome|Firefox|Version)\/(\d+)/.exec(agent) ?? [];
  return `${model} ${browser[1] ?? ""} ${browser[2] ?? ""}`.trim().slice(0, 100);
}
