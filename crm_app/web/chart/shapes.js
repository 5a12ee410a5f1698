/*
 * What everything looks like, as shapes: [tag, attributes, text or shapes]. The page and the files draw the same ones.
 * Coordinates are those of the box; `write` = {fit, texts} cuts texts to their place and knows the words.
 */
import { SIZE } from "./layout.js";
import { SIGNS } from "./signs.js";
import { FONTS } from "./styles.js";
import { isGroup, opens } from "./tree.js";
import { factsOf, roleOf, titleOf } from "./words.js";

const INSET = 52;
const EDGE = 16;
const KNOB = 11;

const rect = (className, x, y, width, height, rx = 0) => ["rect", { className, x, y, width, height, rx }];
const letter = (className, x, y, text) => ["text", { className, x, y }, text];
const sign = (name, x, y, size, className = "") => ["path", { className: `oc-sign ${className}`.trim(), d: SIGNS[name], transform: `translate(${x} ${y}) scale(${size / 24})` }];

/* A card, and below it the frame of an open panel. Detail "paper" is "near" without what one presses. */
export function nodeShapes({ node, box }, detail, write) {
  const kind = node.kind === "department" ? "department" : "";
  const loose = node.kind === "direct" || node.kind === "unassigned" ? " oc-loose" : "";
  const card = rect(`oc-card${loose}`, 0.5, 0.5, box.width - 1, box.height - 1, 10);
  if (detail === "far") return [card, farName(node, box, write), ...line(box)];
  if (detail === "middle") return [card, ...middleName(node, box, write), ...line(box), ...knob(node, box)];
  const tile = [rect(`oc-tile ${kind && "oc-tile-department"}`.trim(), 10, box.head / 2 - 16, 32, 32, 8), sign(node.kind, 17, box.head / 2 - 9, 18, kind && "oc-sign-department")];
  return [card, ...tile, ...nodeText(node, box, write), ...line(box), ...(detail === "paper" ? [] : knob(node, box))];
}

const line = (box) => (isGroup(box.node) && box.open ? [["path", { className: "oc-rule", d: `M0.5 ${box.head}H${box.width - 0.5}` }]] : []);

function farName(node, box, { fit, texts }) {
  return letter("oc-far", EDGE, box.head / 2 + 12, fit(titleOf(node, texts), box.width - 2 * EDGE, FONTS.far));
}

/* At half the size there is room for the name, in larger letters, and for the number of people. */
function middleName(node, box, { fit, texts }) {
  const end = box.width - (isGroup(node) ? 36 : 20);
  const people = String(node.people);
  const room = end - EDGE - 10 * people.length - 8;
  const count = ["text", { className: "oc-count", x: end, y: box.head / 2 + 6 }, people];
  return [letter("oc-middle", EDGE, box.head / 2 + 7, fit(titleOf(node, texts), room, FONTS.middle)), count];
}

function nodeText(node, box, { fit, texts }) {
  const room = box.width - INSET - (isGroup(node) ? 36 : 20);
  const font = isGroup(node) ? "group" : "name";
  const title = titleOf(node, texts);
  return [
    letter(`oc-${font}`, INSET, box.head / 2 - 3, fit(title, room, FONTS[font])),
    letter("oc-facts", INSET, box.head / 2 + 14, fit(factsOf(node, texts), room, FONTS.facts)),
  ];
}

/* Where one opens and closes: on the side of what comes. */
function knob(node, box) {
  if (!opens(node)) return [];
  const middle = box.head / 2;
  if (isGroup(node)) return [sign(box.open ? "up" : "down", box.width - 30, middle - 8, 16)];
  return [["circle", { className: "oc-knob", cx: box.width, cy: middle, r: KNOB }], sign(box.open ? "left" : "right", box.width - 7, middle - 7, 14)];
}

/* Somebody, or the place of somebody who is still on the way. */
export function personShapes({ person }, detail, write) {
  const { width, height } = SIZE.person;
  const cell = rect("oc-cell", 0, 0, width, height, 8);
  if (!person) return [cell, ["circle", { className: "oc-bone", cx: 26, cy: 24, r: 16 }], rect("oc-bone", INSET, 13, 96, 9, 4), rect("oc-bone", INSET, 28, 64, 8, 4)];
  const picture = person.status === "inactive" ? [["g", { className: "oc-away" }, portrait(person)]] : portrait(person);
  return [cell, ...picture, ...personText(person, detail, write, width - INSET - 8)];
}

function portrait(person) {
  const disc = ["circle", { className: `oc-tint-${person.tint}`, cx: 26, cy: 24, r: 16 }];
  if (person.image) return [disc, ["image", { href: person.image, x: 10, y: 8, width: 32, height: 32, clipPath: "url(#oc-round)", preserveAspectRatio: "xMidYMid slice" }]];
  return [disc, letter(`oc-letters oc-ink-${person.tint}`, 26, 28.4, person.letters)];
}

function personText(person, detail, { fit, texts }, room) {
  const role = roleOf(person, texts);
  if (detail === "middle") return [letter("oc-person-middle", INSET, 30, fit(person.name, room, FONTS.personMiddle))];
  if (!role) return [letter("oc-person", INSET, 28.5, fit(person.name, room, FONTS.person))];
  return [letter("oc-person", INSET, 21, fit(person.name, room, FONTS.person)), letter("oc-facts", INSET, 37, fit(role, room, FONTS.facts))];
}

/* All people of a panel from afar: one tile of a pattern for each. */
export function crowdShapes({ box }) {
  const { person, between, padding, group } = SIZE;
  const [wide, high] = [person.width + between, person.height + between];
  const full = Math.floor(box.node.people / box.rows);
  const rest = box.node.people - full * box.rows;
  const place = { className: "oc-crowd", fill: "url(#oc-crowd)", x: padding, y: group.height + padding };
  return [
    ["rect", { ...place, width: full * wide, height: box.rows * high }],
    ...(rest ? [["rect", { ...place, x: padding + full * wide, width: wide, height: rest * high }]] : []),
  ];
}

export const linkShapes = ({ path, lit }) => [["path", { className: lit ? "oc-link oc-link-lit" : "oc-link", d: path }]];

/* What the shapes refer to: the round cut of pictures and the pattern of a crowd. */
export const definitions = () => {
  const { person, between, padding, group } = SIZE;
  const tile = { id: "oc-crowd", patternUnits: "userSpaceOnUse", x: padding, y: group.height + padding, width: person.width + between, height: person.height + between };
  const somebody = [["circle", { className: "oc-bone", cx: 26, cy: 24, r: 18 }], rect("oc-bone", INSET, 13, 140, 22, 6)];
  return [
    ["clipPath", { id: "oc-round", clipPathUnits: "objectBoundingBox" }, [["circle", { cx: 0.5, cy: 0.5, r: 0.5 }]]],
    ["pattern", tile, somebody],
  ];
};
