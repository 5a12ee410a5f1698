/* Where the arrow keys lead in the picture: to what one sees there. Pure. */
import { middleOf } from "./layout.js";
import { ROOT, indexOf, isGroup, opens, partsOf, personAt, personKey } from "./tree.js";

/* Answers {select} or {open} (a key to open), or null where there is nothing further. */
export function step(state, picture, key, direction) {
  if (!picture.boxes.has(partsOf(key).group || key)) return picture.boxes.has(ROOT) ? { select: ROOT } : null;
  return partsOf(key).person ? amongPeople(state, picture, key, direction) : amongNodes(state, picture, key, direction);
}

function amongPeople(state, picture, key, direction) {
  const { group, person } = partsOf(key);
  const box = picture.boxes.get(group);
  const index = indexOf(state, group, person);
  if (index < 0) return { select: group };
  const row = index % box.rows;
  if (direction === "ArrowUp") return row === 0 ? { select: group } : at(state, group, index - 1);
  if (direction === "ArrowLeft") return index < box.rows ? { select: group } : at(state, group, index - box.rows);
  if (direction === "ArrowRight") return at(state, group, index + box.rows) ?? (box.rows > 1 && index < lastColumn(box) ? at(state, group, box.node.people - 1) : null);
  return (row < box.rows - 1 && at(state, group, index + 1)) || neighbour(picture, box, 1);
}

const lastColumn = (box) => Math.floor((box.node.people - 1) / box.rows) * box.rows;

function at(state, group, index) {
  const person = personAt(state, group, index);
  return person ? { select: personKey(group, person.uuid) } : null;
}

function amongNodes(state, picture, key, direction) {
  const box = picture.boxes.get(key);
  if (direction === "ArrowLeft") return box.node.parent ? { select: box.node.parent } : null;
  if (direction === "ArrowRight") return inside(state, picture, box);
  const first = direction === "ArrowDown" && isGroup(box.node) && box.open ? at(state, key, 0) : null;
  return first ?? neighbour(picture, box, direction === "ArrowDown" ? 1 : -1);
}

/* Into a branch: opens it, or goes to the child that stands beside it. */
function inside(state, picture, box) {
  if (!opens(box.node)) return null;
  if (!box.open) return { open: box.key };
  if (isGroup(box.node)) return at(state, box.key, 0);
  const children = box.node.children.map((key) => picture.boxes.get(key));
  const distance = (child) => Math.abs(middleOf(child) - middleOf(box));
  return { select: children.reduce((best, child) => (distance(child) < distance(best) ? child : best)).key };
}

/* The next node above or below in the same column, whatever it hangs on. */
function neighbour(picture, box, sign) {
  const column = [...picture.boxes.values()].filter((other) => other.x === box.x && (other.y - box.y) * sign > 0);
  if (column.length === 0) return null;
  return { select: column.reduce((best, other) => ((other.y - best.y) * sign < 0 ? other : best)).key };
}
