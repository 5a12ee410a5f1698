import assert from "node:assert/strict";
import { test } from "node:test";
import { draftAt, sending } from "../../crm_app/web/ui/comment_drafts.js";

function storage(entries = {}) {
  const kept = new Map(Object.entries(entries));
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
    removeItem: (name) => kept.delete(name),
  };
}

const draft = { uuid: "", text: "Hello", sent: "", people: [] };

test("a draft is what was kept, at its own place only", () => {
  const store = storage();
  draftAt("new:1", store).keep(draft);
  assert.deepEqual(draftAt("new:1", store).read(), draft);
  assert.equal(draftAt("new:2", store).read(), null);
  draftAt("new:1", store).drop();
  assert.equal(draftAt("new:1", store).read(), null);
});

test("what is no draft counts as none", () => {
  for (const text of ["", "{", "null", "[]", '{"text": 1}']) {
    assert.equal(draftAt("x", storage({ "draft:comment:x": text })).read(), null, text);
  }
});

test("a storage that is full or forbidden costs the draft, never the text", () => {
  const broken = {
    getItem: () => assert.fail(),
    setItem: () => {
      throw new Error("full");
    },
    removeItem: () => {
      throw new Error("forbidden");
    },
  };
  assert.equal(draftAt("x", broken).read(), null);
  draftAt("x", broken).keep(draft);
  draftAt("x", broken).drop();
});

test("the same text sent again is the same comment, other words another one", () => {
  let made = 0;
  const uuid = () => `uuid ${(made += 1)}`;
  const first = sending(draft, uuid);
  assert.deepEqual([first.uuid, first.sent], ["uuid 1", "Hello"]);
  assert.equal(sending(first, uuid).uuid, "uuid 1");
  assert.equal(sending({ ...first, text: "Hello!" }, uuid).uuid, "uuid 2");
});
