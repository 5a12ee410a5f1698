/* Which files a note may hold, and what stands in its list of attachments. Plain data, no browser. */
export const MOST_FILES = 10;
export const MOST_BYTES = 25 * 1024 * 1024;

export const ACCEPTED = new Set(
  (
    "jpg jpeg png gif webp bmp tiff tif heic heif pdf txt csv rtf md doc docx xls xlsx ppt pptx odt ods odp " +
    "zip gz tar mp3 wav m4a ogg mp4 mov webm mkv"
  ).split(" "),
);

export const extension = (name) => (name.includes(".") ? name.slice(name.lastIndexOf(".") + 1).toLowerCase() : "");

/*
 * Why a file is not taken: a code, or "". Made for one round of files: `taken` are already there, and each that is
 * let in takes a place.
 */
export function judge(taken) {
  let places = MOST_FILES - taken;
  return (file) => {
    if (!ACCEPTED.has(extension(file.name))) return "not_accepted";
    if (file.size > MOST_BYTES) return "too_big";
    if (!file.size) return "empty";
    places -= 1;
    return places < 0 ? "too_many" : "";
  };
}

/* A screenshot has no name of its own. */
export function nameOf(file, moment, index = 0) {
  if (file.name && file.name !== "image.png") return file.name;
  const pad = (number) => String(number).padStart(2, "0");
  const day = `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(pad).join(".");
  return `Screenshot ${day} ${time}${index ? ` (${index + 1})` : ""}.png`;
}

/* The files of the note, and the uploads that are on their way to it or have failed; what is stored is told once. */
export function attachments(files, uploads) {
  const running = uploads.filter(({ status }) => status !== "done");
  const stored = uploads.filter(({ status, stored }) => status === "done" && stored).map(({ stored }) => stored);
  const known = new Set(files.map(({ uuid }) => uuid));
  return { files: [...files, ...stored.filter(({ uuid }) => !known.has(uuid))], uploads: running };
}

export const withFile = (files, file) =>
  files.some(({ uuid }) => uuid === file.uuid) ? files.map((each) => (each.uuid === file.uuid ? file : each)) : [...files, file];

export const withoutFile = (files, uuid) => files.filter((each) => each.uuid !== uuid);

/* Files that are in the trash or gone keep the note from being saved. */
export const unavailable = (files) => files.filter(({ state }) => state && state !== "ready");
