/* What a drop or a paste holds: files, and the files in dropped folders. */

/* Files that systems leave in folders and nobody means to upload. */
const LITTER = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

export const hasFiles = (transfer) => Array.from(transfer?.types ?? []).includes("Files");

const readSome = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));

/* Browsers hand out a folder's entries in portions; an empty portion is the end. */
async function readFolder(entry) {
  const reader = entry.createReader();
  const found = [];
  for (let some = await readSome(reader); some.length; some = await readSome(reader)) found.push(...some);
  const inside = await Promise.all(found.map(readEntry));
  return inside.flat();
}

async function readEntry(entry) {
  if (entry.isDirectory) return readFolder(entry);
  return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
}

/* The list of items is emptied when the event is over: everything must be taken out before the first await. */
export async function droppedFiles(transfer) {
  const entries = Array.from(transfer.items ?? [])
    .filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = Array.from(transfer.files ?? []);
  const files = entries.some((entry) => entry?.isDirectory)
    ? (await Promise.all(entries.filter(Boolean).map(readEntry))).flat()
    : plain;
  return files.filter((file) => !LITTER.has(file.name));
}
