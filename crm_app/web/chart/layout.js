/*
 * Where everything stands: a tidy tree from left to right. Departments hang on the root, groups on their department;
 * an open group is a panel with its people in compact columns, so that a large one grows square and not tall.
 */
import { ROOT, isGroup } from "./tree.js";

export const SIZE = Object.freeze({
  all: { width: 196, height: 60 },
  department: { width: 240, height: 60 },
  group: { width: 240, height: 48 },
  person: { width: 224, height: 48 },
  between: 2,
  padding: 8,
  level: 72,
  sibling: 10,
  cousin: 20,
  corner: 10,
});

const COLUMNS = [0, SIZE.all.width + SIZE.level, SIZE.all.width + SIZE.department.width + 2 * SIZE.level];

/* Columns that make a panel about as wide as it is tall, and no more than there is something for. */
export function columnsFor(people) {
  const square = Math.ceil(Math.sqrt((people * SIZE.person.height) / SIZE.person.width));
  const columns = Math.max(1, Math.min(square, people));
  return { columns, rows: Math.ceil(people / columns) };
}

/* The box of every node that is to be seen, and the branches: [a node, what hangs on it]. */
export function layout(state) {
  const boxes = new Map();
  if (!state.nodes.has(ROOT)) return { boxes, branches: [], width: 0, height: 0 };
  const bottom = place(state, state.nodes.get(ROOT), 0, 0, boxes);
  const branches = [...boxes.values()].filter(({ open, node }) => open && !isGroup(node) && node.children.length > 0);
  return { boxes, branches: branches.map(({ key, node }) => [key, node.children]), width: Math.max(...[...boxes.values()].map((box) => box.x + box.width)), height: bottom };
}

/* Places a node with all below it from `top` on; answers where it ends. */
function place(state, node, depth, top, boxes) {
  const open = state.open.has(node.key);
  const box = isGroup(node) ? groupBox(node, open) : { ...SIZE[node.kind], columns: 0, rows: 0 };
  Object.assign(box, { key: node.key, node, open, x: COLUMNS[depth], y: top, head: isGroup(node) ? SIZE.group.height : box.height });
  boxes.set(node.key, box);
  if (!open || isGroup(node) || node.children.length === 0) return top + box.height;
  const bottom = placeChildren(state, node, depth + 1, top, boxes);
  const [first, last] = [boxes.get(node.children[0]), boxes.get(node.children.at(-1))];
  box.y = Math.round((middleOf(first) + middleOf(last)) / 2 - box.height / 2);
  return Math.max(bottom, box.y + box.height);
}

function placeChildren(state, node, depth, top, boxes) {
  let end = top;
  node.children.forEach((key, index) => {
    const child = state.nodes.get(key);
    const roomy = [child, state.nodes.get(node.children[index - 1])].some((each) => each && !isGroup(each) && state.open.has(each.key));
    const gap = index === 0 ? 0 : roomy ? SIZE.cousin : SIZE.sibling;
    end = place(state, child, depth, end + gap, boxes);
  });
  return end;
}

function groupBox(node, open) {
  if (!open) return { ...SIZE.group, columns: 0, rows: 0 };
  const { columns, rows } = columnsFor(node.people);
  const width = columns * (SIZE.person.width + SIZE.between) - SIZE.between + 2 * SIZE.padding;
  const height = SIZE.group.height + rows * (SIZE.person.height + SIZE.between) - SIZE.between + 2 * SIZE.padding;
  return { width: Math.max(SIZE.group.width, width), height, columns, rows };
}

/* Where links arrive and leave: the middle of the card, of a panel that of its head. */
export const middleOf = (box) => box.y + box.head / 2;

/* The place of the person with this index in a panel: they stand in columns, as in a directory. */
export function cellOf(box, index) {
  const { person, between, padding, group } = SIZE;
  return {
    x: box.x + padding + Math.floor(index / box.rows) * (person.width + between),
    y: box.y + group.height + padding + (index % box.rows) * (person.height + between),
    ...person,
  };
}

const round = (number) => Math.round(number * 10) / 10;

/* The lines from a box to those that hang on it: one trunk, and a branch to each, the outer ones with round elbows. */
export function fork(from, children) {
  const [x, y] = [from.x + from.width, round(middleOf(from))];
  const trunk = round(children[0].x - SIZE.level / 2);
  const ends = children.map((child) => ({ x: round(child.x), y: round(middleOf(child)) })).sort((a, b) => a.y - b.y);
  const branches = ends.map((end, index) => {
    const outer = (index === 0 && end.y < y) || (index === ends.length - 1 && end.y > y);
    return outer ? elbow(trunk, y, end) : `M${trunk} ${end.y}H${end.x}`;
  });
  return `M${x} ${y}H${trunk}${branches.join("")}`;
}

/* From the trunk at the height of the parent to one child. */
function elbow(trunk, y, end) {
  const corner = Math.min(SIZE.corner, Math.abs(end.y - y));
  const turn = end.y > y ? end.y - corner : end.y + corner;
  return `M${trunk} ${y}V${round(turn)}Q${trunk} ${end.y} ${round(trunk + corner)} ${end.y}H${end.x}`;
}

/* A node with all that hangs on it, as far as it is open. */
export function branchBox({ boxes }, key) {
  const inside = (box) => [box, ...(box.open ? box.node.children.flatMap((child) => inside(boxes.get(child))) : [])];
  const all = inside(boxes.get(key));
  const [x, y] = [Math.min(...all.map((box) => box.x)), Math.min(...all.map((box) => box.y))];
  return { x, y, width: Math.max(...all.map((box) => box.x + box.width)) - x, height: Math.max(...all.map((box) => box.y + box.height)) - y };
}

/* Between two layouts, `part` of the way; what was not there before grows out of the node that it hangs on. */
export function between(before, after, part) {
  if (part >= 1) return after;
  const boxes = new Map([...after.boxes].map(([key, box]) => [key, blend(origin(before, box), box, part)]));
  return { ...after, boxes };
}

function origin(before, box) {
  const old = before.boxes.get(box.key);
  if (old) return old;
  const parent = before.boxes.get(box.node.parent);
  return parent ? { x: box.x - SIZE.level / 2, y: middleOf(parent) - box.head / 2, width: box.width, height: box.height } : box;
}

const mix = (a, b, part) => a + (b - a) * part;

const blend = (a, b, part) => ({
  ...b,
  x: mix(a.x, b.x, part),
  y: mix(a.y, b.y, part),
  width: mix(a.width, b.width, part),
  height: mix(a.height, b.height, part),
});
