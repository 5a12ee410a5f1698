import assert from "node:assert/strict";
import { test } from "node:test";
import { droppedFiles, hasFiles } from "../../crm_app/web/media/dropped_files.js";

const fileEntry = (name) => ({ isDirectory: false, file: (resolve) => resolve({ name }) });
/* As browsers do: entries in portions of two, then an empty one. */
const folderEntry = (...entries) => ({
  isDirectory: true,
  createReader() {
    const rest = [...entries];
    return { readEntries: (resolve) => resolve(rest.splice(0, 2)) };
  },
});
const drop = (entries, files = []) => ({
  files,
  items: entries.map((entry) => ({ kind: "file", webkitGetAsEntry: () => entry })),
});
const names = (files) => files.map(({ name }) => name);

test("dropped files are taken as they are", async () => {
  const files = [{ name: "a.pdf" }, { name: "b.pdf" }];
  assert.deepEqual(await droppedFiles(drop(files.map(({ name }) => fileEntry(name)), files)), files);
});

test("a dropped folder is read with the folders in it", async () => {
  const folder = folderEntry(fileEntry("a"), fileEntry("b"), fileEntry("c"), folderEntry(fileEntry("d")));
  assert.deepEqual(names(await droppedFiles(drop([folder, fileEntry("e")]))), ["a", "b", "c", "d", "e"]);
});

test("what systems leave in folders is left out", async () => {
  const folder = folderEntry(fileEntry(".DS_Store"), fileEntry("a"), fileEntry("Thumbs.db"));
  assert.deepEqual(names(await droppedFiles(drop([folder]))), ["a"]);
});

test("a paste has files but no entries", async () => {
  assert.deepEqual(names(await droppedFiles({ files: [{ name: "image.png" }] })), ["image.png"]);
});

test("dragged text is no file", () => {
  assert.equal(hasFiles({ types: ["text/plain"] }), false);
  assert.equal(hasFiles({ types: ["Files"] }), true);
  assert.equal(hasFiles(null), false);
});
