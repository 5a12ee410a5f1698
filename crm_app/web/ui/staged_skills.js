// The skills that a form has chosen as pure functions. A choice is `{uuid of the skill: [ids of levels]}`; a skill is
// `{uuid, name, levels: [{id, name, allow_multiple, options: [{id, name}]}]}`.
import { toggled as toggledLevels } from "./levels.js";

export const MOST_FOUND = 8;

// What a form holds as text; anything else than a choice counts as none.
export function parsed(text) {
  try {
    const choice = JSON.parse(text || "{}");
    return choice && typeof choice === "object" && !Array.isArray(choice) ? choice : {};
  } catch {
    return {};
  }
}

// The same choice is always the same text, as the server writes it too.
export const written = (choice) => JSON.stringify(Object.fromEntries(Object.entries(choice).sort(([a], [b]) => (a < b ? -1 : 1))));

// Choosing again what is chosen changes nothing.
export const added = (choice, uuid) => (uuid in choice ? choice : { ...choice, [uuid]: [] });

export function removed(choice, uuid) {
  const { [uuid]: gone, ...rest } = choice;
  return rest;
}

// A click on a level, within its own selector: one of several, or the only one. The ids stay in the order of the skill.
export function toggled(choice, skill, id) {
  const groups = skill.levels.map((selector) => ({ ...selector, several: selector.allow_multiple }));
  const next = toggledLevels(groups, choice[skill.uuid] ?? [], id);
  const order = groups.flatMap(({ options }) => options.map((option) => option.id));
  return { ...choice, [skill.uuid]: order.filter((each) => next.includes(each)) };
}

// The skills that are chosen, in the order of the skills; one that does not exist any more is left out.
export const chosen = (choice, skills) => skills.filter(({ uuid }) => uuid in choice);

// Without capitals and accents, as names are looked up everywhere.
const plain = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();

// The first of those that are not chosen yet and whose name contains the text.
export function found(choice, skills, text) {
  const wanted = plain(text.trim());
  return skills.filter(({ uuid, name }) => !(uuid in choice) && plain(name).includes(wanted)).slice(0, MOST_FOUND);
}
