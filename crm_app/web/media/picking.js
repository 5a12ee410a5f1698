/* Selecting several of a list, as pure functions over the order of the rows and a Set of chosen uuids. */

export function toggled(chosen, uuid, on = !chosen.has(uuid)) {
  const next = new Set(chosen);
  if (on) next.add(uuid);
  else next.delete(uuid);
  return next;
}

/* Shift: everything between the one touched last and this one. */
export function ranged(chosen, order, from, to) {
  const ends = [order.indexOf(from), order.indexOf(to)].sort((a, b) => a - b);
  if (ends[0] < 0) return toggled(chosen, to, true);
  return new Set([...chosen, ...order.slice(ends[0], ends[1] + 1)]);
}

/* Rows leave while people look at them: only what is still there stays chosen. */
export function remaining(chosen, order) {
  const left = order.filter((uuid) => chosen.has(uuid));
  return left.length === chosen.size ? chosen : new Set(left);
}

/* Where an arrow key leads in a grid of `columns`; the same place when there is nothing further. */
export function neighbour(index, key, columns, total) {
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  const target = { Home: 0, End: total - 1 }[key] ?? index + (steps[key] ?? 0);
  return target >= 0 && target < total ? target : index;
}
