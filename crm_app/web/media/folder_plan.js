/* What becomes of dropped files, as plain data: which names are asked about, and what is sent where after the answer. */

export const ASKED_AT_ONCE = 2000;

/* The files in portions that one question may hold, each with the number of its first file. */
export function portions(files, size = ASKED_AT_ONCE) {
  const starts = Array.from({ length: Math.ceil(files.length / size) }, (_, index) => index * size);
  return starts.map((start) => ({ start, pairs: files.slice(start, start + size).map(({ file, path }) => [path, file.name]) }));
}

/* `taken` are the server's answers [index, uuid, name] over all files; a Map from a file's number to whose name it has. */
export const clashesIn = (taken) => new Map(taken.map(([index, uuid, name]) => [index, { uuid, name }]));

/*
 * What is sent after the answer: `choice` is "both" (the server numbers the new one), "version" (a new content of the one that is
 * there) or "skip". Files with one destination stand together, in the order they were dropped in.
 */
export function plan(folder, files, clashes, choice) {
  const rounds = [];
  files.forEach(({ file, path }, index) => {
    const clash = clashes.get(index);
    if (clash && choice === "skip") return;
    const more = clash && choice === "version" ? { resource: "version", record: clash.uuid } : { record: folder, path };
    const last = rounds.at(-1);
    if (last && last.more.record === more.record && last.more.path === more.path) last.files.push(file);
    else rounds.push({ more, files: [file] });
  });
  return rounds;
}

/* The folder below the pointer takes what is dropped: an element that says so, else the one that the page shows. */
export function folderAt(element, fallback) {
  const named = element?.closest?.("[data-drop-folder]");
  return named ? { folder: named.dataset.dropFolder, element: named } : { folder: fallback, element: null };
}
