// Choosing levels of a skill: `groups` are `[{id, name, several, options: [{id, name}]}]`, what is chosen is a list of ids.

// What is chosen after a click on one option: of a group that takes one, it replaces the others; chosen again, it goes.
export function toggled(groups, chosen, id) {
  const group = groups.find(({ options }) => options.some((option) => option.id === id));
  if (!group) return chosen;
  if (chosen.includes(id)) return chosen.filter((each) => each !== id);
  const others = new Set(group.several ? [] : group.options.map((option) => option.id));
  return [...chosen.filter((each) => !others.has(each)), id];
}
