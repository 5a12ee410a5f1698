// One notice: goes by itself after a while, waits while somebody points at it or has focus in it.
import { createElement, useEffect, useRef, useState } from "react";

export function Notice({ kind, seconds, onEnd, children }) {
  const [held, setHeld] = useState(false);
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    if (held || !seconds) return;
    const timer = setTimeout(() => end.current(), seconds * 1000);
    return () => clearTimeout(timer);
  }, [held, seconds]);
  return createElement(
    "li",
    {
      className: "notice",
      "data-kind": kind,
      onPointerEnter: () => setHeld(true),
      onPointerLeave: () => setHeld(false),
      onFocus: () => setHeld(true),
      onBlur: () => setHeld(false),
    },
    children,
  );
}
