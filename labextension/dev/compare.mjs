// Compares two pictures of one size, each a PNG in Base64.
/* global btoa, createImageBitmap, fetch, ImageData, OffscreenCanvas */
import pixelmatch from 'pixelmatch';

/** How far two colours may be from each other: 0 is not at all, 1 is black from white. */
const THRESHOLD = 0.03;
/** Pixels that differ count together where they are this near, so that a changed word weighs more than scattered specks. */
const SQUARE = 32;

async function pixels(png) {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

async function drawn(image) {
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d').putImageData(image, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** How many pixels differ in the worst square, and a picture that marks them; null for pictures of unlike size. */
globalThis.compare = async (approved, actual) => {
  const [one, other] = await Promise.all([pixels(approved), pixels(actual)]);
  const { width, height } = one;
  if (width !== other.width || height !== other.height) return null;
  const marked = new ImageData(width, height);
  const options = { threshold: THRESHOLD, windowSize: SQUARE, includeAA: true };
  const different = pixelmatch(one.data, other.data, marked.data, width, height, options);
  return [different, await drawn(marked)];
};
