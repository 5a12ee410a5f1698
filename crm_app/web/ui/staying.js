// Who is drawn of those who are here: the present, and for a moment those who have just left, where they stood.

/* `drawn` is what was drawn before; `present` have a uuid. Who comes back while leaving stays. */
export function merged(drawn, present) {
  const here = new Set(present.map((person) => person.uuid));
  const next = present.map((person) => ({ person, leaving: false }));
  drawn.forEach(({ person }, at) => {
    if (here.has(person.uuid)) return;
    const before = drawn.slice(0, at).map((each) => each.person.uuid);
    const after = next.findLastIndex((each) => before.includes(each.person.uuid));
    next.splice(after + 1, 0, { person, leaving: true });
  });
  return next;
}

/* What is left once the one with this uuid is gone for good. */
export function without(drawn, uuid) {
  return drawn.filter(({ person, leaving }) => !(leaving && person.uuid === uuid));
}
