import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accepts, carried, draggingStore, keyOf, uuidOf } from "../../crm_app/web/library/dragging.js";

const dragged = (change) => ({ keys: ["folder:a", "file:f"], source: "home", mayMove: true, mayTrash: true, ...change });

describe("dragging in the library", () => {
  test("a row is named by its kind and uuid, and back", () => {
    assert.equal(keyOf({ kind: "file", uuid: "f" }), "file:f");
    assert.equal(uuidOf("folder:a-b"), "a-b");
  });

  test("who drags one of the chosen ones drags all, in their order; another one goes alone", () => {
    assert.deepEqual(carried(["b", "a"], "a"), ["b", "a"]);
    assert.deepEqual(carried(["b", "a"], "c"), ["c"]);
  });

  test("a folder takes what lies elsewhere, and so does the root", () => {
    assert.ok(accepts(dragged(), { folder: "x", trail: ["x"] }));
    assert.ok(accepts(dragged(), { folder: "", trail: [] }));
  });

  test("nothing goes where it lies already", () => {
    assert.ok(!accepts(dragged(), { folder: "home", trail: ["home"] }));
    assert.ok(!accepts(dragged({ source: "" }), { folder: "", trail: [] }));
  });

  test("what was found in many folders may go to any", () => {
    assert.ok(accepts(dragged({ source: null }), { folder: "", trail: [] }));
  });

  test("a folder goes neither into itself nor below itself", () => {
    assert.ok(!accepts(dragged(), { folder: "a", trail: ["a"] }));
    assert.ok(!accepts(dragged(), { folder: "below", trail: ["top", "a", "below"] }));
  });

  test("without the permission nothing is taken, and the trash asks for its own", () => {
    assert.ok(!accepts(dragged({ mayMove: false }), { folder: "x", trail: ["x"] }));
    assert.ok(accepts(dragged({ mayMove: false }), { trash: true }));
    assert.ok(!accepts(dragged({ mayTrash: false }), { trash: true }));
    assert.ok(!accepts(null, { folder: "x", trail: ["x"] }));
  });

  test("the place under the mouse is lit until one leaves it or lets go", () => {
    const store = draggingStore();
    store.begin(dragged());
    store.enter("tree:x");
    store.leave("tree:y");
    assert.equal(store.get().over, "tree:x");
    store.end();
    assert.deepEqual(store.get(), { dragged: null, over: "" });
  });
});
