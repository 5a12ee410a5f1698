// A form that loses nothing: what is typed survives reload, lost connections and a server that forgot us; leaving asks;
// Ctrl/Cmd-Enter saves; a new record carries an id made here, so that sending twice writes once.
import { createElement, useEffect, useRef, useState } from "react";
import { useBlocker, useNavigate } from "react-router";
import { AlertDialog } from "@radix-ui/themes";
import { uuid7 } from "./uuid7.js";

const PATIENCE = 10000;

function read(form) {
  const values = Object.fromEntries(new FormData(form));
  delete values.uuid;
  return values;
}

const same = (a, b) => Object.keys(b).every((name) => a[name] === b[name]);

// A component that keeps its value in a field of the form hears "filled" when another one is put into it.
function fill(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (!field || !("value" in field)) continue;
    field.value = value;
    field.dispatchEvent(new Event("filled"));
  }
}

// What is typed but not saved, in this tab: {uuid, values, seen}.
function drafts(key) {
  const name = `draft:${key}`;
  return {
    read: () => {
      try {
        return JSON.parse(sessionStorage.getItem(name));
      } catch {
        return null;
      }
    },
    keep: (draft) => {
      try {
        sessionStorage.setItem(name, JSON.stringify(draft));
      } catch {
        // A full or forbidden storage costs the draft, never the form.
      }
    },
    drop: () => sessionStorage.removeItem(name),
  };
}

// `seen` is what stood in the form before the person changed it: the server needs it to tell who changed what.
export function KeptForm({ draft, values: stored, answered, saved, conflicts, texts, onSave, onLeaveField, className, label, children }) {
  const form = useRef(null);
  const seen = useRef({});
  const uuid = useRef("");
  const store = useRef(null);
  const heard = useRef(answered);
  const done = useRef(false);
  const checking = useRef(null);
  const [dirty, setDirty] = useState(false);
  const [kept, setKept] = useState(false);
  const [sending, setSending] = useState(false);
  const navigate = useNavigate();

  useEffect(() => {
    store.current = drafts(draft);
    const earlier = store.current.read();
    const fresh = read(form.current);
    const restored = earlier?.values && !same(fresh, earlier.values);
    seen.current = restored ? earlier.seen : fresh;
    uuid.current = (restored && earlier.uuid) || uuid7();
    if (!restored) return;
    fill(form.current, earlier.values);
    setKept(true);
    setDirty(true);
  }, [draft]);

  // The record is read again when a tab comes back, or opens the form a second time. React never changes a field
  // that had a value at first.
  useEffect(() => {
    for (const [name, value] of Object.entries(stored)) {
      const field = form.current.elements.namedItem(name);
      if (!field || field.value !== seen.current[name] || field.value === value) continue;
      fill(form.current, { [name]: value });
      seen.current[name] = field.value;
    }
  }, [stored]);

  useEffect(() => {
    if (heard.current === answered) return;
    heard.current = answered;
    setSending(false);
    if (saved) {
      done.current = true;
      store.current.drop();
      navigate(saved);
      return;
    }
    for (const { field, theirs } of conflicts) seen.current[field] = theirs;
    const wrong = form.current.querySelector("[aria-invalid=true], [data-wrong], [data-conflict]");
    wrong?.focus();
    wrong?.scrollIntoView({ block: "nearest" });
  }, [answered]);

  useEffect(() => {
    if (!sending) return;
    const timer = setTimeout(() => setSending(false), PATIENCE);
    return () => clearTimeout(timer);
  }, [sending]);

  useEffect(() => {
    if (!dirty) return;
    const ask = (event) => done.current || event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [dirty]);

  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && !done.current && currentLocation.pathname !== nextLocation.pathname,
  );

  const note = () => {
    const values = read(form.current);
    const changed = !same(seen.current, values);
    setDirty(changed);
    if (changed) store.current.keep({ uuid: uuid.current, values, seen: seen.current });
    else store.current.drop();
  };
  const check = ({ name, value }) => {
    clearTimeout(checking.current);
    onLeaveField(name, value);
  };
  const again = (field) => {
    clearTimeout(checking.current);
    checking.current = setTimeout(() => check(field), 300);
  };
  const startOver = () => {
    form.current.reset();
    seen.current = read(form.current);
    store.current.drop();
    setKept(false);
    setDirty(false);
  };
  const take = (field) => {
    const conflict = conflicts.find((each) => each.field === field);
    if (!conflict) return;
    fill(form.current, { [field]: conflict.theirs });
    form.current.elements.namedItem(field).focus();
    note();
  };

  return createElement(
    "form",
    {
      ref: form,
      className,
      noValidate: true,
      "aria-label": label,
      "aria-busy": sending,
      onInput: (event) => {
        note();
        if (event.target.getAttribute("aria-invalid") === "true") again(event.target);
      },
      onSubmit: (event) => {
        event.preventDefault();
        if (sending) return;
        setSending(true);
        onSave({ ...read(form.current), uuid: uuid.current }, seen.current);
      },
      onKeyDown: (event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        form.current.requestSubmit();
      },
      onBlur: ({ target }) => {
        const changed = target.value !== seen.current[target.name];
        const wrong = target.getAttribute("aria-invalid") === "true";
        if (target.name && !sending && (changed || wrong)) check(target);
      },
      onClick: (event) => {
        const field = event.target.closest("[data-take]")?.dataset.take;
        if (field) take(field);
      },
    },
    kept &&
      createElement(
        "p",
        { className: "draft-note", role: "status" },
        createElement("span", null, texts.kept),
        createElement(
          "button",
          { type: "button", className: "button", "data-kind": "secondary", "data-size": "small", onClick: startOver },
          texts.startOver,
        ),
      ),
    children,
    createElement(LeaveDialog, {
      open: blocker.state === "blocked",
      texts,
      onStay: () => blocker.reset(),
      onLeave: () => {
        store.current.drop();
        blocker.proceed();
      },
    }),
  );
}

function LeaveDialog({ open, texts, onStay, onLeave }) {
  const button = (kind, label, onClick) =>
    createElement("button", { type: "button", className: "button", "data-kind": kind, onClick }, label);
  return createElement(
    AlertDialog.Root,
    { open, onOpenChange: (shown) => shown || onStay() },
    createElement(
      AlertDialog.Content,
      { className: "dialog" },
      createElement(AlertDialog.Title, { className: "dialog-title" }, texts.leaveTitle),
      createElement(AlertDialog.Description, { className: "dialog-text" }, texts.leaveText),
      createElement(
        "div",
        { className: "dialog-actions" },
        createElement(AlertDialog.Cancel, null, button("secondary", texts.stay)),
        createElement(AlertDialog.Action, null, button("danger", texts.leave, onLeave)),
      ),
    ),
  );
}
