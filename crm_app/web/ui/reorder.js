// Putting a list into another order, by pointer or by keyboard. Knows no component.

// The list with the item at `from` at `to`; the same list where there is no such place.
export function moved(list, from, to) {
  if (from === to || to < 0 || to >= list.length || from < 0 || from >= list.length) return list;
  const next = list.toSpliced(from, 1);
  return next.toSpliced(to, 0, list[from]);
}

const height = ({ top, bottom }) => bottom - top;

// Where the dragged item at `index` goes while the pointer is at `y`. `boxes` are `{top, bottom}` in the order of the list.
// A neighbour gives way once the dragged one, put in its place, lies below the pointer: so it never jumps back at once.
export function placeAt(boxes, index, y) {
  const within = (box) => Math.min(height(box), height(boxes[index]));
  let place = index;
  while (place > 0 && y < boxes[place - 1].top + within(boxes[place - 1])) place -= 1;
  if (place < index) return place;
  while (place < boxes.length - 1 && y > boxes[place + 1].bottom - within(boxes[place + 1])) place += 1;
  return place;
}

// Where a key leads; the same place for any other key.
export function placeByKey(key, index, total) {
  const places = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: total - 1 };
  return Math.min(Math.max(places[key] ?? index, 0), total - 1);
}
