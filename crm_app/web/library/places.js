/* The addresses of the library. */

const HOME = "/media";

/* A place, or a folder within one: what is searched and filtered there is not taken along. */
export function addressOf(place, folder = "") {
  const query = new URLSearchParams();
  if (place && place !== "folders") query.set("place", place);
  if (folder) query.set("folder", folder);
  const text = query.toString();
  return text ? `${HOME}?${text}` : HOME;
}

/* The same address with one parameter changed; an empty one is left out. */
export function withParameter(search, name, value) {
  const query = new URLSearchParams(search);
  query.delete(name);
  if (value) query.set(name, value);
  const text = query.toString();
  return text ? `${HOME}?${text}` : HOME;
}

/* The part of a file's name that people mean when they rename it: all before its extension. */
export function stemLength(name) {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? dot : name.length;
}

/* The address of one zip of everything that is chosen. */
export const zipOf = (keys) => `/media.zip?${new URLSearchParams({ keys: keys.join(",") })}`;
