/* What the picker shows: pages of one place, folder, search and type. The newest question wins; nothing is asked while it is closed. */
import { useEffect, useRef, useState } from "react";

const WAIT_MS = 180;

async function ask(query) {
  try {
    const answer = await fetch(`/picker?${new URLSearchParams(query)}`, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : { failed: true };
  } catch {
    return { failed: true };
  }
}

/* {places, place, items, crumbs, next, failed, busy, more(), again()} */
export function useItems(query) {
  const [found, setFound] = useState({ places: [], place: "", items: [], crumbs: [], next: null, failed: false, busy: true });
  const [round, setRound] = useState(0);
  const asked = useRef(0);
  const { search } = query;
  const before = useRef(search);
  const key = JSON.stringify(query);
  useEffect(() => {
    const mine = ++asked.current;
    const typing = before.current !== search;
    before.current = search;
    setFound((last) => ({ ...last, busy: true }));
    const timer = setTimeout(async () => {
      const answer = await ask(query);
      if (mine === asked.current) setFound((last) => ({ ...last, ...(answer.failed ? { items: [] } : answer), failed: Boolean(answer.failed), busy: false }));
    }, typing ? WAIT_MS : 0);
    return () => clearTimeout(timer);
  }, [key, round]);
  useEffect(() => () => void (asked.current += 1), []);
  const more = async () => {
    if (!found.next || found.busy) return;
    const mine = ++asked.current;
    setFound((last) => ({ ...last, busy: true }));
    const answer = await ask({ ...query, after: found.next });
    if (mine !== asked.current) return;
    setFound((last) => (answer.failed ? { ...last, busy: false } : { ...answer, items: [...last.items, ...answer.items], failed: false, busy: false }));
  };
  return { ...found, more, again: () => setRound(round + 1) };
}
