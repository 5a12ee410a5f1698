import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { moved, placeAt, placeByKey } from "../../crm_app/web/ui/reorder.js";

const boxes = (...heights) => {
  let top = 0;
  return heights.map((height) => ({ top, bottom: (top += height) }));
};

describe("moving", () => {
  const list = ["a", "b", "c", "d"];

  test("an item goes up, down and to the ends", () => {
    assert.deepEqual(moved(list, 2, 0), ["c", "a", "b", "d"]);
    assert.deepEqual(moved(list, 0, 2), ["b", "c", "a", "d"]);
    assert.deepEqual(moved(list, 0, 3), ["b", "c", "d", "a"]);
  });

  test("to no place at all, nothing changes", () => {
    for (const [from, to] of [[1, 1], [0, -1], [3, 4], [-1, 0], [4, 0]]) assert.equal(moved(list, from, to), list);
  });

  test("the list that was given stays as it was", () => {
    moved(list, 0, 3);
    assert.deepEqual(list, ["a", "b", "c", "d"]);
  });
});

describe("dragging", () => {
  const even = boxes(40, 40, 40, 40);

  test("the pointer over itself leaves it where it is", () => assert.equal(placeAt(even, 1, 60), 1));

  test("the pointer over another one takes its place", () => {
    assert.equal(placeAt(even, 1, 20), 0);
    assert.equal(placeAt(even, 1, 100), 2);
    assert.equal(placeAt(even, 0, 150), 3);
  });

  test("beyond the ends it is the first or the last", () => {
    assert.equal(placeAt(even, 2, -500), 0);
    assert.equal(placeAt(even, 1, 5000), 3);
  });

  test("a small one passes a tall one only where it will lie below the pointer", () => {
    const uneven = boxes(200, 40);
    assert.equal(placeAt(uneven, 1, 150), 1);
    assert.equal(placeAt(uneven, 1, 30), 0);
  });

  test("where it was put it stays while the pointer rests", () => {
    for (const heights of [[200, 40, 40], [40, 200, 90], [90, 40, 200]])
      for (let index = 0; index < 3; index += 1)
        for (let y = -10; y < 350; y += 7) {
          const to = placeAt(boxes(...heights), index, y);
          const after = boxes(...moved(heights, index, to));
          assert.equal(placeAt(after, to, y), to, `${heights}: ${index} at ${y}`);
        }
  });
});

describe("keys", () => {
  for (const [key, from, to] of [
    ["ArrowUp", 2, 1],
    ["ArrowDown", 2, 3],
    ["ArrowUp", 0, 0],
    ["ArrowDown", 3, 3],
    ["Home", 3, 0],
    ["End", 0, 3],
    ["Tab", 1, 1],
  ])
    test(`${key} leads from ${from} to ${to}`, () => assert.equal(placeByKey(key, from, 4), to));
});
