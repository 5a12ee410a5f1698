/* Makes files of the drawing in the browser: gathers what it needs, writes an SVG or a PNG, hands it over. */
import { COLOURS } from "./styles.js";
import { facesFor, pixelScale, svgDocument } from "./svg.js";
import { peopleOf } from "./tree.js";

/* The colours as they are by light: files and paper are white, whatever the screen looks like. */
export function lightColours() {
  const theme = document.querySelector(".radix-themes").cloneNode(false);
  Object.assign(theme, { className: "radix-themes light light-theme", hidden: true });
  document.body.append(theme);
  const style = getComputedStyle(theme);
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const colours = Object.fromEntries(COLOURS.map((name) => [name, asHex(style.getPropertyValue(name), pen)]));
  theme.remove();
  return colours;
}

/* As every program that reads an SVG knows it; screens with more colours than sRGB have them written otherwise. */
function asHex(colour, pen) {
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function dataUrl(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return dataUrl(await answer.blob());
}

/* All typefaces that the styles of the page bring. */
function pageFaces() {
  const sheets = [...document.styleSheets].filter((sheet) => !sheet.href || new URL(sheet.href).origin === location.origin);
  return sheets.flatMap((sheet) =>
    [...sheet.cssRules]
      .filter((rule) => rule instanceof CSSFontFaceRule && /Inter/.test(rule.style.fontFamily))
      .map((rule) => ({
        url: new URL(/url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src"))[1], sheet.href ?? location.href).href,
        range: rule.style.getPropertyValue("unicode-range"),
        weight: rule.style.fontWeight,
      })),
  );
}

async function facesAsText(text) {
  const faces = await Promise.all(
    facesFor(pageFaces(), text).map(async ({ url, range, weight }) => {
      const source = `src:url(${await fetched(url)}) format("woff2")`;
      return `@font-face{font-family:"Inter Variable";font-weight:${weight};${range ? `unicode-range:${range};` : ""}${source}}`;
    }),
  );
  return faces.join("\n");
}

/* Portraits as data. One that does not come is no reason to have no file: its person keeps the initials. */
export async function picturesOf(people) {
  const urls = [...new Set(people.map((person) => person.image).filter(Boolean))];
  const found = await Promise.allSettled(urls.map(async (url) => [url, await fetched(url)]));
  return new Map(found.filter(({ status }) => status === "fulfilled").map(({ value }) => value));
}

/* The whole drawing as one SVG with everything in it: {text, width, height}. */
export async function selfContained(drawing) {
  const people = peopleOf(drawing.state);
  const names = [...drawing.state.nodes.values(), ...people].flatMap((each) => [each.name, each.title ?? ""]);
  const said = Object.values(drawing.write.texts).join("") + drawing.caption + names.join("");
  const [faces, pictures] = await Promise.all([facesAsText(said), picturesOf(people)]);
  return svgDocument({ ...drawing, colours: lightColours(), faces, pictures });
}

function painted(svg) {
  const url = URL.createObjectURL(new Blob([svg.text], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = url;
  return image.decode().then(() => image).finally(() => URL.revokeObjectURL(url));
}

export async function asPng(svg) {
  const scale = pixelScale(svg);
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(svg.width * scale), height: Math.round(svg.height * scale) });
  canvas.getContext("2d").drawImage(await painted(svg), 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("no picture");
  return blob;
}

export const asSvg = async (svg) => new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${svg.text}`], { type: "image/svg+xml" });

export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
