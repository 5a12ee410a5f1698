/* The organisation as an outline: the rows that are to be seen, and where keys lead among them. Pure. */
import { ROOT, isGroup, opens, personAt, personKey, placeKey } from "./tree.js";

/* Rows from top to bottom: {key, node | (group, index), level, position, size, open}. */
export function rowsOf(state) {
  const rows = [];
  const root = state.nodes.get(ROOT);
  if (root) walk(state, root, 0, rows);
  return rows;
}

function walk(state, node, level, rows) {
  node.children.forEach((key, index) => {
    const child = state.nodes.get(key);
    const open = opens(child) ? state.open.has(key) : undefined;
    rows.push({ key, node: child, level: level + 1, position: index + 1, size: node.children.length, open, parent: node.key });
    if (!open) return;
    if (isGroup(child)) people(state, child, level + 2, rows);
    else walk(state, child, level + 1, rows);
  });
}

function people(state, group, level, rows) {
  for (let index = 0; index < group.people; index += 1) {
    const person = personAt(state, group.key, index);
    const key = person ? personKey(group.key, person.uuid) : placeKey(group.key, index);
    rows.push({ key, group: group.key, index, person, level, position: index + 1, size: group.people, parent: group.key });
  }
}

/* The people of rows [from, to), as ranges of their groups. */
export function rangesOf(rows, from, to) {
  const ranges = new Map();
  for (const { group, index } of rows.slice(from, to)) {
    if (group === undefined) continue;
    const range = ranges.get(group) ?? { branch: group, from: index, to: index + 1 };
    ranges.set(group, { ...range, to: index + 1 });
  }
  return [...ranges.values()];
}

/* What a key does in row `place`: {go: row}, {open: key}, {close: key}, or null. The keys are those of the ARIA guide. */
export function pressed(rows, place, key) {
  const row = rows[place];
  const go = (to) => (to >= 0 && to < rows.length && to !== place ? { go: to } : null);
  const inward = () => (row.open === false ? { open: row.key } : row.open ? go(place + 1) : null);
  const outward = () => (row.open ? { close: row.key } : go(rows.findIndex((other) => other.key === row.parent)));
  const moves = { ArrowDown: () => go(place + 1), ArrowUp: () => go(place - 1), Home: () => go(0), End: () => go(rows.length - 1), ArrowRight: inward, ArrowLeft: outward };
  return moves[key]?.() ?? null;
}

/* The next row, after `place` and around, whose name begins with what was typed; -1 for none. */
export function typedTo(rows, place, typed, nameOf) {
  const wanted = plain(typed);
  const start = wanted.length > 1 ? place : place + 1;
  for (let offset = 0; offset < rows.length; offset += 1) {
    const at = (start + offset) % rows.length;
    if (plain(nameOf(rows[at])).startsWith(wanted)) return at;
  }
  return -1;
}

/* Names as people type them: without capitals and accents. */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
