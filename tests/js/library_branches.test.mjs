import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lines, step, trailTo, unread } from "../../crm_app/web/library/branches.js";

const node = (uuid, has_children = false) => ({ uuid, label: uuid, color: "default", has_children });
const tree = { "": [node("brand", true), node("photos")], brand: [node("logos", true), node("fonts")], logos: [node("old")] };
const shown = (...open) => lines(tree, new Set(open));
const names = (...open) => shown(...open).map(({ uuid, level }) => `${level}${uuid}`);

describe("the tree of folders", () => {
  test("what is closed shows nothing of what is below it", () => {
    assert.deepEqual(names(), ["1brand", "1photos"]);
    assert.deepEqual(names("logos"), ["1brand", "1photos"]);
    assert.deepEqual(names("brand", "logos"), ["1brand", "2logos", "3old", "2fonts", "1photos"]);
  });

  test("the way to a folder leads from the root, as far as it is known", () => {
    assert.deepEqual(trailTo(tree, "old"), ["brand", "logos", "old"]);
    assert.deepEqual(trailTo(tree, "unknown"), ["unknown"]);
    assert.deepEqual(trailTo(tree, ""), []);
  });

  test("a tree that turns in a circle for a moment ends all the same", () => {
    const round = { "": [node("a", true)], a: [node("b", true)], b: [node("a", true)] };
    assert.ok(lines(round, new Set(["a", "b"])).length > 2);
    assert.deepEqual(trailTo({ a: [node("b")], b: [node("a")] }, "a"), ["b", "a"]);
  });

  test("what is open and was never read is asked for", () => {
    assert.deepEqual(unread(tree, new Set(["brand", "fonts"])), ["fonts"]);
  });

  test("arrows go up and down, right opens and goes in, left closes and goes out", () => {
    const all = shown("brand");
    assert.deepEqual(step(all, 0, "ArrowDown"), { to: "logos" });
    assert.deepEqual(step(all, 3, "ArrowDown"), null);
    assert.deepEqual(step(all, 1, "ArrowRight"), { open: "logos" });
    assert.deepEqual(step(all, 0, "ArrowRight"), { to: "logos" });
    assert.deepEqual(step(all, 2, "ArrowLeft"), { to: "brand" });
    assert.deepEqual(step(all, 0, "ArrowLeft"), { close: "brand" });
    assert.equal(step(all, 3, "ArrowLeft"), null);
  });
});
