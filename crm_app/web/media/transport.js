/* How one file travels to the server: a plain POST of its bytes, with progress. */

export const uploadUrl = (item) => {
  const name = item.name.toWellFormed?.() ?? item.name;
  const fields = { resource: item.resource, record: item.record, kind: item.kind, ...item.more, name };
  const pairs = Object.entries(fields).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `/uploads?${pairs.join("&")}`;
};

/* A line that is dead without anybody saying so: no byte moved for that long, or no answer to the last one. */
const STALLED = 30_000;
const UNANSWERED = 180_000;

function watched(request) {
  let timer = 0;
  const wait = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(() => request.abort(), ms);
  };
  wait(STALLED);
  request.addEventListener("loadend", () => clearTimeout(timer));
  request.upload.addEventListener("progress", () => wait(STALLED));
  request.upload.addEventListener("load", () => wait(UNANSWERED));
}

/* fetch() cannot tell how much was sent; XMLHttpRequest can. */
export function send(item, onProgress) {
  const request = new XMLHttpRequest();
  const answer = new Promise((resolve) => {
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => resolve({ status: 0, text: "" });
    request.onabort = () => resolve({ status: 0, text: "" });
  });
  request.upload.onprogress = (event) => onProgress(event.loaded);
  watched(request);
  request.open("POST", uploadUrl(item));
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("Content-Type", item.file.type || "application/octet-stream");
  request.send(item.file);
  return { answer, abort: () => request.abort() };
}

export async function reachable() {
  if (navigator.onLine === false) return false;
  try {
    const answer = await fetch("/healthz", { cache: "no-store" });
    return answer.status !== 502 && answer.status !== 504;
  } catch {
    return false;
  }
}
