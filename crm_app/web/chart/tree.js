/*
 * The organisation as the browser knows it, without a picture of it yet: departments and groups with their counts at
 * once, people in pages of a hundred as they are needed. A state is never changed; each function answers the next one.
 *
 * Keys: "all", "department:<uuid>"; groups, which hold people: "team:<uuid>", "direct:<uuid>" (of a department, on no
 * team), "unassigned"; a person in a group: "<group>/<uuid>".
 */

export const PAGE = 100;
export const ROOT = "all";

const GROUPS = ["team", "direct", "unassigned"];
export const EMPTY = Object.freeze({ nodes: new Map(), open: new Set(), sheets: new Map(), selected: "" });

export const isGroup = (node) => GROUPS.includes(node?.kind);

export const opens = (node) => Boolean(node) && (isGroup(node) ? node.people > 0 : node.children.length > 0);

export const personKey = (group, uuid) => `${group}/${uuid}`;

/* Somebody who is still on the way has the key of their place. */
export const placeKey = (group, index) => `${group}/#${index}`;

/* What a key names: a person has a group. */
export function partsOf(key) {
  const [group, person] = key.split("/");
  return person ? { group, person } : { group: "", person: "" };
}

/* The nodes of a picture from the server: {people, unassigned, departments: [{uuid, name, people, direct, teams}]}. */
export function grown(picture) {
  const nodes = new Map();
  const add = (key, node) => {
    nodes.set(key, { key, uuid: "", name: "", children: [], parent: "", ...node });
    return key;
  };
  const group = (kind, parent, people, named) => {
    const key = kind === "unassigned" ? kind : `${kind}:${named.uuid}`;
    return add(key, { kind, parent, people, uuid: kind === "team" ? named.uuid : "", name: kind === "team" ? named.name : "" });
  };
  const department = (found) => {
    const key = add(`department:${found.uuid}`, { ...found, kind: "department", parent: ROOT, teams: found.teams.length });
    const teams = found.teams.map((team) => group("team", key, team.people, team));
    nodes.get(key).children = found.direct ? [...teams, group("direct", key, found.direct, found)] : teams;
    return key;
  };
  add(ROOT, { kind: "all", people: picture.people });
  const children = picture.departments.map(department);
  nodes.get(ROOT).children = picture.unassigned ? [...children, group("unassigned", ROOT, picture.unassigned, {})] : children;
  return nodes;
}

/* What stands open when the chart is first seen: people, or only teams, or only departments, so that it is not too much. */
export function firstOpen(nodes, most = 60) {
  const departments = [...nodes.values()].filter((node) => node.kind === "department" && opens(node));
  const groups = [...nodes.values()].filter((node) => isGroup(node) && opens(node));
  const open = new Set([ROOT]);
  if (departments.length + groups.length > most) return open;
  for (const node of departments) open.add(node.key);
  const people = groups.reduce((sum, node) => sum + node.people, 0);
  if (departments.length + groups.length + people <= most) groups.forEach((node) => open.add(node.key));
  return open;
}

/* New counts: what is open stays open, known people stay known, what is gone is forgotten. */
export function withPicture(state, picture, most) {
  const nodes = grown(picture);
  const isNew = state.nodes.size === 0;
  const open = isNew && state.open.size === 0 ? firstOpen(nodes, most) : new Set([...state.open].filter((key) => nodes.has(key)));
  const sheets = new Map([...state.sheets].filter(([key]) => nodes.has(key)).map(([key, sheet]) => [key, cut(sheet, nodes.get(key).people)]));
  return keeping({ ...state, nodes, open, sheets }, state);
}

const cut = (sheet, people) => new Map([...sheet].filter(([page]) => page * PAGE < people));

/* A selected thing that is gone is not selected any more. */
function keeping(state, before) {
  const { selected } = before;
  const { group, person } = partsOf(selected);
  const there = !selected || (person ? state.nodes.has(group) : state.nodes.has(selected));
  return there ? state : { ...state, selected: "" };
}

export function toggled(state, key) {
  const open = new Set(state.open);
  if (!open.delete(key) && opens(state.nodes.get(key))) open.add(key);
  return { ...state, open };
}

/* Opens the way down to a node (itself included), as far as it exists. */
export function opened(state, key) {
  const open = new Set(state.open);
  for (let node = state.nodes.get(key); node; node = state.nodes.get(node.parent)) if (opens(node)) open.add(node.key);
  return { ...state, open };
}

/* All departments open or closed; people are opened team by team. */
export function unfolded(state, whether) {
  const departments = [...state.nodes.values()].filter((node) => node.kind === "department" && opens(node));
  return { ...state, open: new Set(whether ? [...state.open, ROOT, ...departments.map((node) => node.key)] : [ROOT]) };
}

export const selecting = (state, selected) => (state.selected === selected ? state : { ...state, selected });

/* People from the server: [{branch, page, rows}]. */
export function withPages(state, pages) {
  const sheets = new Map(state.sheets);
  for (const { branch, page, rows } of pages) {
    if (!state.nodes.has(branch)) continue;
    sheets.set(branch, new Map(sheets.get(branch)).set(page, { rows, fresh: true }));
  }
  const next = { ...state, sheets };
  return { ...next, selected: arrived(next) };
}

/* Whoever was chosen by their place is chosen by their name as soon as they have one. */
function arrived(state) {
  const { group, person } = partsOf(state.selected);
  const found = person.startsWith("#") && personAt(state, group, Number(person.slice(1)));
  return found ? personKey(group, found.uuid) : state.selected;
}

/* Something changed: every page is read again when it is seen next, and shown as it is until then. */
export function stale(state) {
  const old = (sheet) => new Map([...sheet].map(([page, { rows }]) => [page, { rows, fresh: false }]));
  return { ...state, sheets: new Map([...state.sheets].map(([key, sheet]) => [key, old(sheet)])) };
}

export const personAt = (state, group, index) => state.sheets.get(group)?.get(Math.floor(index / PAGE))?.rows[index % PAGE];

/* Where a person stands in a group, of whom the page is known; -1 otherwise. */
export function indexOf(state, group, uuid) {
  for (const [page, { rows }] of state.sheets.get(group) ?? []) {
    const place = rows.findIndex((row) => row.uuid === uuid);
    if (place >= 0) return page * PAGE + place;
  }
  return -1;
}

export function personOf(state, key) {
  const { group, person } = partsOf(key);
  return person ? personAt(state, group, indexOf(state, group, person)) : undefined;
}

/* The pages that [{branch, from, to}] (to is past the end) need and that are missing or old, as {branch, page}. */
export function needed(state, ranges) {
  const wanted = new Map();
  for (const { branch, from, to } of ranges) {
    const last = Math.min(to, state.nodes.get(branch)?.people ?? 0) - 1;
    for (let page = Math.floor(from / PAGE); page * PAGE <= last; page += 1) {
      if (!state.sheets.get(branch)?.get(page)?.fresh) wanted.set(`${branch}#${page}`, { branch, page });
    }
  }
  return [...wanted.values()];
}

/* Everybody who stands in an open branch. */
export function openRanges(state) {
  const groups = [...state.nodes.values()].filter((node) => isGroup(node) && isVisible(state, node.key) && state.open.has(node.key));
  return groups.map((node) => ({ branch: node.key, from: 0, to: node.people }));
}

/* Everybody who is known by name so far. */
export const peopleOf = (state) => [...state.sheets.values()].flatMap((sheet) => [...sheet.values()].flatMap(({ rows }) => rows));

/* Whether all that a node hangs on is open. */
export function isVisible(state, key) {
  const node = state.nodes.get(key);
  return Boolean(node) && (node.parent === "" || (state.open.has(node.parent) && isVisible(state, node.parent)));
}

/* The nodes from the root down to this one, or to the group of this person. */
export function pathTo(state, key) {
  const path = [];
  for (let node = state.nodes.get(partsOf(key).group || key); node; node = state.nodes.get(node.parent)) path.unshift(node);
  return path;
}
