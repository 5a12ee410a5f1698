/* Texts come from the catalogue of the server as templates; here they get their numbers and names. */

export const fill = (template, values = {}) =>
  String(template ?? "").replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));

const number = new Intl.NumberFormat("en");

/* "1 person" or "1,200 people": the catalogue has both as `<key>_one` and `<key>_many`. */
export const counted = (texts, key, count) => fill(texts[`${key}_${count === 1 ? "one" : "many"}`], { count: number.format(count) });

/* What a node is called. */
export function titleOf(node, texts) {
  return { all: texts.everyone, direct: texts.direct, unassigned: texts.unassigned }[node.kind] ?? node.name;
}

/* What is said below its name. */
export function factsOf(node, texts) {
  const people = counted(texts, "people", node.people);
  return node.kind === "department" && node.teams > 0 ? `${counted(texts, "teams", node.teams)} · ${people}` : people;
}

/* Its page, and that of a person; what has none answers "". */
export function hrefOf({ kind, uuid }) {
  const place = { person: "people", team: "teams", department: "departments" }[kind];
  return place && uuid ? `/staff/${place}/${uuid}` : "";
}

/* What all of it is, in a line. */
export function summaryOf({ nodes }, texts) {
  const departments = [...nodes.values()].filter(({ kind }) => kind === "department").length;
  return nodes.size === 0 ? "" : `${counted(texts, "people", nodes.get("all").people)} · ${counted(texts, "departments", departments)}`;
}

export const captionOf = (state, texts, day) => `${summaryOf(state, texts)} · ${new Intl.DateTimeFormat("en", { dateStyle: "long" }).format(day)}`;

/* What is said below the name of a person. */
export const roleOf = (person, texts) => [person.title, person.status === "inactive" ? texts.inactive : ""].filter(Boolean).join(" · ");
