// The camera in the page: opening the phone's own lets Android close the page.

import { add, button, h, note, say, symbolButton } from "./dom.js";
import { during } from "./lock.js";
import * as position from "./position.js";
import { keepChosen, keepShot, Refused } from "./photos.js";
import { log, StorageFull } from "./store.js";
import { t } from "./words.js";

// The stream is the view alone where the camera takes photos of its own size.
const VIEW = { width: { ideal: 1920 }, height: { ideal: 1080 } };
const FRAMES = { width: { ideal: 2560 }, height: { ideal: 1440 } };
const WANTED = 2560;
const ENOUGH = 1280;
const PATIENCE = 3000;

export const fullPhone = () =>
  t(
    "Storage is nearly full. The last photo was not saved. Remove sent data, then take it again.",
  );

/** Shoots until "Done"; `keep(meta)` hears of each photo after it is written. */
export async function shoot(record, keep) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment", ...(globalThis.ImageCapture ? VIEW : FRAMES) },
    });
  } catch (error) {
    await log("camera", error.name);
    say(t("The camera does not open. Choose a photo instead."), "bad");
    return choose(record, keep);
  }
  position.watch();
  await new Promise((closed) => show(stream, record, keep, closed));
  stream.getTracks().forEach((track) => track.stop());
  position.rest();
}

function show(stream, record, keep, closed) {
  const [track] = stream.getVideoTracks();
  const video = h("video", { playsinline: true, autoplay: true });
  video.muted = true;
  video.srcObject = stream;
  const count = h("span.shots", { role: "status" }, "0");
  const words = h("div.cam-words", { role: "status" });
  const shutter = symbolButton(".shutter", "camera", t("Take the photo"), shot);
  const dialog = h(
    "dialog.cam",
    { "aria-label": t("Camera") },
    video,
    words,
    h(
      "div.cam-row",
      {},
      torch(track),
      shutter,
      count,
      button(".pri.cam-done", "", t("Done here"), () => dialog.close()),
    ),
  );
  let pending = null;
  // The stream goes on until the last photo is written, however the dialog closed.
  dialog.addEventListener("close", async () => {
    dialog.remove();
    await pending;
    closed();
  });
  video.addEventListener("loadedmetadata", () => {
    if (Math.max(video.videoWidth, video.videoHeight) < ENOUGH)
      words.replaceChildren(
        note("warn", "warn", t("This camera gives small pictures. Go close to print.")),
      );
  });
  document.body.append(dialog);
  dialog.showModal();
  shutter.focus();

  async function shot() {
    if (pending) return;
    shutter.setAttribute("aria-busy", "true");
    pending = during(one);
    await pending;
    pending = null;
    shutter.removeAttribute("aria-busy");
  }

  async function one() {
    try {
      await keep(await keepShot(await picture(track, video), record));
      count.textContent = String(Number(count.textContent) + 1);
      words.replaceChildren();
    } catch (error) {
      await log("photo", error.name);
      const said =
        error instanceof StorageFull ? fullPhone() : t("The photo was not saved. Take it again.");
      if (dialog.open) words.replaceChildren(note("bad", "warn", said));
      else say(said, "bad");
    }
  }
}

/** A camera that does not answer is no reason to wait with the hand in the air. */
const inTime = (photo) =>
  Promise.race([
    photo,
    new Promise((_, late) => setTimeout(() => late(new Error("silent")), PATIENCE)),
  ]);

async function picture(track, video) {
  if (globalThis.ImageCapture) {
    try {
      return await inTime(taken(new ImageCapture(track)));
    } catch (error) {
      await log("takePhoto", error.name); // some phones refuse: a frame will do
    }
  }
  return createImageBitmap(video);
}

/** As large as is kept, not larger: fifty megapixels would fill the memory. */
async function taken(capture) {
  const { imageWidth } = await capture.getPhotoCapabilities();
  if (!imageWidth?.max) return capture.takePhoto();
  const width = Math.max(imageWidth.min, Math.min(WANTED, imageWidth.max));
  return capture.takePhoto({ imageWidth: width });
}

function torch(track) {
  if (!track.getCapabilities?.().torch) return h("span");
  let on = false;
  const press = symbolButton(".ib", "torch", t("Light"), () => {
    on = !on;
    press.setAttribute("aria-pressed", String(on));
    track.applyConstraints({ advanced: [{ torch: on }] });
  });
  press.setAttribute("aria-pressed", "false");
  return press;
}

/** Files from the phone, each kept byte for byte. */
export function choose(record, keep) {
  return new Promise((done) => {
    const input = h("input.vh", {
      type: "file",
      accept: "image/jpeg,image/png,image/webp,image/heic,application/pdf",
      multiple: true,
      "aria-hidden": "true",
      tabindex: -1,
      cancel: end,
      change: async () => {
        try {
          for (const file of input.files) await keep(await keepChosen(file, record));
        } catch (error) {
          if (!(error instanceof Refused || error instanceof StorageFull)) throw error;
          say(error instanceof Refused ? error.message : fullPhone(), "bad");
        } finally {
          end();
        }
      },
    });
    function end() {
      input.remove();
      done();
    }
    add(document.body, input);
    input.click();
  });
}
