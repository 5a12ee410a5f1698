// The moving parts of a list: loading on as one scrolls, rows that glow, search and filters that live in the URL.
import { createElement, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Link, useLocation, useNavigate } from "react-router";

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
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const row = place.current.closest("[data-row]");
    row?.animate([{ backgroundColor: "var(--glow)" }, { backgroundColor: "transparent" }], {
      duration: 1400,
      easing: "ease-out",
    });
  }, [version]);
  return createElement("span", { ref: place, hidden: true });
}

// Pages are static files that know no query: the first drawing must look like them.
function useParameter(name) {
  const { pathname, search } = useLocation();
  const [awake, setAwake] = useState(false);
  useLayoutEffect(() => setAwake(true), []);
  const value = (awake && new URLSearchParams(search).get(name)) || "";
  const address = (next) => {
    const parameters = new URLSearchParams(search);
    parameters.delete(name);
    if (next) parameters.set(name, next);
    const query = parameters.toString();
    return pathname.replace(/\/+$/, "") + (query ? `?${query}` : "");
  };
  return [value, address];
}

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable], [role=dialog]");

// A search text in the URL. What a person types is theirs: only back, forward or a cleared filter change the field.
export function SearchField({ param, label, placeholder, clearLabel }) {
  const [value, address] = useParameter(param);
  const [text, setText] = useState(value);
  const navigate = useNavigate();
  const field = useRef(null);
  const written = useRef(value);
  const timer = useRef(null);

  const write = (next) => {
    clearTimeout(timer.current);
    if (next.trim() === written.current) return;
    written.current = next.trim();
    navigate(address(next.trim()), { replace: true, preventScrollReset: true });
  };
  const change = (next, wait) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(next), wait);
  };
  const latest = useRef(write);
  latest.current = write;

  useEffect(() => {
    if (value === written.current) return;
    written.current = value;
    clearTimeout(timer.current);
    setText(value);
  }, [value]);
  useEffect(() => {
    const focus = (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      event.preventDefault();
      field.current.focus();
      field.current.select();
    };
    addEventListener("keydown", focus);
    return () => {
      removeEventListener("keydown", focus);
      clearTimeout(timer.current);
    };
  }, []);

  return createElement(
    "form",
    {
      className: "search",
      role: "search",
      onSubmit: (event) => {
        event.preventDefault();
        write(text);
      },
    },
    createElement(Glass),
    createElement("input", {
      ref: field,
      type: "search",
      className: "input",
      value: text,
      placeholder,
      "aria-label": label,
      autoComplete: "off",
      spellCheck: false,
      maxLength: 200,
      onChange: (event) => change(event.target.value, 250),
      onKeyDown: (event) => {
        if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
        if (text) change("", 0);
        else event.target.blur();
      },
    }),
    text
      ? createElement(
          "button",
          { type: "button", "aria-label": clearLabel, title: clearLabel, onClick: () => (change("", 0), field.current.focus()) },
          createElement(Cross),
        )
      : createElement("kbd", { "aria-hidden": true }, "/"),
  );
}

const drawing = (...paths) => () =>
  createElement(
    "svg",
    { viewBox: "0 0 24 24", width: 16, height: 16, fill: "none", stroke: "currentColor", strokeWidth: 1.75, strokeLinecap: "round", "aria-hidden": true },
    ...paths.map((d) => createElement("path", { d, key: d })),
  );
const Glass = drawing("M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14", "m20 20-4-4");
const Cross = drawing("M6 6l12 12", "M18 6 6 18");

// Choices that are links: they keep the rest of the URL, open in a new tab, and work with the back button.
export function Choices({ param, label, options, fallback }) {
  const [value, address] = useParameter(param);
  const chosen = options.some((option) => option.value === value) ? value : fallback;
  return createElement(
    "nav",
    { className: "choices", "aria-label": label },
    options.map((option) =>
      createElement(
        Link,
        {
          key: option.value,
          to: address(option.value === fallback ? "" : option.value),
          className: "choice",
          preventScrollReset: true,
          "aria-current": chosen === option.value ? "true" : undefined,
        },
        option.label,
        option.count === undefined ? null : createElement("span", { className: "count" }, option.count.toLocaleString()),
      ),
    ),
  );
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
