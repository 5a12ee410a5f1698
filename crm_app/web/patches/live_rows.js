/* Lists whose rows are patched in place: hooks for pages, and the ear for what the server sends. */
import { useCallback, useSyncExternalStore } from "react";
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

/* What `read` says of the view's store, or of one row in it; who uses it is drawn again when that becomes another,
   and only then. */
const useStore = (key, read, uuid) => {
  const store = stores.of(key);
  const subscribe = useCallback((listener) => store.subscribe(listener, uuid), [store, uuid]);
  const now = () => read(store);
  return useSyncExternalStore(subscribe, now, now);
};

/* `rows` as they are now; `live` says which view patches them and when they were read. */
export const useLiveRows = (live, rows) => useStore(live.key, (store) => store.over(rows, live.heard));

/* The rows that are in the list now, each as it was read: what it says now is for the row to ask. */
export const useLiveMembers = (live, rows) => useStore(live.key, (store) => store.members(rows, live.heard));

/* One of these rows as it is now. A list of which one row has changed draws this one, and nothing else. */
export const useLiveRow = (live, row) => useStore(live.key, (store) => store.row(row, live.heard), row.uuid);

/* What is said beside the rows: `value`, unless a patch says something newer. */
export const useLiveFact = (live, value, name) =>
  useStore(live.key, (store) => {
    const facts = store.facts();
    return facts?.heard > live.heard && name in facts.said ? facts.said[name] : value;
  });
