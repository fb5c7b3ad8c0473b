// The way to the thread that shrinks pictures (shrinker.js), and back.

let count = 0;
const waiting = new Map();
// Begun with the app: the first photo waits for nothing, and for no network.
let thread = started();

/**
 * `{bytes, preview, sizes}` of a Blob or bitmap; `side` null: no bytes. Raises an Error
 * with the name of what went wrong there.
 */
export function shrunk(picture, side) {
  thread ??= started();
  const id = ++count;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    const isBitmap = picture instanceof ImageBitmap;
    thread.postMessage({ id, picture, side }, isBitmap ? [picture] : []);
  });
}

function started() {
  // Under /field/, not /static/: there alone it is kept for the time without a network.
  const worker = new Worker("/field/shrinker.js");
  worker.onmessage = ({ data }) => settle(data);
  // It died, by want of memory perhaps: the next picture gets a new one.
  worker.onerror = (event) => {
    event.preventDefault();
    thread = null;
    for (const id of [...waiting.keys()]) settle({ id, fault: "WorkerDied" });
  };
  return worker;
}

function settle({ id, made, fault }) {
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (made) resolve(made);
  else reject(Object.assign(new Error(fault), { name: fault }));
}
