import assert from "node:assert/strict";
import { test } from "node:test";
import { SIZE, between, branchBox, cellOf, columnsFor, fork, layout, middleOf } from "../../crm_app/web/chart/layout.js";
import { EMPTY } from "../../crm_app/web/chart/tree.js";
import { company } from "./chart_company.mjs";

const all = (state) => [...layout(state).boxes.values()];
const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test("nothing to see has no size", () => assert.deepEqual(layout(EMPTY), { boxes: new Map(), branches: [], width: 0, height: 0 }));

test("a closed chart is its root", () => {
  const state = { ...company(), open: new Set() };
  assert.deepEqual(all(state).map(({ key }) => key), ["all"]);
});

test("children stand one level further right, and their parent in the middle of them", () => {
  const { boxes, branches } = layout(company("department:e"));
  const [parent, first, last] = ["department:e", "team:w", "direct:e"].map((key) => boxes.get(key));
  assert.equal(first.x, parent.x + parent.width + SIZE.level);
  assert.equal(middleOf(parent), (middleOf(first) + middleOf(last)) / 2);
  assert.deepEqual(branches.map(([key]) => key), ["all", "department:e"]);
});

test("nothing overlaps, whatever is open, and all of it lies within the size", () => {
  for (const open of [[], ["department:e"], ["department:e", "team:w", "team:p", "direct:e", "department:s", "team:n", "unassigned"]]) {
    const picture = layout(company(...open));
    const boxes = [...picture.boxes.values()];
    for (const a of boxes) {
      for (const b of boxes) assert.ok(a === b || !overlap(a, b), `${a.key} ${b.key}`);
      assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= picture.width && a.y + a.height <= picture.height, a.key);
    }
  }
});

test("a panel is about as wide as it is tall", () => {
  assert.deepEqual(columnsFor(0), { columns: 1, rows: 0 });
  assert.deepEqual(columnsFor(1), { columns: 1, rows: 1 });
  assert.deepEqual(columnsFor(4), { columns: 1, rows: 4 });
  for (const people of [12, 50, 400, 10_000]) {
    const { columns, rows } = columnsFor(people);
    assert.ok(columns * rows >= people);
    assert.ok((columns - 1) * rows < people, "no column is empty");
    const shape = (columns * SIZE.person.width) / (rows * SIZE.person.height);
    assert.ok(shape > 0.6 && shape < 2.6, `${people}: ${shape}`);
  }
});

test("people stand in columns within their panel", () => {
  const state = company("unassigned");
  state.nodes.set("unassigned", { ...state.nodes.get("unassigned"), people: 50 });
  const box = layout(state).boxes.get("unassigned");
  const cells = Array.from({ length: 50 }, (_, index) => cellOf(box, index));
  assert.equal(cells[1].x, cells[0].x);
  assert.ok(cells[1].y > cells[0].y);
  assert.ok(cells[box.rows].x > cells[0].x);
  assert.equal(cells[box.rows].y, cells[0].y);
  for (const a of cells) {
    assert.ok(a.x >= box.x && a.x + a.width <= box.x + box.width && a.y >= box.y + box.head && a.y + a.height <= box.y + box.height);
    for (const b of cells) assert.ok(a === b || !overlap(a, b));
  }
});

test("lines leave the parent once, and reach every child", () => {
  const { boxes } = layout(company("department:e"));
  const parent = boxes.get("department:e");
  const children = ["team:w", "team:p", "direct:e"].map((key) => boxes.get(key));
  const path = fork(parent, children);
  assert.ok(path.startsWith(`M${parent.x + parent.width} ${middleOf(parent)}H`));
  for (const child of children) assert.ok(path.includes(`${middleOf(child)}H${child.x}`), child.key);
  assert.equal(path.match(/Q/g).length, 2, "the outer ones are round");
});

test("the line to an only child is straight", () => {
  const { boxes } = layout(company("department:s"));
  assert.doesNotMatch(fork(boxes.get("department:s"), [boxes.get("team:n")]), /[QV]/);
});

test("on its way from one layout to another everything moves evenly, and what is new grows out of its parent", () => {
  const [before, after] = [layout(company()), layout(company("department:e"))];
  const half = between(before, after, 0.5);
  const [was, is, now] = [before, after, half].map(({ boxes }) => boxes.get("department:s").y);
  assert.equal(now, (was + is) / 2);
  const child = between(before, after, 0).boxes.get("team:w");
  assert.equal(middleOf(child), middleOf(before.boxes.get("department:e")));
  assert.equal(between(before, after, 1), after);
});

test("a branch is as large as what is open in it", () => {
  const picture = layout(company("department:e"));
  const box = branchBox(picture, "department:e");
  for (const key of ["department:e", "team:w", "team:p", "direct:e"]) {
    const inside = picture.boxes.get(key);
    assert.ok(inside.x >= box.x && inside.y >= box.y && inside.x + inside.width <= box.x + box.width && inside.y + inside.height <= box.y + box.height);
  }
  const { x, y, width, height } = layout(company()).boxes.get("department:e");
  assert.deepEqual(branchBox(layout(company()), "department:e"), { x, y, width, height });
});
