import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { between, choosingStore, remaining, toggled } from "../../crm_app/web/library/choosing.js";

const order = ["folder:a", "folder:b", "file:c", "file:d"];
const shown = () => {
  const store = choosingStore();
  store.show(order, "here");
  return store;
};

describe("choosing in the library", () => {
  test("what is chosen keeps the order in which it was chosen", () => {
    const store = shown();
    for (const key of ["file:d", "folder:a", "file:c"]) store.toggle(key);
    assert.deepEqual(store.get().chosen, ["file:d", "folder:a", "file:c"]);
    store.toggle("folder:a");
    assert.deepEqual(store.get().chosen, ["file:d", "file:c"]);
  });

  test("saying on twice changes nothing", () => {
    assert.deepEqual(toggled(["a"], "a", true), ["a"]);
    assert.deepEqual(toggled([], "a", false), []);
  });

  test("shift takes what lies between, in the direction in which one went", () => {
    assert.deepEqual(between(order, "file:d", "folder:b"), ["file:d", "file:c", "folder:b"]);
    const store = shown();
    store.toggle("file:d");
    store.reach("folder:b");
    assert.deepEqual(store.get().chosen, ["file:d", "file:c", "folder:b"]);
  });

  test("shift without a beginning, or from what has left, chooses one", () => {
    assert.deepEqual(between(order, "", "file:c"), ["file:c"]);
    assert.deepEqual(between(order, "gone", "file:c"), ["file:c"]);
  });

  test("what leaves the list is not chosen any more; the rest stays", () => {
    const store = shown();
    store.all();
    store.show(["folder:a", "file:d"], "here");
    assert.deepEqual(store.get().chosen, ["folder:a", "file:d"]);
    assert.equal(remaining(order, order), order);
  });

  test("another place begins with nothing chosen, even where it shows the same rows", () => {
    const store = shown();
    store.all();
    store.show(order, "elsewhere");
    assert.deepEqual(store.get().chosen, []);
  });

  test("who listens is told of changes, and not of what is as it was", () => {
    const store = shown();
    let told = 0;
    const leave = store.subscribe(() => (told += 1));
    store.show(order, "here");
    store.clear();
    assert.equal(told, 0);
    store.only("file:c");
    leave();
    store.clear();
    assert.equal(told, 1);
  });
});
