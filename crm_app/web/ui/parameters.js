// What a list shows is said by its URL: the parts that read and write one parameter of it and leave the others alone.
import { createElement, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { ownWrites } from "./own_writes.js";

const path = (pathname, parameters) => {
  const query = parameters.toString();
  return pathname.replace(/\/+$/, "") + (query ? `?${query}` : "");
};

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
    return path(pathname, parameters);
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
  const [own] = useState(() => ownWrites(value));
  const timer = useRef(null);

  const write = (next) => {
    clearTimeout(timer.current);
    if (!own.writes(next.trim())) return;
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
    if (!own.isNews(value)) return;
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

const known = (value, options, fallback) => (options.some((option) => option.value === value) ? value : fallback);
const counted = (count) => (!count ? null : createElement("span", { className: "count" }, count.toLocaleString()));

// Choices that are links: they keep the rest of the URL, open in a new tab, and work with the back button.
export function Choices({ param, label, options, fallback }) {
  const [value, address] = useParameter(param);
  const chosen = known(value, options, fallback);
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
        counted(option.count),
      ),
    ),
  );
}

const drawn = ({ value, label }) => createElement("option", { key: value, value }, label);

// The options in their order; those of a `group` stand together below its name.
function grouped(options) {
  const groups = Map.groupBy(options, ({ group }) => group ?? "");
  return Array.from(groups, ([group, members]) =>
    group ? createElement("optgroup", { key: group, label: group }, members.map(drawn)) : members.map(drawn),
  );
}

// One of many, as the system's own select.
export function ParameterSelect({ param, label, options, fallback, className = "" }) {
  const [value, address] = useParameter(param);
  const navigate = useNavigate();
  const chosen = known(value, options, fallback);
  return createElement(
    "select",
    {
      className: `choice-select ${className}`.trim(),
      "aria-label": label,
      "data-chosen": chosen === fallback ? undefined : "",
      value: chosen,
      onChange: ({ target }) =>
        navigate(address(target.value === fallback ? "" : target.value), { preventScrollReset: true }),
    },
    grouped(options),
  );
}

// The title of a column that sorts: ascending first, then the other way round. `fallback` is what the bare URL means.
export function SortHeading({ param, by, fallback, label, width, className }) {
  const [value, address] = useParameter(param);
  const order = value || fallback;
  const up = order === by;
  const down = order === `-${by}`;
  const next = up ? `-${by}` : by;
  return createElement(
    "th",
    { scope: "col", className, "aria-sort": up ? "ascending" : down ? "descending" : undefined, style: width ? { width } : undefined },
    createElement(
      Link,
      { to: address(next === fallback ? "" : next), className: "sort", preventScrollReset: true },
      label,
      createElement(Arrow, { down }),
    ),
  );
}

function Arrow({ down }) {
  const d = down ? "M8 3v10m4-4-4 4-4-4" : "M8 13V3m4 4L8 3 4 7";
  return createElement(
    "svg",
    { viewBox: "0 0 16 16", width: 14, height: 14, fill: "none", stroke: "currentColor", strokeWidth: 1.5, strokeLinecap: "round", strokeLinejoin: "round", "aria-hidden": true },
    createElement("path", { d }),
  );
}

// Leads to the same page without these parameters.
export function Without({ params, className, children }) {
  const { pathname, search } = useLocation();
  const left = new URLSearchParams(search);
  for (const name of params) left.delete(name);
  return createElement(Link, { to: path(pathname, left), className, "data-kind": "secondary" }, children);
}

// From one day to another, each a parameter of the URL, with the time zone that they are meant in.
export function Period({ texts }) {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const put = (name, day) => {
    const parameters = new URLSearchParams(search);
    parameters.delete(name);
    parameters.delete("zone");
    if (day) parameters.set(name, day);
    if (parameters.has("from") || parameters.has("to")) {
      parameters.set("zone", Intl.DateTimeFormat().resolvedOptions().timeZone);
    }
    navigate(path(pathname, parameters), { preventScrollReset: true });
  };
  return createElement(
    "span",
    { className: "period", role: "group", "aria-label": texts.label },
    ["from", "to"].map((name) => createElement(PeriodDay, { key: name, name, label: texts[name], put })),
  );
}

// A year is complete when its four digits stand there: what is half typed is not searched for.
function PeriodDay({ name, label, put }) {
  const [value] = useParameter(name);
  const [text, setText] = useState(value);
  const [own] = useState(() => ownWrites(value));
  useEffect(() => {
    if (own.isNews(value)) setText(value);
  }, [value]);
  const change = (day) => {
    setText(day);
    if ((!day || day >= "1900") && own.writes(day)) put(name, day);
  };
  return createElement(
    "label",
    { "data-chosen": value ? "" : undefined },
    createElement("span", null, label),
    createElement("input", { type: "date", value: text, max: "9998-12-31", onChange: ({ target }) => change(target.value) }),
  );
}

// Leads to another address with the query of this page; a plain link, because what is there is no page.
export function SameQuery({ to, className, children }) {
  const { search } = useLocation();
  const [awake, setAwake] = useState(false);
  useLayoutEffect(() => setAwake(true), []);
  return createElement("a", { href: to + (awake ? search : ""), className, "data-kind": "secondary", download: "" }, children);
}
