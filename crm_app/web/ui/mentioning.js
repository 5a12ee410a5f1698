// Mentioning somebody while one types, as pure functions: what is searched for, and what the text becomes.
import { mentionsIn } from "./linked_text.js";

const LONGEST = 40;
const WORDS = 3;
const BEFORE = /[\s([{"'„“]/u;

// What is being typed behind an "@" that begins a word: {at, search}; null while nobody is meant.
export function asked(text, caret) {
  const at = text.slice(0, caret).lastIndexOf("@");
  if (at < 0 || (at > 0 && !BEFORE.test(text[at - 1]))) return null;
  const search = text.slice(at + 1, caret);
  if (search.length > LONGEST || /^\s|[\n@]|\s\s/u.test(search) || search.split(/\s/u).length > WORDS) return null;
  return { at, search };
}

// The text with somebody's name in place of what was typed, and where the caret stands then.
export function completed(text, caret, at, name) {
  const rest = text.slice(caret);
  const gap = /^\s/u.test(rest) ? "" : " ";
  const start = `${text.slice(0, at)}@${name}${gap}`;
  return { text: start + rest, caret: start.length + (gap ? 0 : 1) };
}

// The uuids of those of the people whose name stands in the text, each once.
export function mentioned(text, people) {
  const names = new Set(mentionsIn(text, people.map(({ name }) => name)).map(({ name }) => name));
  return [...new Set(people.filter(({ name }) => names.has(name)).map(({ uuid }) => uuid))];
}

// Somebody else's offer while the right one is on its way: who of those known still fits.
export function fitting(people, search) {
  const wanted = search.toLocaleLowerCase();
  return people.filter(({ name }) => ` ${name.toLocaleLowerCase()}`.includes(` ${wanted}`));
}

// The place after one step, around the ends.
export const stepped = (index, step, length) => (length ? (index + step + length) % length : 0);
