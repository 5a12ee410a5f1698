/* The keys of the library, and where an arrow leads among tiles of any size. Pure: it is told where the tiles are. */

/* The tile that lies next in a direction: in the same line for left and right, nearest in x for up and down. */
export function nextTo(boxes, index, key) {
  const { length } = boxes;
  if (index < 0) return length ? 0 : -1;
  if (key === "Home") return 0;
  if (key === "End") return length - 1;
  if (key === "ArrowLeft") return Math.max(0, index - 1);
  if (key === "ArrowRight") return Math.min(length - 1, index + 1);
  if (key !== "ArrowUp" && key !== "ArrowDown") return index;
  const here = boxes[index];
  const down = key === "ArrowDown";
  const middle = here.left + here.width / 2;
  const beyond = boxes.map((box, at) => ({ ...box, at })).filter((box) => (down ? box.top >= here.bottom - 1 : box.bottom <= here.top + 1));
  if (!beyond.length) return index;
  const row = down ? Math.min(...beyond.map(({ top }) => top)) : Math.max(...beyond.map(({ bottom }) => bottom));
  const line = beyond.filter((box) => Math.abs((down ? box.top : box.bottom) - row) < 4);
  const distance = (box) => Math.abs(box.left + box.width / 2 - middle);
  return line.reduce((best, box) => (distance(box) < distance(best) ? box : best)).at;
}

const ARROWS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"];

/* What a key on a tile means; null: nothing of ours. */
export function meaning({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  const command = ctrlKey || metaKey;
  if (altKey) return null;
  if (ARROWS.includes(key) && !command) return shiftKey ? "reach" : "go";
  if (key === " ") return shiftKey ? "range" : "toggle";
  if (command && key.toLowerCase() === "a") return "all";
  if (command) return null;
  return { F2: "rename", Delete: "trash", i: "details", m: "move" }[key] ?? null;
}
