// What a component of a form keeps as text in a hidden field, so that drafts, conflicts and "Start over" work for it as for
// every other field: `<textarea ref={field} name={name} defaultValue={value} hidden readOnly />`.
import { useEffect, useRef, useState } from "react";

// The field, what it holds, and `put`, which writes something else into it as if somebody had typed it.
export function useStagedField(value, parsed, written) {
  const field = useRef(null);
  const [held, setHeld] = useState(() => parsed(value));
  useEffect(() => {
    const element = field.current;
    const take = () => setHeld(parsed(element.value));
    const reset = () => setHeld(parsed(element.defaultValue));
    const { form } = element;
    take();
    element.addEventListener("filled", take);
    form?.addEventListener("reset", reset);
    return () => {
      element.removeEventListener("filled", take);
      form?.removeEventListener("reset", reset);
    };
  }, [value]);
  const put = (next) => {
    setHeld(next);
    field.current.value = written(next);
    field.current.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return [field, held, put];
}
