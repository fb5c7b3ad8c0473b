// A copy of what is not sent, sealed for the server: readable at the office only.
//
// Needs no PIN: the rows are sealed already, and their key lies sealed beside them.

import { fileName, ownerName, recordName, sealOf } from "./lock.js";
import { UNSENT } from "./outbox.js";
import * as store from "./store.js";
import { appVersion } from "./words.js";

/** The zip (Blob) of what is not confirmed, drafts too, and how many records. */
export async function backup(user) {
  const { ephemeral, server, owner } = await sealOf(user);
  const states = new Map(
    (await store.all("outbox", user)).map((row) => [row.id, row.state]),
  );
  const drafts = (await store.all("drafts", user)).filter(
    (row) => !states.has(row.id) || UNSENT.includes(states.get(row.id)),
  );
  const at = new Date().toISOString();
  const manifest = {
    format: "lien-nganh-field-backup",
    version: 1,
    key: server,
    ephemeral,
    created_at: at,
    app: appVersion,
  };
  const zip = new Zip();
  zip.add("manifest.json", [new TextEncoder().encode(JSON.stringify(manifest))]);
  zip.add(ownerName, boxed(owner));
  for (const row of drafts) zip.add(recordName(row.id), boxed(row.sent));
  for (const hash of new Set(drafts.flatMap((row) => row.files))) {
    const row = await store.get("bytes", user, hash);
    if (row) zip.add(fileName(hash), boxed(row.box));
  }
  return { blob: zip.end(), count: drafts.length, at };
}

const boxed = (box) => [box.iv, new Uint8Array(box.data)];

export function offer({ blob, at }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `lien-nganh-${at.slice(0, 16).replace(/[-:T]/g, "")}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
  let rest = at;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

function crc32(parts) {
  let rest = -1;
  for (const part of parts)
    for (let at = 0; at < part.length; at += 1)
      rest = TABLE[(rest ^ part[at]) & 0xff] ^ (rest >>> 8);
  return (rest ^ -1) >>> 0;
}

/** Files one after the other, not packed: sealed bytes cannot be made smaller. */
class Zip {
  #parts = [];
  #index = [];
  #at = 0;

  add(name, parts) {
    const title = new TextEncoder().encode(name);
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    const facts = fields(crc32(parts), size, title.length);
    this.#index.push({ title, facts, at: this.#at });
    this.#push(numbers([0x04034b50, 4]), facts, title, ...parts);
  }

  end() {
    const start = this.#at;
    for (const { title, facts, at } of this.#index)
      this.#push(
        numbers([0x02014b50, 4], [20, 2]),
        facts,
        numbers([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]),
        title,
      );
    const count = this.#index.length;
    const length = this.#at - start;
    this.#push(
      numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [length, 4], [start, 4], [0, 2]),
    );
    return new Blob(this.#parts, { type: "application/zip" });
  }

  #push(...parts) {
    this.#parts.push(...parts);
    this.#at += parts.reduce((sum, part) => sum + part.length, 0);
  }
}

// Version 2.0, names in UTF-8, stored; 1980-01-01, for the manifest has the time.
const fields = (crc, size, title) =>
  numbers([20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [crc, 4], [size, 4], [size, 4], [title, 2], [0, 2]);

function numbers(...pairs) {
  const bytes = new Uint8Array(pairs.reduce((sum, [, width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, width] of pairs) {
    if (width === 4) view.setUint32(at, value, true);
    else view.setUint16(at, value, true);
    at += width;
  }
  return bytes;
}
