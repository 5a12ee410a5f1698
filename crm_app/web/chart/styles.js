/*
 * How the drawing looks: the same rules on the page, on paper and in a file. Colours are names of the design system;
 * on the page they stay variables and follow light and dark, in a file they are written out.
 */

export const FAMILY = '"Inter Variable", Inter, system-ui, sans-serif';
export const FONTS = Object.freeze({
  name: { size: 14, weight: 600 },
  group: { size: 14, weight: 500 },
  facts: { size: 12, weight: 400 },
  person: { size: 13, weight: 500 },
  letters: { size: 12, weight: 600 },
  middle: { size: 20, weight: 600 },
  personMiddle: { size: 17, weight: 500 },
  count: { size: 16, weight: 400 },
  far: { size: 34, weight: 600 },
  caption: { size: 12, weight: 400 },
});

const TINTS = ["gray", "iris", "teal", "plum", "cyan", "blue", "grass"];

const letters = (font, fill) => ({ "font-size": `${FONTS[font].size}px`, "font-weight": String(FONTS[font].weight), fill });

/* [selector, {property: value}]; a value that begins with -- is a colour of the design system. */
const RULES = [
  [".oc", { "font-family": FAMILY }],
  [".oc-paper", { fill: "--surface-page" }],
  [".oc-link", { fill: "none", stroke: "--gray-6", "stroke-width": "1.5" }],
  [".oc-link-lit", { stroke: "--accent-8", "stroke-width": "2" }],
  [".oc-card", { fill: "--surface-card", stroke: "--gray-6" }],
  [".oc-loose", { "stroke-dasharray": "4 4", stroke: "--gray-8" }],
  [".oc-tile", { fill: "--gray-3" }],
  [".oc-tile-department", { fill: "--accent-3" }],
  [".oc-sign", { fill: "none", stroke: "--gray-11", "stroke-width": "1.75", "stroke-linecap": "round", "stroke-linejoin": "round" }],
  [".oc-sign-department", { stroke: "--accent-11" }],
  [".oc-rule", { stroke: "--gray-5" }],
  [".oc-knob", { fill: "--surface-card", stroke: "--gray-6" }],
  [".oc-name", letters("name", "--gray-12")],
  [".oc-group", letters("group", "--gray-12")],
  [".oc-facts", letters("facts", "--gray-11")],
  [".oc-count", { ...letters("count", "--gray-11"), "text-anchor": "end" }],
  [".oc-person", letters("person", "--gray-12")],
  [".oc-letters", { ...letters("letters", "--gray-12"), "text-anchor": "middle" }],
  [".oc-middle", letters("middle", "--gray-12")],
  [".oc-person-middle", letters("personMiddle", "--gray-12")],
  [".oc-far", letters("far", "--gray-12")],
  [".oc-caption", letters("caption", "--gray-11")],
  [".oc-cell", { fill: "none" }],
  [".oc-bone", { fill: "--gray-4" }],
  [".oc-away", { opacity: "0.45" }],
  ...TINTS.flatMap((tint, index) => [
    [`.oc-tint-${index}`, { fill: `--${tint}-4` }],
    [`.oc-ink-${index}`, { fill: `--${tint}-12` }],
  ]),
];

/* The colours that the rules name. */
export const COLOURS = [...new Set(RULES.flatMap(([, rule]) => Object.values(rule)).filter((value) => value.startsWith("--")))];

export const asVariable = (colour) => `var(${colour})`;

/* The rules as a stylesheet; `colourOf` says what stands for the name of a colour. */
export function stylesheet(colourOf) {
  const value = (text) => (text.startsWith("--") ? colourOf(text) : text);
  const body = (rule) => Object.entries(rule).map(([name, text]) => `${name}:${value(text)}`).join(";");
  return RULES.map(([selector, rule]) => `${selector}{${body(rule)}}`).join("\n");
}
