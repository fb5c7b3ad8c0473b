// The thread that shrinks pictures: on the page itself a picture would wait for the
// camera's view to rest, a second and more for each.

const PREVIEW = 240;
const QUALITY = 0.8;
const PREVIEW_QUALITY = 0.7;

const scaled = (width, height, side) => {
  const by = Math.min(1, side / Math.max(width, height));
  return [Math.max(1, Math.round(width * by)), Math.max(1, Math.round(height * by))];
};

async function drawn(source, [width, height], quality) {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d", { alpha: false }).drawImage(source, 0, 0, width, height);
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
  return blob.arrayBuffer();
}

/** `side`: the longer side of the photo; null: only the preview is wanted. */
async function shrink(picture, side) {
  const bitmap =
    picture instanceof Blob
      ? await createImageBitmap(picture, { imageOrientation: "from-image" })
      : picture;
  const { width: original_width, height: original_height } = bitmap;
  try {
    const [width, height] = scaled(original_width, original_height, side ?? Infinity);
    const preview = await drawn(
      bitmap,
      scaled(original_width, original_height, PREVIEW),
      PREVIEW_QUALITY,
    );
    const bytes = side && (await drawn(bitmap, [width, height], QUALITY));
    return { bytes, preview, sizes: { width, height, original_width, original_height } };
  } finally {
    bitmap.close();
  }
}

// One after the other: never more than one full-size picture in the memory.
let last = Promise.resolve();

onmessage = ({ data: { id, picture, side } }) => {
  last = last.then(async () => {
    try {
      const made = await shrink(picture, side);
      postMessage({ id, made }, [made.preview, made.bytes].filter(Boolean));
    } catch (error) {
      postMessage({ id, fault: error.name });
    }
  });
};
