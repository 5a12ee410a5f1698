import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { patched, viewStore, viewStores } from "../../crm_app/web/patches/patching.js";

const ada = { uuid: "a", name: "Ada", title: "Analyst" };
const ben = { uuid: "b", name: "Ben", title: "" };
const cleo = { uuid: "c", name: "Cleo", title: "" };
const rows = [ada, ben, cleo];
const names = (shown) => shown.map(({ name }) => name).join(" ");

let store;
const members = (heard = 1) => store.members(rows, heard);
const shown = (heard = 1) => store.over(rows, heard);

beforeEach(() => {
  store = viewStore();
});

describe("a patch that is newer than the rows", () => {
  test("changes fields in place and leaves the other rows the same objects", () => {
    store.take([2, { b: { name: "Benjamin" } }]);
    assert.equal(names(shown()), "Ada Benjamin Cleo");
    assert.equal(shown()[0], ada);
  });

  test("adds up with the one before", () => {
    store.take([2, { a: { name: "Augusta" } }]);
    store.take([3, { a: { title: "Countess" } }]);
    assert.deepEqual(shown()[0], { uuid: "a", name: "Augusta", title: "Countess" });
  });

  test("takes rows away", () => {
    store.take([2, {}, ["b"]]);
    assert.equal(names(shown()), "Ada Cleo");
  });

  test("puts new rows behind the one they follow, and the first at the start", () => {
    store.take([2, {}, [], [[{ uuid: "d", name: "Bob" }, "b"], [{ uuid: "e", name: "Zero" }, null]]]);
    assert.equal(names(shown()), "Zero Ada Ben Bob Cleo");
  });

  test("shows a new row behind another new row", () => {
    store.take([2, {}, [], [[{ uuid: "d", name: "D" }, "c"], [{ uuid: "e", name: "E" }, "d"]]]);
    assert.equal(names(shown()), "Ada Ben Cleo D E");
  });

  test("ignores rows whose place is not shown, and changes of rows that are not", () => {
    store.take([2, { x: { name: "X" } }, ["y"], [[{ uuid: "z", name: "Z" }, "x"]]]);
    assert.equal(names(shown()), "Ada Ben Cleo");
  });

  test("changes a new row too", () => {
    store.take([2, {}, [], [[{ uuid: "d", name: "Bob" }, "c"]]]);
    store.take([3, { d: { name: "Bobby" } }]);
    assert.equal(names(shown()), "Ada Ben Cleo Bobby");
  });

  test("brings a row back that had left", () => {
    store.take([2, {}, ["b"]]);
    store.take([3, {}, [], [[{ uuid: "b", name: "Ben again" }, "a"]]]);
    assert.equal(names(shown()), "Ada Ben again Cleo");
  });

  test("of a row that is there already changes what it says, not its place", () => {
    store.take([2, {}, [], [[{ ...ada, name: "Augusta" }, "c"]]]);
    assert.equal(names(shown()), "Augusta Ben Cleo");
  });
});

describe("a patch that is older than the rows", () => {
  test("changes nothing, however it arrives", () => {
    store.take([2, { b: { name: "Benjamin" } }, ["a"], [[{ uuid: "d", name: "Bob" }, "b"]]]);
    assert.equal(names(shown(2)), "Ada Ben Cleo");
    assert.equal(names(shown(1)), "Benjamin Bob Cleo");
  });

  test("is forgotten when there are too many", () => {
    store.take([2, { b: { name: "Benjamin" } }, ["a"]]);
    shown(2);
    const many = Array.from({ length: 5000 }, (_, number) => [`x${number}`, { name: "X" }]);
    store.take([3, Object.fromEntries(many)]);
    assert.equal(names(shown(0)), "Ada Ben Cleo");
  });
});

describe("what is said beside the rows", () => {
  test("is what the last patch said", () => {
    assert.equal(store.facts(), null);
    store.take([2, {}, [], [], { count: "4 people" }]);
    store.take([3, { a: { name: "Augusta" } }]);
    assert.deepEqual(store.facts(), { heard: 2, said: { count: "4 people" } });
  });
});

describe("a store", () => {
  test("gives the same array until something changes", () => {
    const before = shown();
    assert.equal(shown(), before);
    store.take([2, { b: { name: "Benjamin" } }]);
    assert.notEqual(shown(), before);
  });

  test("keeps the object of a patched row until it is patched again", () => {
    store.take([2, { b: { name: "Benjamin" } }]);
    const [, before] = shown();
    store.take([3, { a: { name: "Augusta" } }]);
    assert.equal(shown()[1], before);
  });

  test("gives the same members while rows only change, and each row as it is now", () => {
    const before = members();
    store.take([2, { b: { name: "Benjamin" } }]);
    assert.equal(members(), before);
    assert.deepEqual(store.row(ben, 1).name, "Benjamin");
    assert.equal(store.row(ben, 1), store.row(ben, 1));
    assert.equal(store.row(ada, 1), ada);
    assert.equal(store.row(ben, 2), ben);
  });

  test("gives other members when a row comes or goes", () => {
    store.take([2, {}, ["b"], [[{ uuid: "d", name: "Dora" }, "a"]]]);
    store.take([3, { d: { name: "Dorothy" } }]);
    assert.equal(names(members()), "Ada Dora Cleo");
    assert.equal(store.row(members()[1], 1).name, "Dorothy");
  });

  test("tells who listens, until they stop", () => {
    let told = 0;
    const stop = store.subscribe(() => (told += 1));
    store.take([2, {}]);
    stop();
    store.take([3, {}]);
    assert.equal(told, 1);
  });

  test("tells who watches one row of patches about it, and of no others", () => {
    const told = [];
    const stops = ["a", "b", "c", "d"].map((uuid) => store.subscribe(() => told.push(uuid), uuid));
    store.take([2, { b: { name: "Benjamin" } }]);
    store.take([3, {}, ["c"], [[{ uuid: "d", name: "Dora" }, "a"]]]);
    assert.deepEqual(told, ["b", "c", "d"]);
    for (const stop of stops) stop();
    store.take([4, { b: { name: "Ben" } }]);
    assert.equal(told.length, 3);
  });

  test("tells all who watch one row, and goes on when one of them stops", () => {
    let told = 0;
    const stop = store.subscribe(() => (told += 1), "b");
    store.subscribe(() => (told += 1), "b");
    store.take([2, { b: { name: "Benjamin" } }]);
    stop();
    store.take([3, { b: { name: "Ben" } }]);
    assert.equal(told, 3);
  });

  test("shows a row once, also when two pages held it", () => {
    assert.equal(names(patched([ada, ben, ada], 1, store)), "Ada Ben");
  });
});

describe("the stores of a tab", () => {
  test("are one for each view, and the oldest goes when there are many", () => {
    const stores = viewStores();
    const first = stores.of("1");
    assert.equal(stores.of("1"), first);
    for (let number = 2; number < 40; number += 1) stores.of(String(number));
    assert.notEqual(stores.of("1"), first);
  });
});

describe("rows that were just read beside the ones before", () => {
  test("each stay the same array to whoever asks for them again", () => {
    const fresh = [ada, ben];
    store.take([2, { a: { name: "Augusta" } }]);
    for (const read of [store.over, store.members]) {
      const [before, after] = [read(rows, 1), read(fresh, 1)];
      assert.equal(read(rows, 1), before);
      assert.equal(read(fresh, 1), after);
    }
  });
});
