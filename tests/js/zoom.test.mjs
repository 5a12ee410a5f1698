import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as zoom from "../../crm_app/web/media/zoom.js";

const frame = { width: 1000, height: 800 };
const picture = { width: 1000, height: 500 };
const middle = { x: 0, y: 0 };

describe("fitting", () => {
  test("a large picture is shown whole", () => {
    assert.deepEqual(zoom.fitted(frame, { width: 4000, height: 2000 }), { width: 1000, height: 500 });
    assert.deepEqual(zoom.fitted(frame, { width: 2000, height: 4000 }), { width: 400, height: 800 });
  });

  test("a small picture is not blown up", () => {
    assert.deepEqual(zoom.fitted(frame, { width: 40, height: 30 }), { width: 40, height: 30 });
  });
});

describe("zooming", () => {
  test("in the middle keeps the middle", () => {
    assert.deepEqual(zoom.zoomedAt(zoom.WHOLE, 2, middle, frame, picture), { scale: 2, x: 0, y: 0 });
  });

  test("keeps the point under the cursor where it is", () => {
    const point = { x: 200, y: 50 };
    const before = { scale: 2, x: 0, y: 0 };
    const after = zoom.zoomedAt(before, 1.5, point, frame, { width: 2000, height: 2000 });
    const inPicture = (view) => [(point.x - view.x) / view.scale, (point.y - view.y) / view.scale];
    assert.deepEqual(inPicture(after).map(Math.round), inPicture(before).map(Math.round));
  });

  test("out to the whole picture forgets where it was", () => {
    assert.equal(zoom.zoomedAt({ scale: 1.2, x: 30, y: 0 }, 0.5, middle, frame, picture), zoom.WHOLE);
  });

  test("ends at the closest", () => {
    assert.equal(zoom.zoomedAt(zoom.WHOLE, 100, middle, frame, picture).scale, zoom.CLOSEST);
  });

  test("only a picture larger than whole counts as zoomed", () => {
    assert.equal(zoom.isZoomed(zoom.WHOLE), false);
    assert.equal(zoom.isZoomed({ scale: 1.1, x: 0, y: 0 }), true);
  });
});

describe("the picture that is on its way", () => {
  test("has the size into which the server fits it", () => {
    assert.deepEqual(zoom.large({ width: 3840, height: 1080 }), { width: 1920, height: 540 });
    assert.deepEqual(zoom.large({ width: 300, height: 200 }), { width: 300, height: 200 });
  });

  test("has none that anybody knows when its file has none", () => {
    assert.equal(zoom.large({ width: 0, height: 0 }), null);
    assert.equal(zoom.large({}), null);
  });
});

describe("moving", () => {
  test("stops at the picture's edge", () => {
    const view = { scale: 2, x: 0, y: 0 };
    assert.deepEqual(zoom.panned(view, { x: 9999, y: -9999 }, frame, picture), { scale: 2, x: 500, y: -100 });
  });

  test("does nothing in a direction where the whole picture is seen", () => {
    const view = { scale: 1.5, x: 0, y: 0 };
    assert.equal(zoom.panned(view, { x: 0, y: 300 }, frame, { width: 1000, height: 400 }).y, 0);
  });
});

describe("fingers", () => {
  test("a stroke to the left leads to the next picture, to the right to the previous", () => {
    assert.equal(zoom.swipe({ x: -90, y: 10 }), 1);
    assert.equal(zoom.swipe({ x: 90, y: 10 }), -1);
  });

  test("a short stroke or one up and down is none", () => {
    assert.equal(zoom.swipe({ x: 30, y: 0 }), 0);
    assert.equal(zoom.swipe({ x: 80, y: 70 }), 0);
  });

  test("two fingers have a distance and a middle", () => {
    assert.equal(zoom.distance({ x: 0, y: 0 }, { x: 3, y: 4 }), 5);
    assert.deepEqual(zoom.middle({ x: 0, y: 0 }, { x: 4, y: 2 }), { x: 2, y: 1 });
  });
});
