import assert from "node:assert/strict";
import { test } from "node:test";
import { layout } from "../../crm_app/web/chart/layout.js";
import { withPages, withPicture } from "../../crm_app/web/chart/tree.js";
import { step } from "../../crm_app/web/chart/walking.js";
import { company, people, picture, withWeb } from "./chart_company.mjs";

const walk = (state, key, direction) => step(state, layout(state), key, direction);

test("the first key leads to the root", () => {
  assert.deepEqual(walk(company(), "", "ArrowRight"), { select: "all" });
  assert.deepEqual(walk(company(), "team:gone", "ArrowDown"), { select: "all" });
});

test("right opens a branch, then goes to what stands beside it", () => {
  assert.deepEqual(walk(company(), "department:e", "ArrowRight"), { open: "department:e" });
  assert.deepEqual(walk(company("department:e"), "department:e", "ArrowRight"), { select: "team:p" });
  assert.deepEqual(walk(company(), "all", "ArrowRight"), { select: "department:s" });
});

test("left goes to the parent, and ends at the root", () => {
  assert.deepEqual(walk(company("department:e"), "team:w", "ArrowLeft"), { select: "department:e" });
  assert.equal(walk(company(), "all", "ArrowLeft"), null);
});

test("up and down go along the column, also over the borders of departments", () => {
  const state = company("department:e", "department:s");
  assert.deepEqual(walk(state, "team:w", "ArrowDown"), { select: "team:p" });
  assert.deepEqual(walk(state, "direct:e", "ArrowDown"), { select: "team:n" });
  assert.deepEqual(walk(state, "team:n", "ArrowUp"), { select: "direct:e" });
  assert.equal(walk(state, "team:w", "ArrowUp"), null);
});

test("an open panel is entered and left with the arrow keys", () => {
  const state = withWeb();
  assert.deepEqual(walk(state, "team:w", "ArrowDown"), { select: "team:w/ada" });
  assert.deepEqual(walk(state, "team:w", "ArrowRight"), { select: "team:w/ada" });
  assert.deepEqual(walk(state, "team:w/ada", "ArrowDown"), { select: "team:w/bo" });
  assert.deepEqual(walk(state, "team:w/ada", "ArrowUp"), { select: "team:w" });
  assert.deepEqual(walk(state, "team:w/ada", "ArrowLeft"), { select: "team:w" });
  assert.deepEqual(walk(state, "team:w/dora", "ArrowDown"), { select: "team:p" });
});

test("within a panel left and right go from column to column", () => {
  const names = Array.from({ length: 13 }, (_, index) => String.fromCharCode(65 + index));
  let state = withPicture(company("unassigned"), picture({ unassigned: 13 }));
  state = withPages(state, [{ branch: "unassigned", page: 0, rows: people(...names) }]);
  const { rows } = layout(state).boxes.get("unassigned");
  assert.equal(rows, 7);
  assert.deepEqual(walk(state, "unassigned/a", "ArrowRight"), { select: "unassigned/h" });
  assert.deepEqual(walk(state, "unassigned/h", "ArrowLeft"), { select: "unassigned/a" });
  assert.deepEqual(walk(state, "unassigned/g", "ArrowRight"), { select: "unassigned/m" }, "the last column is shorter");
  assert.equal(walk(state, "unassigned/m", "ArrowRight"), null);
});

test("an empty team is not opened", () => {
  const state = withPicture(company(), picture({ unassigned: 0, departments: [{ uuid: "x", name: "X", people: 0, direct: 0, teams: [] }] }));
  assert.equal(walk(state, "department:x", "ArrowRight"), null);
});

test("somebody who is gone leaves one at their panel", () => assert.deepEqual(walk(withWeb(), "team:w/gone", "ArrowDown"), { select: "team:w" }));
