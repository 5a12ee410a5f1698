/* What is chosen in the picker, as plain data: an ordered list of files, each once, never more than there is room for. */

export const isChosen = (chosen, uuid) => chosen.some((file) => file.uuid === uuid);

export const placeOf = (chosen, uuid) => chosen.findIndex((file) => file.uuid === uuid) + 1;

/* What it opens with: doubles left out, one of them in single mode, as many as there is room for. */
export function seeded(files, single, cap) {
  const once = files.filter((file, index) => files.findIndex(({ uuid }) => uuid === file.uuid) === index);
  return once.slice(0, single ? 1 : cap || undefined);
}

/* Single: the new one takes the place of the old. Several: at the end, unless all places are taken; {chosen, full}. */
export function toggled(chosen, file, single, cap) {
  if (isChosen(chosen, file.uuid)) return { chosen: chosen.filter(({ uuid }) => uuid !== file.uuid), full: false };
  if (single) return { chosen: [file], full: false };
  if (cap && chosen.length >= cap) return { chosen, full: true };
  return { chosen: [...chosen, file], full: false };
}

/* Uploads join what is chosen, as far as there is room. */
export const joined = (chosen, file, single, cap) => (isChosen(chosen, file.uuid) ? chosen : toggled(chosen, file, single, cap).chosen);

/* Files of another type are not taken: a code, or "". */
export const refusalFor = (type) => (file) => (type && file.type && !file.type.startsWith(`${type}/`) ? "wrong_type" : "");
