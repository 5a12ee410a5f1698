import assert from "node:assert/strict";
import { test } from "node:test";
import { pressed, rangesOf, rowsOf, typedTo } from "../../crm_app/web/chart/rows.js";
import { EMPTY } from "../../crm_app/web/chart/tree.js";
import { company, withWeb } from "./chart_company.mjs";

const rows = rowsOf(withWeb());
const at = (key) => rows.findIndex((row) => row.key === key);

test("the rows are what is to be seen, each with its level and its place among its siblings", () => {
  assert.deepEqual(
    rows.map(({ key, level, position, size, open }) => [key, level, position, size, open]),
    [
      ["department:e", 1, 1, 3, true],
      ["team:w", 2, 1, 3, true],
      ["team:w/ada", 3, 1, 4, undefined],
      ["team:w/bo", 3, 2, 4, undefined],
      ["team:w/cleo", 3, 3, 4, undefined],
      ["team:w/dora", 3, 4, 4, undefined],
      ["team:p", 2, 2, 3, false],
      ["direct:e", 2, 3, 3, false],
      ["department:s", 1, 2, 3, false],
      ["unassigned", 1, 3, 3, false],
    ],
  );
});

test("an outline of nothing has no rows", () => assert.deepEqual(rowsOf(EMPTY), []));

test("people who are on the way have their row already", () => {
  const waiting = rowsOf(company("unassigned"));
  assert.deepEqual([waiting.at(-1).key, waiting.at(-1).person, waiting.at(-1).level], ["unassigned/#0", undefined, 2]);
});

test("up, down, to the first and to the last row", () => {
  assert.deepEqual(pressed(rows, 0, "ArrowDown"), { go: 1 });
  assert.deepEqual(pressed(rows, 1, "ArrowUp"), { go: 0 });
  assert.equal(pressed(rows, 0, "ArrowUp"), null);
  assert.equal(pressed(rows, rows.length - 1, "ArrowDown"), null);
  assert.deepEqual(pressed(rows, 4, "Home"), { go: 0 });
  assert.deepEqual(pressed(rows, 0, "End"), { go: rows.length - 1 });
});

test("right opens, and goes into what is open", () => {
  assert.deepEqual(pressed(rows, at("team:p"), "ArrowRight"), { open: "team:p" });
  assert.deepEqual(pressed(rows, at("team:w"), "ArrowRight"), { go: at("team:w/ada") });
  assert.equal(pressed(rows, at("team:w/ada"), "ArrowRight"), null);
});

test("left closes, and goes out of what is closed", () => {
  assert.deepEqual(pressed(rows, at("team:w"), "ArrowLeft"), { close: "team:w" });
  assert.deepEqual(pressed(rows, at("team:p"), "ArrowLeft"), { go: at("department:e") });
  assert.deepEqual(pressed(rows, at("team:w/cleo"), "ArrowLeft"), { go: at("team:w") });
  assert.equal(pressed(rows, at("unassigned"), "ArrowLeft"), null);
});

test("other keys do nothing", () => assert.equal(pressed(rows, 0, "Tab"), null));

const nameOf = (row) => row.node?.name ?? row.person?.name ?? "";
const typed = (place, text) => rows[typedTo(rows, place, text, nameOf)]?.key;

test("typing goes to the next name that begins so, around the end", () => {
  assert.equal(typed(0, "w"), "team:w");
  assert.equal(typed(at("team:w"), "d"), "team:w/dora");
  assert.equal(typed(at("team:p"), "e"), "department:e");
  assert.equal(typed(0, "cl"), "team:w/cleo");
  assert.equal(typed(0, "zz"), undefined);
});

test("the same letter again goes on, more letters stay where they fit", () => {
  const names = ["Anna", "Anton", "Berta"].map((name) => ({ person: { name } }));
  assert.equal(typedTo(names, 0, "a", nameOf), 1);
  assert.equal(typedTo(names, 1, "an", nameOf), 1);
  assert.equal(typedTo(names, 1, "ann", nameOf), 0);
});

test("accents and capitals do not matter", () => {
  const names = [{ person: { name: "Émile" } }, { person: { name: "Öykü" } }];
  assert.equal(typedTo(names, 0, "O", nameOf), 1);
  assert.equal(typedTo(names, 1, "é", nameOf), 0);
});

test("rows on the screen say whom they need", () => {
  assert.deepEqual(rangesOf(rows, 0, 4), [{ branch: "team:w", from: 0, to: 2 }]);
  assert.deepEqual(rangesOf(rows, 6, 10), []);
});
