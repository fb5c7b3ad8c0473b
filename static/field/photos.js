// Files of a record: shrunk, hashed and written before anybody sees them.

import { sha256 } from "./hash.js";
import { fileName, openBytes, seal, sealBytes, unseal, who } from "./lock.js";
import * as position from "./position.js";
import { shrunk } from "./shrink.js";
import * as store from "./store.js";
import { t } from "./words.js";

export const LONGER_SIDE = 2048;
const MB = 1024 * 1024;
const MOST = { "application/pdf": 25 * MB };
const MOST_OF_PHOTO = 15 * MB;
const KINDS = ["image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf"];

export class Refused extends Error {}

/** A name that tells the time and nothing else. */
const stamp = (iso) => iso.slice(0, 19).replace(/\D/g, "");

/** A picture of the in-page camera (Blob or bitmap) → the file of the record. */
export async function keepShot(picture, record) {
  const taken = new Date().toISOString();
  const { bytes, preview, sizes } = await shrunk(picture, LONGER_SIDE);
  return write(record, bytes, preview, {
    ...sizes,
    content_type: "image/jpeg",
    name: `photo-${stamp(taken)}.jpg`,
    source: "CAMERA",
    taken_at: taken,
    position: position.last(),
  });
}

/** A chosen file goes in byte for byte; raises `Refused` with the sentence. */
export async function keepChosen(file, record) {
  const most = MOST[file.type] ?? MOST_OF_PHOTO;
  if (!KINDS.includes(file.type))
    throw new Refused(t("“%(name)s” is neither a photo nor a PDF.", { name: file.name }));
  if (file.size > most)
    throw new Refused(
      t("“%(name)s” is not taken: over %(most)s MB.", {
        name: file.name,
        most: most / MB,
      }),
    );
  const bytes = await file.arrayBuffer();
  if (!bytes.byteLength)
    throw new Refused(t("“%(name)s” is empty. Choose it again.", { name: file.name }));
  const { preview, sizes } = await look(bytes, file.type);
  return write(record, bytes, preview, {
    ...sizes,
    content_type: file.type,
    name: file.name.normalize("NFC").slice(-255),
    source: "CHOSEN",
    taken_at: new Date(file.lastModified || Date.now()).toISOString(),
    position: null,
  });
}

/** A signature as PNG. */
export async function keepSignature(canvas, record) {
  const taken = new Date().toISOString();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const { width, height } = canvas;
  return write(record, await blob.arrayBuffer(), null, {
    width,
    height,
    original_width: width,
    original_height: height,
    content_type: "image/png",
    name: `signature-${stamp(taken)}.png`,
    source: "SIGNATURE",
    taken_at: taken,
    position: position.last(),
  });
}

const UNKNOWN = { width: null, height: null, original_width: null, original_height: null };

async function look(bytes, type) {
  try {
    return await shrunk(new Blob([bytes], { type }), null);
  } catch (error) {
    // HEIC on most phones, a PDF: kept without a preview.
    if (!["InvalidStateError", "EncodingError"].includes(error.name)) throw error;
    return { preview: null, sizes: UNKNOWN };
  }
}

async function write(record, bytes, preview, facts) {
  const hash = await sha256(bytes);
  const user = who();
  const meta = {
    sha256: hash,
    size: bytes.byteLength,
    caption: "",
    ...facts,
    sequence: await store.next("sequence"),
    server_offset_ms: (await store.setting("offset")) ?? null,
  };
  const row = {
    user,
    id: hash,
    size: meta.size,
    at: Date.now(),
    record,
    box: await seal(meta),
    preview: preview && (await sealBytes(preview, "preview")),
  };
  const held = { user, id: hash, box: await sealBytes(bytes, fileName(hash)) };
  await store.write(["files", "bytes"], (files, contents) => {
    // The same bytes once: what was known of the first stays.
    const known = files.getKey([user, hash]);
    known.onsuccess = () => {
      if (known.result) return;
      files.put(row);
      contents.put(held);
    };
  });
  return { ...meta, at: row.at };
}

export async function metaOf(hash) {
  const row = await store.get("files", who(), hash);
  return row ? unseal(row.box) : null;
}

export async function bytesOf(hash) {
  const row = await store.get("bytes", who(), hash);
  return row ? openBytes(row.box, fileName(hash)) : null;
}

/** Draws the preview on a canvas; false where there is none. */
export async function draw(hash, canvas) {
  const row = await store.get("files", who(), hash);
  if (!row?.preview) return false;
  const bitmap = await createImageBitmap(new Blob([await openBytes(row.preview, "preview")]));
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  bitmap.close();
  return true;
}
