import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenTree, droppedFiles, droppedTree, hasFiles } from "../../crm_app/web/media/dropped_files.js";

const fileEntry = (name) => ({ isDirectory: false, name, file: (resolve) => resolve({ name }) });
/* As browsers do: entries in portions of two, then an empty one. */
const folderEntry = (...entries) => folderNamed("Trip", ...entries);
const folderNamed = (name, ...entries) => ({
  isDirectory: true,
  name,
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
  assert.deepEqual(names(await droppedFiles(drop([folder, fileEntry("e")]))), ["e", "a", "b", "c", "d"]);
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

const broken = (name) => ({ isDirectory: false, name, file: (resolve, reject) => reject(new Error("gone")) });
const places = ({ files }) => files.map(({ file, path }) => `${path}/${file.name}`);

test("each file comes with the folders that lead to it, in the order in which people read them", async () => {
  const trip = folderNamed("Trip", fileEntry("10.jpg"), fileEntry("2.jpg"), folderNamed("Day 1", fileEntry("a")));
  assert.deepEqual(places(await droppedTree(drop([trip, fileEntry("b")]))), ["/b", "Trip/2.jpg", "Trip/10.jpg", "Trip/Day 1/a"]);
});

test("empty folders are told, also where systems have left something in them", async () => {
  const trip = folderNamed("Trip", folderNamed("None"), folderNamed("Litter", fileEntry(".DS_Store")), fileEntry("a"));
  assert.deepEqual((await droppedTree(drop([trip]))).folders, ["Trip/None", "Trip/Litter"]);
});

test("what cannot be read is told, and the rest is taken", async () => {
  const tree = await droppedTree(drop([folderNamed("Trip", broken("a"), fileEntry("b"))]));
  assert.deepEqual(tree.unread, ["a"]);
  assert.deepEqual(places(tree), ["Trip/b"]);
});

test("a dialog for folders says where each file lay", () => {
  const files = [{ name: "b", webkitRelativePath: "Trip/Day 1/b" }, { name: "a", webkitRelativePath: "" }, { name: "Thumbs.db" }];
  assert.deepEqual(places(chosenTree(files)), ["/a", "Trip/Day 1/b"]);
});
