import assert from "node:assert/strict";
import { test } from "node:test";
import { toggled } from "../../crm_app/web/ui/levels.js";

const GROUPS = [
  { id: "s1", name: "Proficiency", several: false, options: [{ id: "a" }, { id: "b" }] },
  { id: "s2", name: "Areas", several: true, options: [{ id: "c" }, { id: "d" }] },
];

test("of a group that takes one, another replaces it", () => assert.deepEqual(toggled(GROUPS, ["a", "c"], "b"), ["c", "b"]));
test("chosen again, it goes", () => assert.deepEqual(toggled(GROUPS, ["a", "c"], "a"), ["c"]));
test("of a group that takes several, all stay", () => assert.deepEqual(toggled(GROUPS, ["a", "c"], "d"), ["a", "c", "d"]));
test("what the skill does not have (any more) changes nothing", () => assert.deepEqual(toggled(GROUPS, ["a"], "x"), ["a"]));
