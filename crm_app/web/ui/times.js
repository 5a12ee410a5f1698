// Relative times that stay true while the page is open: "just now", "5 minutes ago", after 30 days the date.
import { createElement, useEffect, useState } from "react";
import { day, exact, wording } from "./moments.js";

// One clock for all times of the page; it only runs while somebody listens.
const listeners = new Set();
let clock;

function listen(listener) {
  listeners.add(listener);
  clock ??= setInterval(() => listeners.forEach((each) => each(Date.now())), 15000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clock = clearInterval(clock);
  };
}

export function RelativeTime({ at, className, justNow }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => listen(setNow), []);
  useEffect(() => setNow(Date.now()), [at]);
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return null;
  return createElement(
    "time",
    { dateTime: date.toISOString(), title: exact.format(date), className },
    wording(date.getTime(), now, justNow),
  );
}

export function Day({ on, className }) {
  const said = day(on);
  return said ? createElement("time", { dateTime: on, className }, said) : null;
}
