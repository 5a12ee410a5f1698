/* The one uploader of this browser tab, and how React components look at it. */
import { useEffect, useState, useSyncExternalStore } from "react";
import * as transport from "./transport.js";
import { isBusy } from "./upload_queue.js";
import { createUploader } from "./uploader.js";

export const uploader = createUploader(transport);

/* Records whose uploads somebody sees in a list; the tray tells of all others. */
const shown = new Map();
const shownListeners = new Set();
let shownRecords = [];

function changeShown(record, by) {
  shown.set(record, (shown.get(record) ?? 0) + by);
  shownRecords = [...shown.keys()].filter((key) => shown.get(key) > 0);
  shownListeners.forEach((listener) => listener());
}

function onShown(listener) {
  shownListeners.add(listener);
  return () => shownListeners.delete(listener);
}

function askBeforeLeaving(event) {
  if (!isBusy(uploader.current())) return;
  event.preventDefault();
  event.returnValue = "";
}

if (typeof window !== "undefined") {
  window.addEventListener("online", uploader.online);
  window.addEventListener("offline", uploader.offline);
  window.addEventListener("beforeunload", askBeforeLeaving);
}

export const useQueue = () => useSyncExternalStore(uploader.subscribe, uploader.current, uploader.current);

export const useShownRecords = () => useSyncExternalStore(onShown, () => shownRecords, () => shownRecords);

export function useShowing(record) {
  useEffect(() => {
    changeShown(record, 1);
    return () => changeShown(record, -1);
  }, [record]);
}

/*
 * Hands finished files of one type of record and one purpose to `take(record, fileUuid)`, once each, also those from
 * before it was there.
 */
export function useResults(resource, purpose, take) {
  const queue = useQueue();
  useEffect(() => {
    for (const { record, file } of uploader.takeResults(resource, purpose)) take?.(record, file.uuid);
  }, [queue, resource, purpose, take]);
}

/* A small picture of a file that is still on this machine. */
export function useLocalPicture(file) {
  const [url, setUrl] = useState("");
  useEffect(() => {
    if (!/^image\/(jpeg|png|gif|webp|avif)$/.test(file.type) || file.size > 20_000_000) return undefined;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}
