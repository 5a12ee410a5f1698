/* The whole chart as the text of one SVG that needs nothing else: styles, typeface and pictures are in it. Pure. */
import { scene, whole } from "./scene.js";
import { crowdShapes, definitions, linkShapes, nodeShapes, personShapes } from "./shapes.js";
import { stylesheet } from "./styles.js";

const MARGIN = 32;
const CAPTION = 36;

const NAMES = { className: "class", clipPath: "clip-path" };
const UNSAFE = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/* Characters that XML does not know would make the file unreadable. */
const STRAY = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

export const escaped = (text) => String(text).replace(STRAY, "").replace(/[&<>"]/g, (sign) => UNSAFE[sign]);

export function markup([tag, attributes, inside]) {
  const written = Object.entries(attributes).map(([name, value]) => ` ${NAMES[name] ?? name}="${escaped(value)}"`);
  const content = Array.isArray(inside) ? inside.map(markup).join("") : escaped(inside ?? "");
  return `<${tag}${written.join("")}>${content}</${tag}>`;
}

const moved = (box, shapes) => ["g", { transform: `translate(${round(box.x)} ${round(box.y)})` }, shapes];
const round = (number) => Math.round(number * 100) / 100;

const SHAPES = { node: nodeShapes, person: personShapes, crowd: crowdShapes };

/* One thing of a scene as shapes in the chart's own coordinates. */
export function drawn(item, detail, write) {
  return item.kind === "link" ? linkShapes(item) : [moved(item.box, SHAPES[item.kind](item, detail, write))];
}

/*
 * `write` = {fit, texts}; `colours` says what each colour of the design system is; `faces` is a stylesheet with
 * typefaces; `pictures` maps addresses of pictures to pictures as data, others become initials.
 */
export function svgDocument({ state, picture, write, colours, caption, faces = "", pictures = new Map() }) {
  const size = { width: Math.ceil(picture.width + 2 * MARGIN), height: Math.ceil(picture.height + 2 * MARGIN + CAPTION) };
  const { links, nodes, people } = scene(state, picture, whole(picture), "paper");
  const items = [...links, ...nodes, ...people.map((item) => inlined(item, pictures))].flatMap((item) => drawn(item, "paper", write));
  const content = [
    ["title", { id: "oc-title" }, write.texts.title],
    ["desc", { id: "oc-desc" }, caption],
    ["style", {}, faces + stylesheet((colour) => colours[colour] ?? "currentColor")],
    ["defs", {}, definitions()],
    ["rect", { className: "oc-paper", width: size.width, height: size.height }],
    ["text", { className: "oc-name", x: MARGIN, y: MARGIN + 2 }, write.texts.title],
    ["text", { className: "oc-caption", x: MARGIN, y: MARGIN + 20 }, caption],
    ["g", { transform: `translate(${MARGIN} ${MARGIN + CAPTION})` }, items],
  ];
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    className: "oc",
    role: "img",
    "aria-labelledby": "oc-title oc-desc",
    viewBox: `0 0 ${size.width} ${size.height}`,
    width: size.width,
    height: size.height,
  };
  return { ...size, text: markup(["svg", attributes, content]) };
}

function inlined(item, pictures) {
  if (!item.person?.image) return item;
  return { ...item, person: { ...item.person, image: pictures.get(item.person.image) ?? "" } };
}

/* How large the pixels of a picture are: sharp where there is room, smaller where a browser would give up. */
export function pixelScale({ width, height }, longest = 16_000, most = 64_000_000) {
  return Math.min(2, longest / width, longest / height, Math.sqrt(most / (width * height)));
}

/* Of the typefaces of a page, those that the text needs: [{family, style, weight, range, url}]. */
export function facesFor(faces, text) {
  const letters = new Set([...text].map((letter) => letter.codePointAt(0)));
  return faces.filter(({ range }) => [...letters].some((letter) => inRange(range, letter)));
}

function inRange(range, letter) {
  if (!range) return true;
  return range.split(",").some((part) => {
    const [low, high] = part.trim().slice(2).split("-");
    return letter >= parseInt(low.replaceAll("?", "0"), 16) && letter <= parseInt((high ?? low).replaceAll("?", "F"), 16);
  });
}
