/* Which drafts this browser's tabs have: each is held by one tab, and each tab remembers the one of a record. */
const LOCK = "interaction-draft:";
const PATIENCE = 1500;

const releases = new Map();

/*
 * Makes this tab the one that holds the draft, until `release`. Answers false when another does. Who is patient waits for a
 * page that is just going away. Browsers know locks on https and localhost only; elsewhere nobody holds anything.
 */
export function hold(uuid, patient) {
  if (releases.has(uuid) || !navigator.locks) return Promise.resolve(true);
  const options = patient ? { signal: AbortSignal.timeout(PATIENCE) } : { ifAvailable: true };
  return new Promise((answer) => {
    const held = (lock) => {
      if (!lock) return answer(false);
      answer(true);
      return new Promise((release) => releases.set(uuid, release));
    };
    navigator.locks.request(LOCK + uuid, options, held).catch(() => answer(false));
  });
}

export function release(uuid) {
  releases.get(uuid)?.();
  releases.delete(uuid);
}

export const remembered = (key) => sessionStorage.getItem(key) ?? "";

export const remember = (key, uuid) => sessionStorage.setItem(key, uuid);

export const forget = (key) => sessionStorage.removeItem(key);
