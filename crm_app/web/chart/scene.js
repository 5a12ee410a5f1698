/* What of the chart is drawn: only what lies in a given part of it, in as much detail as one can see. Pure. */
import { SIZE, cellOf, fork } from "./layout.js";
import { isGroup, needed, personAt, personKey, placeKey } from "./tree.js";

/* Below these scales people have no job titles any more, and then no names. */
const NEAR = 0.66;
const MIDDLE = 0.3;

export const detailAt = (scale) => (scale >= NEAR ? "near" : scale >= MIDDLE ? "middle" : "far");

const meets = (box, part) =>
  box.x < part.x + part.width && box.x + box.width > part.x && box.y < part.y + part.height && box.y + box.height > part.y;

/* The rows and columns of a panel that lie in the part, as [first, past the last]. */
function cellsIn(box, part) {
  const { person, between, padding, group } = SIZE;
  const range = (start, length, from, step, count) => [
    Math.max(0, Math.floor((from - start) / step)),
    Math.min(count, Math.ceil((from + length - start) / step)),
  ];
  return {
    columns: range(box.x + padding, part.width, part.x, person.width + between, box.columns),
    rows: range(box.y + group.height + padding, part.height, part.y, person.height + between, box.rows),
  };
}

/* The indexes of the people in a panel that lie in the part, as runs [{branch, from, to}], one for each column. */
export function runsIn(box, part) {
  if (box.columns === 0) return [];
  const { columns, rows } = cellsIn(box, part);
  const runs = [];
  for (let column = columns[0]; column < columns[1] && rows[0] < rows[1]; column += 1) {
    const from = column * box.rows + rows[0];
    const to = Math.min(column * box.rows + rows[1], box.node.people);
    if (from < to) runs.push({ branch: box.key, from, to });
  }
  return runs;
}

/* The pages of people that are missing where one looks; from afar nobody has a name. */
export function wanted(state, { boxes }, part, detail) {
  if (detail === "far") return [];
  return needed(state, [...boxes.values()].filter((box) => meets(box, part)).flatMap((box) => runsIn(box, part)));
}

function peopleIn(state, box, part) {
  return runsIn(box, part).flatMap(({ from, to }) =>
    Array.from({ length: to - from }, (_, offset) => {
      const index = from + offset;
      const person = personAt(state, box.key, index);
      return { kind: "person", key: person ? personKey(box.key, person.uuid) : placeKey(box.key, index), person, index, box: cellOf(box, index) };
    }),
  );
}

/* The lines that cross the part; those on the way to what is selected are drawn once more, over the others. */
function linksIn({ boxes, branches }, part, lit) {
  const forks = branches.flatMap(([parent, children]) => {
    const from = boxes.get(parent);
    const ends = children.map((key) => boxes.get(key)).filter(Boolean);
    if (!from || ends.length === 0 || !meets(around([from, ...ends]), part)) return [];
    const chosen = ends.filter(({ key }) => lit.has(key));
    return [
      { kind: "link", key: parent, path: fork(from, ends), lit: false },
      ...chosen.map((end) => ({ kind: "link", key: `${parent}>${end.key}`, path: fork(from, [end]), lit: true })),
    ];
  });
  return forks.sort((a, b) => a.lit - b.lit);
}

function around(boxes) {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  return { x, y, width: Math.max(...boxes.map((box) => box.x)) - x, height: Math.max(...boxes.map((box) => box.y + box.head)) - y };
}

/* Everything to draw in the part, from back to front. `lit` are the keys on the way to what is selected. */
export function scene(state, picture, part, detail, lit = new Set()) {
  const boxes = [...picture.boxes.values()].filter((box) => meets(box, part));
  const nodes = boxes.map((box) => ({ kind: "node", key: box.key, node: box.node, box }));
  const panels = boxes.filter((box) => isGroup(box.node) && box.open);
  const people = detail === "far" ? panels.map((box) => ({ kind: "crowd", key: `${box.key}/crowd`, box })) : panels.flatMap((box) => peopleIn(state, box, part));
  return { links: linksIn(picture, part, lit), nodes, people };
}

const shows = (view, { x, y, width, head }) => x < view.x + view.width && x + width > view.x && y + head / 2 > view.y && y + head / 2 < view.y + view.height;

/* The way to what one looks at, as boxes, when some of it is out of sight: one sees people, but not of which team. */
export function whereabouts({ boxes }, view) {
  const middle = { x: view.x + view.width / 2, y: view.y + view.height / 2 };
  const away = (box) => Math.hypot(Math.max(box.x - middle.x, 0, middle.x - box.x - box.width), Math.max(box.y - middle.y, 0, middle.y - box.y - box.height));
  let nearest = null;
  for (const box of boxes.values()) if (meets(box, view) && (!nearest || away(box) < away(nearest))) nearest = box;
  const way = [];
  for (let box = nearest; box?.node.parent; box = boxes.get(box.node.parent)) way.unshift(box);
  return way.every((box) => shows(view, box)) ? [] : way;
}

/* Everything there is, for paper and files. */
export const whole = ({ width, height }) => ({ x: -1, y: -1, width: width + 2, height: height + 2 });
