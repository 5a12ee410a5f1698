/* Which draft a tab goes on with. Plain data and promises; what the browser holds is handed in. */

/*
 * The one that this tab had before, else the newest of the server's that no other tab holds, else a new one.
 * `hold(uuid, patient)` answers whether this tab holds it from now on.
 */
export async function choose({ remembered, drafts, hold, fresh }) {
  const candidates = [...(remembered ? [remembered] : []), ...drafts.map(({ uuid }) => uuid)];
  for (const uuid of new Set(candidates)) if (await hold(uuid, uuid === remembered)) return uuid;
  const uuid = fresh();
  await hold(uuid, true);
  return uuid;
}

/* What goes on: the copy in this browser where the server has not got it yet, else the server's. */
export function newest(copy, draft) {
  if (copy && (!copy.kept || !draft)) return { form: copy.form, stale: !copy.kept };
  return draft ? { form: draft.form, stale: false } : null;
}

/* Copies in the browser's own storage; one that is full or forbidden costs the copy, never the draft. */
export function copies(storage, prefix) {
  const read = (name) => {
    try {
      return JSON.parse(storage.getItem(name));
    } catch {
      return null;
    }
  };
  return (uuid) => ({
    read: () => read(`${prefix}${uuid}`),
    write(value) {
      try {
        storage.setItem(`${prefix}${uuid}`, JSON.stringify(value));
      } catch {
        /* See above. */
      }
    },
    drop: () => storage.removeItem(`${prefix}${uuid}`),
  });
}
