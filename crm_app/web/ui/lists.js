// The moving parts of a list: loading on as one scrolls, rows that glow, arrow keys, and the title of the page.
import { createElement, useEffect, useLayoutEffect, useRef } from "react";
import { useLocation } from "react-router";

// Calls onReach while its place is in view; `position` changes when a page has arrived, so that it asks again.
export function Sentinel({ onReach, position }) {
  const place = useRef(null);
  const reach = useRef(onReach);
  reach.current = onReach;
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && reach.current(),
      { rootMargin: "600px" },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [position]);
  return createElement("span", { ref: place, "aria-hidden": true });
}

// Lights the row around it for a second when `version` changes after the first showing.
export function Glow({ version }) {
  const place = useRef(null);
  const shown = useRef(version);
  useEffect(() => {
    if (shown.current === version) return;
    shown.current = version;
    // With the next picture and not before: what has changed is to be there first, and styles are worked out once.
    const frame = requestAnimationFrame(() => {
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
      const row = place.current?.closest("[data-row]");
      row?.animate([{ backgroundColor: "var(--glow)" }, { backgroundColor: "transparent" }], {
        duration: 1400,
        easing: "ease-out",
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [version]);
  return createElement("span", { ref: place, hidden: true });
}

// The start of a list: the page goes back to it when the list becomes another one.
export function ListStart({ of }) {
  const place = useRef(null);
  const shown = useRef(of);
  useLayoutEffect(() => {
    if (shown.current === of) return;
    shown.current = of;
    if (place.current.getBoundingClientRect().top < 0) place.current.scrollIntoView();
  }, [of]);
  return createElement("div", { ref: place, className: "list-start" });
}

// The document's title; pages are static files, so a record's name comes in only here.
export function PageTitle({ text }) {
  useLayoutEffect(() => {
    if (text) document.title = text;
  }, [text]);
  return null;
}

// The first child where `path` is this page's address, else the second: a tab's state may still hold another record.
export function OnlyFor({ path, children }) {
  const { pathname } = useLocation();
  const [shown, waiting] = children;
  return pathname.replace(/\/+$/, "") === path ? shown : waiting;
}

// Arrow keys go from row to row, from the search into the list, and back.
export function ArrowKeys() {
  useEffect(() => {
    const move = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const search = event.target.matches?.(".search input") ? event.target : null;
      if (!step || event.altKey || !(search || event.target.matches?.(".row-link"))) return;
      const rows = Array.from(document.querySelectorAll(".row-link"));
      const next = rows.indexOf(event.target) + step;
      const target = next < 0 ? document.querySelector(".search input") : rows[next];
      if (!target || target === event.target) return;
      event.preventDefault();
      target.focus();
    };
    addEventListener("keydown", move);
    return () => removeEventListener("keydown", move);
  }, []);
  return null;
}
