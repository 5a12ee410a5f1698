/* Looking at the chart: a camera is {x, y, scale}, and a point of the chart stands at point * scale + (x, y). Pure. */

export const CLOSEST = 2;
export const FARTHEST = 0.02;
export const STEP = 1.4;
const MARGIN = 40;
/* How far one may move away: this much of the chart stays on the screen, in pixels. */
const KEPT = 96;
/* Smaller than this nobody reads names, so the chart does not start there; a phone shows a part of it instead. */
const readable = (screen) => (screen.width < 600 ? 0.66 : 0.48);

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

export const panned = (camera, by) => ({ ...camera, x: camera.x + by.x, y: camera.y + by.y });

/* The point under the cursor stays under the cursor. */
export function zoomedAt(camera, factor, point) {
  const scale = clamp(camera.scale * factor, FARTHEST, CLOSEST);
  const ratio = scale / camera.scale;
  return { scale, x: point.x - (point.x - camera.x) * ratio, y: point.y - (point.y - camera.y) * ratio };
}

/* All of it, as large as it goes, but not larger than life. */
export function fitted(world, screen) {
  const room = { width: Math.max(screen.width - 2 * MARGIN, 1), height: Math.max(screen.height - 2 * MARGIN, 1) };
  const scale = clamp(Math.min(room.width / world.width, room.height / world.height, 1), FARTHEST, CLOSEST);
  return { scale, x: (screen.width - world.width * scale) / 2, y: (screen.height - world.height * scale) / 2 };
}

/* What one sees first: all of it where that can be read, else its beginning. */
export function first(world, root, screen) {
  const whole = fitted(world, screen);
  const scale = readable(screen);
  if (whole.scale >= scale) return whole;
  return { scale, x: Math.min(MARGIN, screen.width * 0.06), y: screen.height / 2 - (root.y + root.height / 2) * scale };
}

/* A box in the middle of the screen, near enough to be read; where it is wide, with room for a card beside it. */
export function aimedAt(box, camera, screen) {
  const scale = clamp(camera.scale, 1, 1.25);
  return { scale, x: screen.width * (screen.width < 600 ? 0.5 : 0.4) - (box.x + box.width / 2) * scale, y: screen.height / 2 - (box.y + box.height / 2) * scale };
}

/* Moved as little as it takes to have a box on the screen; a box larger than the screen shows its beginning. */
export function showing(box, camera, screen, margin = 24) {
  const shift = (start, length, space) => {
    const end = start + length;
    if (start < margin || length > space - 2 * margin) return margin - start;
    return end > space - margin ? space - margin - end : 0;
  };
  const onScreen = { x: box.x * camera.scale + camera.x, y: box.y * camera.scale + camera.y };
  return panned(camera, {
    x: shift(onScreen.x, box.width * camera.scale, screen.width),
    y: shift(onScreen.y, box.height * camera.scale, screen.height),
  });
}

/* How far to move to see as much of `all` as there is room for, without losing sight of `part` of it. */
export function revealing(all, part, camera, screen) {
  const wide = showing(all, camera, screen);
  const there = showing(part, wide, screen);
  return { x: there.x - camera.x, y: there.y - camera.y };
}

/* Nobody gets lost: some of the chart stays on the screen. */
export function kept(camera, world, screen) {
  const hold = (offset, length, space) => clamp(offset, KEPT - length, space - KEPT);
  return { ...camera, x: hold(camera.x, world.width * camera.scale, screen.width), y: hold(camera.y, world.height * camera.scale, screen.height) };
}

/* The part of the chart that is on the screen, and `more` of its size on every side. */
export function seen(camera, screen, more = 0) {
  const [width, height] = [screen.width / camera.scale, screen.height / camera.scale];
  return { x: -camera.x / camera.scale - width * more, y: -camera.y / camera.scale - height * more, width: width * (1 + 2 * more), height: height * (1 + 2 * more) };
}

/*
 * A flight from one look to another, after van Wijk and Nuij: far ones rise, so that one sees where one is going.
 * Answers {milliseconds, at(part)}.
 */
export function flight(from, to, screen) {
  const [start, end] = [looking(from, screen), looking(to, screen)];
  const path = smooth(start, end);
  return { milliseconds: clamp(path.length * 320, 200, 1100), at: (part) => (part >= 1 ? to : camera(path.at(part), screen)) };
}

/* What is in the middle of the screen, and how much of the chart the screen is wide. */
const looking = (look, screen) => ({
  x: (screen.width / 2 - look.x) / look.scale,
  y: (screen.height / 2 - look.y) / look.scale,
  width: screen.width / look.scale,
});

const camera = ({ x, y, width }, screen) => {
  const scale = screen.width / width;
  return { scale, x: screen.width / 2 - x * scale, y: screen.height / 2 - y * scale };
};

const RHO = 1.2;

function smooth(a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const squared = dx * dx + dy * dy;
  if (squared < 1e-6) return straight(a, b);
  const way = Math.sqrt(squared);
  const turn = (from, to, sign) => (to * to - from * from + sign * RHO ** 4 * squared) / (2 * (sign > 0 ? a.width : b.width) * RHO ** 2 * way);
  const [b0, b1] = [turn(a.width, b.width, 1), turn(a.width, b.width, -1)];
  const [r0, r1] = [Math.log(Math.sqrt(b0 * b0 + 1) - b0), Math.log(Math.sqrt(b1 * b1 + 1) - b1)];
  const length = (r1 - r0) / RHO;
  const at = (part) => {
    const s = RHO * part * length + r0;
    const u = (a.width / (RHO ** 2 * way)) * (Math.cosh(r0) * Math.tanh(s) - Math.sinh(r0));
    return { x: a.x + u * dx, y: a.y + u * dy, width: (a.width * Math.cosh(r0)) / Math.cosh(s) };
  };
  return { length, at };
}

function straight(a, b) {
  const length = Math.abs(Math.log(b.width / a.width)) / RHO;
  return { length, at: (part) => ({ ...b, width: a.width * (b.width / a.width) ** part }) };
}
