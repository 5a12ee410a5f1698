import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { extent, ranged, remaining, selectionStore, size } from "../../crm_app/web/ui/selection.js";

const order = ["a", "b", "c", "d", "e"];
const list = (chosen) => [...chosen].sort();
const set = (text) => new Set(text);

let store;
const chosen = () => store.wanted()[0].join("");
const state = () => store.get();

beforeEach(() => {
  store = selectionStore();
  store.show(order, "live");
});

describe("ranges", () => {
  test("go in both directions and keep what was chosen elsewhere", () => {
    assert.deepEqual(list(ranged(set("a"), order, "b", "d", true)), ["a", "b", "c", "d"]);
    assert.deepEqual(list(ranged(set(""), order, "d", "c", true)), ["c", "d"]);
  });

  test("take away as well", () => {
    assert.deepEqual(list(ranged(set("abcde"), order, "b", "d", false)), ["a", "e"]);
  });

  test("without a beginning, or from a row that has left, mean one row", () => {
    assert.deepEqual(list(ranged(set(""), order, "", "c", true)), ["c"]);
    assert.deepEqual(list(ranged(set(""), order, "gone", "c", true)), ["c"]);
  });
});

describe("rows that leave", () => {
  test("are not chosen any more", () => {
    assert.deepEqual(list(remaining(set("az"), order)), ["a"]);
  });

  test("change nothing when they were not chosen: it is the same set", () => {
    const before = set("ab");
    assert.equal(remaining(before, order), before);
  });

  test("leave the selection when the list is read again", () => {
    for (const uuid of "abc") store.choose(uuid);
    store.show(["c", "d", "x"], "live");
    assert.equal(chosen(), "c");
  });

  test("and come back are not chosen", () => {
    store.choose("a");
    store.show(["b"], "live");
    store.show(order, "live");
    assert.equal(chosen(), "");
  });
});

describe("choosing", () => {
  test("a click chooses, a second one takes back", () => {
    store.choose("b");
    assert.equal(chosen(), "b");
    store.choose("b");
    assert.equal(chosen(), "");
  });

  test("shift chooses from the row touched last, and takes back the same way", () => {
    store.choose("b");
    store.choose("d", { range: true });
    assert.equal(chosen(), "bcd");
    store.choose("e", { on: true });
    store.choose("c", { on: false, range: true });
    assert.equal(chosen(), "b");
  });

  test("the head chooses what is loaded", () => {
    store.chooseLoaded();
    assert.deepEqual(store.wanted(), [order, ""]);
    store.clear();
    assert.deepEqual(store.wanted(), [[], ""]);
  });

  test("the uuids are told in the order of the list", () => {
    for (const uuid of "dac") store.choose(uuid);
    assert.equal(chosen(), "acd");
  });

  test("the extent is none, some or all", () => {
    assert.equal(extent(state()), "none");
    store.choose("a");
    assert.equal(extent(state()), "some");
    store.chooseLoaded();
    assert.equal(extent(state()), "all");
    store.show([...order, "f"], "live");
    assert.equal(extent(state()), "some");
  });

  test("an empty list is never chosen as a whole", () => {
    store.show([], "live");
    assert.equal(extent(state()), "none");
  });
});

describe("everything that matches", () => {
  beforeEach(() => store.chooseEverything());

  test("is told by the name of the list, not by uuids", () => {
    assert.deepEqual(store.wanted(), [[], "live"]);
    assert.equal(size(state(), 4812), 4812);
  });

  test("includes rows that come later", () => {
    store.show([...order, "f"], "live");
    assert.ok(store.isChosen("f"));
    assert.equal(extent(state()), "all");
  });

  test("ends with one that is taken away: those on the screen stay", () => {
    store.choose("b");
    assert.equal(chosen(), "acde");
    assert.equal(size(state(), 4812), 4);
  });

  test("ends when the list is another one", () => {
    store.show(order, "trashed");
    assert.equal(state().everything, false);
    assert.equal(chosen(), "");
  });

  test("ends when nothing is left", () => {
    store.show([], "live");
    assert.equal(size(state(), 0), 0);
    assert.equal(state().everything, false);
  });
});

describe("listeners", () => {
  test("hear of changes until they go", () => {
    let heard = 0;
    const go = store.subscribe(() => heard++);
    store.choose("a");
    go();
    store.choose("b");
    assert.equal(heard, 1);
  });

  test("hear nothing when the same rows are shown again", () => {
    let heard = 0;
    store.subscribe(() => heard++);
    store.show(order, "live");
    assert.equal(heard, 0);
  });

  test("the state is another object after a change, and only then", () => {
    const before = state();
    assert.equal(state(), before);
    store.choose("a");
    assert.notEqual(state(), before);
  });
});

test("one action at a time is under way", () => {
  assert.equal(store.isBusy(), false);
  store.begin("trash");
  assert.equal(state().busy, "trash");
  assert.ok(store.isBusy());
  store.end();
  assert.equal(store.isBusy(), false);
});
