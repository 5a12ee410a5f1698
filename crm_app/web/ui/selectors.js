// The selectors of a skill as pure functions: `[{id, name, allow_multiple, options: [{id, name}]}]`, the shape that is stored.
import { moved } from "./reorder.js";

const HEX = 16;

// Eight hexadecimal digits, as the server makes them.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return Array.from(bytes, (byte) => byte.toString(HEX).padStart(2, "0")).join("");
}

// What a form holds as text; anything else than a list counts as none.
export function parsed(text) {
  try {
    const selectors = JSON.parse(text || "[]");
    return Array.isArray(selectors) ? selectors : [];
  } catch {
    return [];
  }
}

export const written = (selectors) => JSON.stringify(selectors);

const option = (name = "") => ({ id: newId(), name });
const changed = (list, id, change) => list.map((each) => (each.id === id ? change(each) : each));
const without = (list, id) => list.filter((each) => each.id !== id);
const inserted = (list, item, after) => list.toSpliced(after === undefined ? list.length : list.findIndex(({ id }) => id === after) + 1, 0, item);

export function standard({ name, levels }) {
  return [{ id: newId(), name, allow_multiple: false, options: levels.map(option) }];
}

export const addSelector = (selectors) => [...selectors, { id: newId(), name: "", allow_multiple: false, options: [option()] }];
export const removeSelector = (selectors, id) => without(selectors, id);
export const moveSelector = (selectors, from, to) => moved(selectors, from, to);
export const setSelector = (selectors, id, values) => changed(selectors, id, (selector) => ({ ...selector, ...values }));

const inSelector = (selectors, id, change) => changed(selectors, id, (selector) => ({ ...selector, options: change(selector.options) }));

// A new option at the end, or behind another one.
export const addOption = (selectors, id, after) => inSelector(selectors, id, (options) => inserted(options, option(), after));
export const removeOption = (selectors, id, gone) => inSelector(selectors, id, (options) => without(options, gone));
export const moveOption = (selectors, id, from, to) => inSelector(selectors, id, (options) => moved(options, from, to));
export const setOption = (selectors, id, which, values) =>
  inSelector(selectors, id, (options) => changed(options, which, (each) => ({ ...each, ...values })));

// The ids that are there now and were not before: what the focus goes to.
export function added(before, after) {
  const ids = (selectors) => selectors.flatMap(({ id, options }) => [id, ...options.map((each) => each.id)]);
  const known = new Set(ids(before));
  return ids(after).filter((id) => !known.has(id));
}
