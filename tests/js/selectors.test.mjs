import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as selectors from "../../crm_app/web/ui/selectors.js";

const LIST = [
  { id: "s1", name: "Proficiency", allow_multiple: false, options: [{ id: "a", name: "Beginner" }, { id: "b", name: "Expert" }] },
  { id: "s2", name: "Areas", allow_multiple: true, options: [{ id: "c", name: "Backend" }] },
];
const names = (selector) => selector.options.map(({ name }) => name);
const frozen = structuredClone(LIST);

describe("what the form holds", () => {
  test("what was written is read again", () => assert.deepEqual(selectors.parsed(selectors.written(LIST)), LIST));

  test("what is no list of selectors counts as none", () => {
    for (const text of ["", undefined, "nonsense", "{}", "null", "3"]) assert.deepEqual(selectors.parsed(text), []);
  });

  test("what the server knows beyond names travels along", () => {
    const kept = [{ ...LIST[0], hint: "kept" }];
    assert.equal(selectors.setSelector(kept, "s1", { name: "Level" })[0].hint, "kept");
  });
});

describe("selectors", () => {
  test("a new one has a level to fill in, and takes one of them", () => {
    const [, , made] = selectors.addSelector(LIST);
    assert.deepEqual([made.name, made.allow_multiple, names(made)], ["", false, [""]]);
  });

  test("the standard levels are one selector in order", () => {
    const [made, ...more] = selectors.standard({ name: "Proficiency", levels: ["Beginner", "Expert"] });
    assert.deepEqual([made.name, made.allow_multiple, names(made), more], ["Proficiency", false, ["Beginner", "Expert"], []]);
  });

  test("ids are eight hexadecimal digits, and no two are the same", () => {
    const ids = new Set(Array.from({ length: 500 }, selectors.newId));
    assert.equal(ids.size, 500);
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}$/);
  });

  test("one is renamed, takes several, moves, goes", () => {
    assert.equal(selectors.setSelector(LIST, "s2", { name: "Fields" })[1].name, "Fields");
    assert.equal(selectors.setSelector(LIST, "s1", { allow_multiple: true })[0].allow_multiple, true);
    assert.deepEqual(selectors.moveSelector(LIST, 1, 0).map(({ id }) => id), ["s2", "s1"]);
    assert.deepEqual(selectors.removeSelector(LIST, "s1").map(({ id }) => id), ["s2"]);
  });
});

describe("levels", () => {
  test("a new one comes last, or behind the one where Enter was pressed", () => {
    assert.deepEqual(names(selectors.addOption(LIST, "s1")[0]), ["Beginner", "Expert", ""]);
    assert.deepEqual(names(selectors.addOption(LIST, "s1", "a")[0]), ["Beginner", "", "Expert"]);
  });

  test("one is renamed, moves, goes, and the other selectors stay", () => {
    assert.deepEqual(names(selectors.setOption(LIST, "s1", "b", { name: "Master" })[0]), ["Beginner", "Master"]);
    assert.deepEqual(names(selectors.moveOption(LIST, "s1", 0, 1)[0]), ["Expert", "Beginner"]);
    const without = selectors.removeOption(LIST, "s1", "a");
    assert.deepEqual(names(without[0]), ["Expert"]);
    assert.equal(without[1], LIST[1]);
  });

  test("what is new is known by its id", () => {
    const after = selectors.addOption(LIST, "s2");
    assert.deepEqual(selectors.added(LIST, after), [after[1].options[1].id]);
    assert.deepEqual(selectors.added(LIST, selectors.moveSelector(LIST, 0, 1)), []);
  });
});

test("no change touches what was there before", () => assert.deepEqual(LIST, frozen));
