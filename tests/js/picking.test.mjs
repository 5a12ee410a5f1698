import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { neighbour, ranged, remaining, toggled } from "../../crm_app/web/media/picking.js";

const order = ["a", "b", "c", "d", "e"];
const list = (chosen) => [...chosen].sort();

describe("choosing", () => {
  test("a click chooses, a second one takes back", () => {
    const once = toggled(new Set(), "a");
    assert.deepEqual(list(once), ["a"]);
    assert.deepEqual(list(toggled(once, "a")), []);
  });

  test("saying on or off twice changes nothing", () => {
    assert.deepEqual(list(toggled(new Set(["a"]), "a", true)), ["a"]);
    assert.deepEqual(list(toggled(new Set(), "a", false)), []);
  });

  test("shift chooses everything between, in both directions", () => {
    assert.deepEqual(list(ranged(new Set(), order, "b", "d")), ["b", "c", "d"]);
    assert.deepEqual(list(ranged(new Set(["a"]), order, "d", "c")), ["a", "c", "d"]);
  });

  test("shift without a beginning, or from a row that has left, chooses one", () => {
    assert.deepEqual(list(ranged(new Set(), order, "", "c")), ["c"]);
    assert.deepEqual(list(ranged(new Set(), order, "gone", "c")), ["c"]);
  });

  test("what has left the list is not chosen any more", () => {
    assert.deepEqual(list(remaining(new Set(["a", "gone"]), order)), ["a"]);
  });

  test("a choice that still holds is the same object", () => {
    const chosen = new Set(["a"]);
    assert.equal(remaining(chosen, order), chosen);
  });
});

describe("arrow keys in a grid of three columns and eight pictures", () => {
  for (const [key, from, to] of [
    ["ArrowRight", 0, 1],
    ["ArrowLeft", 4, 3],
    ["ArrowDown", 1, 4],
    ["ArrowUp", 4, 1],
    ["Home", 5, 0],
    ["End", 2, 7],
    ["ArrowLeft", 0, 0],
    ["ArrowRight", 7, 7],
    ["ArrowDown", 6, 6],
    ["ArrowUp", 2, 2],
    ["Enter", 3, 3],
  ])
    test(`${key} leads from ${from} to ${to}`, () => assert.equal(neighbour(from, key, 3, 8), to));
});
