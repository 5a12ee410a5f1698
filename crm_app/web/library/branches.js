/* The tree of folders as the browser has it: children by the uuid of their parent ("" is the root), loaded as they are opened. */

/* Whom a node hangs below, as far as is known. */
export function parents(tree) {
  const above = new Map();
  for (const [parent, children] of Object.entries(tree)) for (const { uuid } of children) above.set(uuid, parent);
  return above;
}

/* From the root to the folder, itself included. */
export function trailTo(tree, uuid) {
  const above = parents(tree);
  const trail = [];
  for (let at = uuid; at && !trail.includes(at); at = above.get(at)) trail.unshift(at);
  return trail;
}

/* The lines of the tree as they are drawn: every folder whose way up is open. */
export function lines(tree, open, parent = "", level = 1) {
  return (tree[parent] ?? []).flatMap((node) => [
    { ...node, level, parent, open: open.has(node.uuid) && node.has_children },
    ...(open.has(node.uuid) && level < 200 ? lines(tree, open, node.uuid, level + 1) : []),
  ]);
}

/* What is open but has never been read. */
export const unread = (tree, open) => [...open].filter((uuid) => !(uuid in tree));

/*
 * Where an arrow key leads from a line: to another line, or {open} or {close} of a folder. Null: nowhere.
 */
export function step(shown, index, key) {
  const line = shown[index];
  if (key === "ArrowDown") return shown[index + 1] ? { to: shown[index + 1].uuid } : null;
  if (key === "ArrowUp") return shown[index - 1] ? { to: shown[index - 1].uuid } : null;
  if (key === "ArrowRight") return line.has_children && !line.open ? { open: line.uuid } : line.open ? { to: shown[index + 1]?.uuid } : null;
  if (key === "ArrowLeft") return line.open ? { close: line.uuid } : line.parent ? { to: line.parent } : null;
  return null;
}
