/* What a drop or a paste holds: files, and the files in dropped folders. */

/* Files that systems leave in folders and nobody means to upload. */
const LITTER = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

export const hasFiles = (transfer) => Array.from(transfer?.types ?? []).includes("Files");

const readSome = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));

const fileOf = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));

const nothing = () => ({ files: [], folders: [], unread: [] });

const joined = (parts) => ({
  files: parts.flatMap(({ files }) => files),
  folders: parts.flatMap(({ folders }) => folders),
  unread: parts.flatMap(({ unread }) => unread),
});

/* Browsers hand out a folder's entries in portions; an empty portion is the end. */
async function readFolder(entry, path) {
  const inner = path ? `${path}/${entry.name}` : entry.name;
  const reader = entry.createReader();
  const found = [];
  for (let some = await readSome(reader); some.length; some = await readSome(reader)) found.push(...some);
  const wanted = found.filter(({ name }) => !LITTER.has(name));
  if (!wanted.length) return { ...nothing(), folders: [inner] };
  return joined(await Promise.all(wanted.map((each) => readEntry(each, inner))));
}

async function readEntry(entry, path) {
  try {
    if (entry.isDirectory) return await readFolder(entry, path);
    return { ...nothing(), files: [{ file: await fileOf(entry), path }] };
  } catch {
    return { ...nothing(), unread: [entry.name] };
  }
}

const wanted = (files) => files.filter(({ name }) => !LITTER.has(name));

/* As people read it: folder by folder, "2.jpg" before "10.jpg". */
const inOrder = new Intl.Collator(undefined, { numeric: true });
const byPlace = (a, b) => inOrder.compare(a.path, b.path) || inOrder.compare(a.file.name, b.file.name);

/*
 * {files: [{file, path}], folders, unread}: each file with the folders that lead to it ("Trip/Day 1"), the paths of empty folders,
 * and the names of what could not be read. The list of items is emptied when the event is over: everything must be taken out
 * before the first await.
 */
export async function droppedTree(transfer) {
  const entries = Array.from(transfer.items ?? [])
    .filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = Array.from(transfer.files ?? []);
  if (!entries.some((entry) => entry?.isDirectory)) return { ...nothing(), files: wanted(plain).map((file) => ({ file, path: "" })) };
  const here = entries.filter((entry) => entry && !LITTER.has(entry.name));
  const tree = joined(await Promise.all(here.map((entry) => readEntry(entry, ""))));
  return { ...tree, files: tree.files.sort(byPlace) };
}

/* What a dialog for folders has chosen: the browser says where each file lay. */
export function chosenTree(files) {
  const placed = wanted(Array.from(files)).map((file) => ({ file, path: (file.webkitRelativePath ?? "").split("/").slice(0, -1).join("/") }));
  return { ...nothing(), files: placed.sort(byPlace) };
}

/* The files alone, for places that have no folders. */
export async function droppedFiles(transfer) {
  return (await droppedTree(transfer)).files.map(({ file }) => file);
}
