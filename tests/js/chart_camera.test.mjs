import assert from "node:assert/strict";
import { test } from "node:test";
import { CLOSEST, FARTHEST, aimedAt, first, fitted, flight, kept, panned, revealing, seen, showing, zoomedAt } from "../../crm_app/web/chart/camera.js";

const screen = { width: 1000, height: 600 };
const phone = { width: 390, height: 600 };
const near = (a, b, by = 1e-6) => Math.abs(a - b) < by;
const onScreen = (camera, point) => ({ x: point.x * camera.scale + camera.x, y: point.y * camera.scale + camera.y });

test("the point under the cursor stays there when zooming", () => {
  const camera = { x: 30, y: -20, scale: 0.7 };
  const point = { x: 400, y: 200 };
  const world = { x: (point.x - camera.x) / camera.scale, y: (point.y - camera.y) / camera.scale };
  for (const factor of [0.5, 1.4, 3]) {
    const after = onScreen(zoomedAt(camera, factor, point), world);
    assert.ok(near(after.x, point.x) && near(after.y, point.y));
  }
});

test("zooming ends somewhere", () => {
  assert.equal(zoomedAt({ x: 0, y: 0, scale: 1 }, 100, { x: 0, y: 0 }).scale, CLOSEST);
  assert.equal(zoomedAt({ x: 0, y: 0, scale: 1 }, 1e-9, { x: 0, y: 0 }).scale, FARTHEST);
});

test("all of it fits in the middle of the screen, and is never larger than life", () => {
  const world = { width: 4000, height: 900 };
  const camera = fitted(world, screen);
  const [start, end] = [onScreen(camera, { x: 0, y: 0 }), onScreen(camera, { x: world.width, y: world.height })];
  assert.ok(start.x > 0 && start.y > 0 && end.x < screen.width && end.y < screen.height);
  assert.ok(near(start.x, screen.width - end.x) && near(start.y, screen.height - end.y));
  assert.equal(fitted({ width: 100, height: 60 }, screen).scale, 1);
});

test("a chart that would be too small to read is first seen from its root", () => {
  const root = { x: 0, y: 4970, width: 196, height: 60 };
  const camera = first({ width: 800, height: 10_000 }, root, screen);
  assert.ok(camera.scale > 0.4);
  assert.ok(near(onScreen(camera, { x: 0, y: 5000 }).y, screen.height / 2));
  assert.deepEqual(first({ width: 800, height: 500 }, root, screen), fitted({ width: 800, height: 500 }, screen));
});

test("a phone shows a part of it, large enough to press", () => {
  const root = { x: 0, y: 700, width: 196, height: 60 };
  assert.ok(first({ width: 820, height: 1400 }, root, phone).scale > first({ width: 820, height: 1400 }, root, screen).scale);
});

test("what one aims at is on the screen, near enough to be read", () => {
  const box = { x: 5000, y: 7000, width: 224, height: 48 };
  for (const scale of [0.05, 1, 2]) {
    const camera = aimedAt(box, { x: 0, y: 0, scale }, screen);
    const start = onScreen(camera, box);
    assert.ok(camera.scale >= 1 && camera.scale <= 1.25);
    assert.ok(start.x > 0 && start.x + box.width * camera.scale < screen.width && start.y > 0 && start.y + box.height < screen.height);
  }
});

test("showing something moves as little as it takes", () => {
  const camera = { x: 0, y: 0, scale: 1 };
  assert.deepEqual(showing({ x: 100, y: 100, width: 50, height: 50 }, camera, screen), camera);
  assert.deepEqual(showing({ x: -50, y: 100, width: 50, height: 50 }, camera, screen, 10), { x: 60, y: 0, scale: 1 });
  assert.deepEqual(showing({ x: 100, y: 590, width: 50, height: 50 }, camera, screen, 10), { x: 0, y: -50, scale: 1 });
  assert.deepEqual(showing({ x: 300, y: 0, width: 5000, height: 50 }, camera, screen, 0), { x: -300, y: 0, scale: 1 });
});

test("what was opened comes into view, and its head stays there", () => {
  const head = { x: 200, y: 560, width: 240, height: 30 };
  const all = { x: 200, y: 560, width: 240, height: 3000 };
  const by = revealing(all, head, { x: 0, y: 0, scale: 1 }, screen);
  assert.ok(head.y + by.y >= 0 && head.y + head.height + by.y < 100);
  assert.equal(by.x, 0);
  assert.deepEqual(revealing(head, head, { x: 0, y: -100, scale: 1 }, screen), { x: 0, y: 0 });
});

test("the chart cannot be lost", () => {
  const world = { width: 800, height: 400 };
  for (const away of [-1e6, 1e6]) {
    const camera = kept({ x: away, y: away, scale: 0.5 }, world, screen);
    assert.ok(camera.x < screen.width && camera.x + world.width * 0.5 > 0 && camera.y < screen.height && camera.y + world.height * 0.5 > 0);
  }
  const here = { x: 10, y: 20, scale: 0.5 };
  assert.deepEqual(kept(here, world, screen), here);
});

test("what is seen is what lies under the screen, and more around it", () => {
  assert.deepEqual(seen({ x: -200, y: -100, scale: 2 }, screen), { x: 100, y: 50, width: 500, height: 300 });
  assert.deepEqual(seen({ x: 0, y: 0, scale: 1 }, screen, 0.5), { x: -500, y: -300, width: 2000, height: 1200 });
});

test("moving moves", () => assert.deepEqual(panned({ x: 1, y: 2, scale: 3 }, { x: 10, y: -10 }), { x: 11, y: -8, scale: 3 }));

test("a flight begins here, ends there, and rises on a long way", () => {
  const from = { x: 100, y: 50, scale: 1 };
  const to = { x: -20_000, y: -9_000, scale: 1.2 };
  const { at, milliseconds } = flight(from, to, screen);
  const start = at(0);
  assert.ok(near(start.x, from.x, 1e-3) && near(start.y, from.y, 1e-3) && near(start.scale, from.scale));
  assert.equal(at(1), to);
  const end = at(0.999999);
  assert.ok(near(end.x, to.x, 1) && near(end.y, to.y, 1) && near(end.scale, to.scale, 1e-3));
  assert.ok(at(0.5).scale < 0.3);
  assert.ok(milliseconds >= 200 && milliseconds <= 1100);
});

test("a flight straight down does not wander", () => {
  const [from, to] = [{ x: 500, y: 300, scale: 1 }, { x: 500, y: 300, scale: 2 }].map(({ scale }) => ({ x: 500 - 100 * scale, y: 300 - 80 * scale, scale }));
  for (const part of [0, 0.3, 0.8]) {
    const point = onScreen(flight(from, to, screen).at(part), { x: 100, y: 80 });
    assert.ok(near(point.x, 500, 1e-3) && near(point.y, 300, 1e-3));
  }
});
