// Names that the phone gives: UUIDv7, so that they sort by time.

let last = 0;
let counter = 0;

export function uuid7(now = Date.now()) {
  // A clock set back, or several in one millisecond: the order stays.
  if (now > last) {
    last = now;
    counter = crypto.getRandomValues(new Uint16Array(1))[0] & 0x7ff;
  } else if (++counter > 0xfff) {
    last += 1;
    counter = 0;
  }
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = (random[0] & 0x3f) | 0x80;
  const hex =
    last.toString(16).padStart(12, "0") +
    (0x7000 | counter).toString(16) +
    [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
