import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, copies, newest } from "../../crm_app/web/interactions/choosing.js";

const choosing = (remembered, drafts, taken = []) => {
  const held = [];
  const hold = async (uuid) => !taken.includes(uuid) && Boolean(held.push(uuid));
  return choose({ remembered, drafts: drafts.map((uuid) => ({ uuid })), hold, fresh: () => "fresh" }).then((uuid) => [uuid, held.join()]);
};

test("a tab goes on with what it had", async () => {
  assert.deepEqual(await choosing("mine", ["newer", "mine"]), ["mine", "mine"]);
});

test("a tab without a draft takes the newest that no other tab holds", async () => {
  assert.deepEqual(await choosing("", ["newest", "older"], ["newest"]), ["older", "older"]);
});

test("a copy of a tab leaves the draft to the tab it was copied from", async () => {
  assert.deepEqual(await choosing("mine", ["mine"], ["mine"]), ["fresh", "fresh"]);
});

test("where there is nothing a new one begins", async () => {
  assert.deepEqual(await choosing("", []), ["fresh", "fresh"]);
});

test("the browser's copy is newer than the server's draft as long as that has not got it", () => {
  const draft = { form: { body: "server" } };
  assert.deepEqual(newest({ form: { body: "here" }, kept: false }, draft), { form: { body: "here" }, stale: true });
  assert.deepEqual(newest({ form: { body: "here" }, kept: true }, draft), { form: { body: "server" }, stale: false });
});

test("one of the two is enough, and neither is nothing", () => {
  assert.deepEqual(newest(null, { form: { body: "server" } }).form, { body: "server" });
  assert.deepEqual(newest({ form: { body: "here" }, kept: true }, null), { form: { body: "here" }, stale: false });
  assert.equal(newest(null, null), null);
});

test("a storage that is full or forbidden, or holds nonsense, is no failure", () => {
  const broken = {
    getItem: () => "{nonsense",
    setItem: () => {
      throw new Error("full");
    },
    removeItem: () => {},
  };
  const copy = copies(broken, "note:")("1");
  copy.write({ form: {} });
  assert.equal(copy.read(), null);
  copy.drop();
});
