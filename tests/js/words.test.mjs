import assert from "node:assert/strict";
import { test } from "node:test";
import { fileSize, fill, plural, summary } from "../../crm_app/web/media/words.js";

const texts = {
  sum_added_one: "1 file added.",
  sum_added_many: "{count} files added.",
  sum_known_one: "1 was there already.",
  sum_known_many: "{count} were there already.",
  sum_failed_one: "1 failed.",
  sum_failed_many: "{count} failed.",
};
const nothing = { added: 0, known: 0, misplaced: 0, failed: 0 };

test("placeholders are filled, unknown ones stay", () => {
  assert.equal(fill("{done} of {total} {what}", { done: 3, total: 12 }), "3 of 12 {what}");
});

test("values are never read as templates", () => {
  assert.equal(fill("“{name}”", { name: "{name}$&" }), "“{name}$&”");
});

test("a missing text is empty rather than an error", () => {
  assert.equal(fill(undefined), "");
});

test("one and many have their own words", () => {
  assert.equal(plural(texts, "sum_added", 1), "1 file added.");
  assert.equal(plural(texts, "sum_added", 4), "4 files added.");
});

for (const [bytes, text] of [
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [1_500_000, "1.5 MB"],
  [999_999, "1.0 MB"],
  [2_000_000_000_000, "2.0 TB"],
  [undefined, "—"],
])
  test(`${bytes} bytes read as ${text}`, () => assert.equal(fileSize(bytes), text));

test("a summary names only what happened", () => {
  assert.equal(summary(texts, { ...nothing, added: 2, failed: 1 }), "2 files added. 1 failed.");
  assert.equal(summary(texts, nothing), "");
});
