import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { clashesIn, folderAt, plan, portions } from "../../crm_app/web/media/folder_plan.js";
import * as queue from "../../crm_app/web/media/upload_queue.js";
import { uploadUrl } from "../../crm_app/web/media/transport.js";

const at = (path, name) => ({ path, file: { name, size: 1 } });
const files = [at("", "a"), at("Trip", "b"), at("Trip", "c"), at("Trip/Day 1", "d")];
const sent = (rounds) => rounds.map(({ more, files: some }) => [more.record, more.path, some.map(({ name }) => name).join("")]);
const clashes = clashesIn([[2, "old", "C"]]);

test("names are asked in portions, and the answers find their files again", () => {
  assert.deepEqual(portions(files, 3).map(({ start, pairs }) => [start, pairs.length]), [[0, 3], [3, 1]]);
  assert.deepEqual(portions(files, 3)[1].pairs, [["Trip/Day 1", "d"]]);
  assert.deepEqual(portions([]), []);
});

describe("what is sent after the answer", () => {
  test("without a clash: everything, folder by folder", () => {
    assert.deepEqual(sent(plan("root", files, new Map(), "both")), [["root", "", "a"], ["root", "Trip", "bc"], ["root", "Trip/Day 1", "d"]]);
  });

  test("both are kept: the server numbers the new one", () => {
    assert.deepEqual(sent(plan("f", files, clashes, "both")), [["f", "", "a"], ["f", "Trip", "bc"], ["f", "Trip/Day 1", "d"]]);
  });

  test("what is skipped is not sent", () => {
    assert.deepEqual(sent(plan("f", files, clashes, "skip")), [["f", "", "a"], ["f", "Trip", "b"], ["f", "Trip/Day 1", "d"]]);
  });

  test("a new version goes to the file that has the name", () => {
    const rounds = plan("f", files, clashes, "version");
    assert.deepEqual(sent(rounds), [["f", "", "a"], ["f", "Trip", "b"], ["old", undefined, "c"], ["f", "Trip/Day 1", "d"]]);
    assert.equal(rounds[2].more.resource, "version");
  });
});

test("all uploads of the library are one round, and each says where it goes", () => {
  const target = { resource: "folder", record: "library", kind: "files" };
  let state = queue.emptyQueue();
  for (const { more, files: some } of plan("f", files, clashes, "version")) state = queue.add(state, { ...target, more }, some);
  assert.equal(queue.view(state, "library").active, 4);
  assert.deepEqual(state.items.map(uploadUrl), [
    "/uploads?resource=folder&record=f&kind=files&path=&name=a",
    "/uploads?resource=folder&record=f&kind=files&path=Trip&name=b",
    "/uploads?resource=version&record=old&kind=files&name=c",
    "/uploads?resource=folder&record=f&kind=files&path=Trip%2FDay%201&name=d",
  ]);
});

test("the folder below the pointer takes what is dropped, else the page's", () => {
  const tile = { dataset: { dropFolder: "plans" } };
  assert.equal(folderAt({ closest: () => tile }, "root").folder, "plans");
  assert.equal(folderAt({ closest: () => null }, "root").folder, "root");
  assert.equal(folderAt(null, "root").folder, "root");
});
