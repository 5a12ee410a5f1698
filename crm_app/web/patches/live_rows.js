/* Lists whose rows are patched in place: hooks for pages, and the ear for what the server sends. */
import { useEffect, useSyncExternalStore } from "react";
import { Socket } from "socket.io-client";
import { viewStores } from "./patching.js";

const stores = viewStores();

/*
 * Patches come through the socket that Reflex has already. It keeps that to itself and makes another one when it
 * likes, so we listen where every socket hands out what it has received.
 */
const onevent = Socket.prototype.onevent;
Socket.prototype.onevent = function (packet) {
  const [event, key, ...patch] = packet.data;
  if (event !== "p") return onevent.call(this, packet);
  stores.of(key).take(patch);
};

const useView = (key) => {
  const store = stores.of(key);
  return [store, useSyncExternalStore(store.subscribe, store.version, store.version)];
};

/* `rows` as they are now; `live` says which view patches them and when they were read. */
export function useLiveRows(live, rows) {
  const [store, version] = useView(live.key);
  useEffect(() => {
    if (store.isLarge()) store.settle(live.heard);
  }, [store, live.heard, version]);
  return store.over(rows, live.heard);
}

/* What is said beside the rows: `value`, unless a patch says something newer. */
export function useLiveFact(live, value, name) {
  const [store] = useView(live.key);
  const facts = store.facts();
  return facts?.heard > live.heard && name in facts.said ? facts.said[name] : value;
}
