import assert from "node:assert/strict";
import { test } from "node:test";
import * as staging from "../../crm_app/web/interactions/staging.js";

const file = (name, size = 10) => ({ name, size });

test("a file is judged by its extension, whatever its letters", () => {
  const judge = staging.judge(0);
  assert.equal(judge(file("offer.PDF")), "");
  assert.deepEqual(["page.html", "drawing.svg", "noextension", "run.exe"].map((name) => judge(file(name))), Array(4).fill("not_accepted"));
});

test("25 MiB are taken, and not a byte more", () => {
  assert.equal(staging.judge(0)(file("a.pdf", 26_214_400)), "");
  assert.equal(staging.judge(0)(file("a.pdf", 26_214_401)), "too_big");
});

test("the eleventh file is too many, and one that was refused takes no place", () => {
  const judge = staging.judge(8);
  assert.deepEqual(["a.pdf", "b.exe", "c.pdf", "d.pdf"].map((name) => judge(file(name))), ["", "not_accepted", "", "too_many"]);
});

test("an empty file is told before it travels", () => {
  assert.equal(staging.judge(0)(file("a.txt", 0)), "empty");
});

test("screenshots get a name by which they can be told apart", () => {
  const moment = new Date(2026, 10, 21, 9, 5, 7);
  assert.equal(staging.nameOf({ name: "image.png" }, moment), "Screenshot 2026-11-21 09.05.07.png");
  assert.equal(staging.nameOf({ name: "image.png" }, moment, 1), "Screenshot 2026-11-21 09.05.07 (2).png");
  assert.equal(staging.nameOf({ name: "offer.pdf" }, moment), "offer.pdf");
});

test("what is stored stands among the files once, whoever told of it first", () => {
  const done = { status: "done", stored: { uuid: "1", name: "a" } };
  const sending = { status: "sending", name: "b" };
  assert.deepEqual(staging.attachments([], [done, sending]), { files: [done.stored], uploads: [sending] });
  assert.equal(staging.attachments([{ uuid: "1" }], [done]).files.length, 1);
});

test("the same file twice is one attachment", () => {
  const once = staging.withFile(staging.withFile([], { uuid: "1", name: "a" }), { uuid: "1", name: "b" });
  assert.deepEqual(once, [{ uuid: "1", name: "b" }]);
  assert.deepEqual(staging.withoutFile(once, "1"), []);
});

test("a file in the trash or gone keeps the note from being saved", () => {
  const files = [{ uuid: "1", state: "ready" }, { uuid: "2", state: "trashed" }, { uuid: "3", state: "gone" }, { uuid: "4" }];
  assert.deepEqual(staging.unavailable(files).map(({ uuid }) => uuid), ["2", "3"]);
});
