/* A text to copy: shown in a field, so that it can also be marked by hand where the browser forbids the clipboard. */
import { useEffect, useRef, useState } from "react";
import Check from "lucide-react/dist/esm/icons/check.mjs";
import Copy from "lucide-react/dist/esm/icons/copy.mjs";

const STAYS = 2500;

/* navigator.clipboard exists on https and localhost only. */
async function copied(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}

/* A text that begins with a slash is an address of this app. */
const whole = (text) => (text.startsWith("/") ? window.location.origin + text : text);

export function CopyField({ text, label, copyLabel, copiedLabel }) {
  const field = useRef(null);
  const [done, setDone] = useState(false);
  useEffect(() => setDone(false), [text]);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), STAYS);
    return () => clearTimeout(timer);
  }, [done]);
  const Icon = done ? Check : Copy;
  return (
    <div className="copy-field">
      <input ref={field} className="input" readOnly value={whole(text)} aria-label={label} onFocus={(event) => event.target.select()} />
      <button type="button" className="button" data-kind="primary" onClick={async () => setDone(await copied(field.current))}>
        <Icon size={16} aria-hidden className="icon" />
        <span className="label">{done ? copiedLabel : copyLabel}</span>
      </button>
      <span className="unseen" role="status">
        {done ? copiedLabel : ""}
      </span>
    </div>
  );
}
