/* Text in a drawing does not wrap and does not end by itself: here it is cut where its place ends. */

const ELLIPSIS = "…";

/* Measures by guessing: where nothing can be drawn on. */
export const roughly = (text, { size }) => [...text].length * size * 0.56;

/* A cutter that asks `measure(text, {size, weight})` for widths, and asks it about each text once. */
export function createFitter(measure) {
  const known = new Map();
  return (text, width, font) => {
    const key = `${font.size} ${font.weight} ${width} ${text}`;
    if (!known.has(key)) known.set(key, cut(text, width, (part) => measure(part, font)));
    return known.get(key);
  };
}

function cut(text, width, widthOf) {
  if (widthOf(text) <= width) return text;
  const letters = [...text];
  let [fits, over] = [0, letters.length];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (widthOf(letters.slice(0, middle).join("").trimEnd() + ELLIPSIS) <= width) fits = middle;
    else over = middle;
  }
  return letters.slice(0, fits).join("").trimEnd() + ELLIPSIS;
}

/* The browser's own measure, with the typeface of the app. */
export function canvasMeasure(family) {
  const pen = document.createElement("canvas").getContext("2d");
  return (text, { size, weight }) => {
    pen.font = `${weight} ${size}px ${family}`;
    return pen.measureText(text).width;
  };
}
