/* Zooming and moving a picture in a frame, as arithmetic: a view is {scale, x, y}, measured from the frame's middle. */

export const WHOLE = Object.freeze({ scale: 1, x: 0, y: 0 });
export const CLOSEST = 8;
export const STEP = 1.5;
/* What the server fits a picture into for the viewer. */
const LARGE = Object.freeze({ width: 1920, height: 1080 });
/* Far enough to mean it, in pixels, and clearly sideways. */
const SWIPE = 60;

const between = (value, low, high) => Math.min(high, Math.max(low, value));

/* The picture never leaves the frame: where it is smaller it is centred, where it is larger its edge stops at the frame's. */
export function kept(view, frame, picture) {
  const room = (size, space) => Math.max(0, (size * view.scale - space) / 2);
  const x = room(picture.width, frame.width);
  const y = room(picture.height, frame.height);
  return { scale: view.scale, x: between(view.x, -x, x), y: between(view.y, -y, y) };
}

/* The point under the cursor stays under the cursor. */
export function zoomedAt(view, factor, point, frame, picture) {
  const scale = between(view.scale * factor, 1, CLOSEST);
  if (scale === 1) return WHOLE;
  const ratio = scale / view.scale;
  const x = point.x - (point.x - view.x) * ratio;
  const y = point.y - (point.y - view.y) * ratio;
  return kept({ scale, x, y }, frame, picture);
}

export const panned = (view, by, frame, picture) => kept({ ...view, x: view.x + by.x, y: view.y + by.y }, frame, picture);

export const isZoomed = (view) => view.scale > 1;

/* How large a picture stands in a frame when it is shown whole; a small one is not blown up. */
export function fitted(frame, natural) {
  const scale = Math.min(1, frame.width / natural.width, frame.height / natural.height);
  return { width: natural.width * scale, height: natural.height * scale };
}

/* How large the picture that the server makes for the viewer is, in the frame's own units; null when nobody knows. */
export const large = ({ width, height }) => (width && height ? fitted(LARGE, { width, height }) : null);

/* -1: to the previous, 1: to the next, 0: it was no swipe. */
export function swipe(by) {
  if (Math.abs(by.x) < SWIPE || Math.abs(by.x) < 2 * Math.abs(by.y)) return 0;
  return by.x > 0 ? -1 : 1;
}

export const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

export const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
