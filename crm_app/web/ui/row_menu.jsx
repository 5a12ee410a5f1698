/*
 * The menu of a row. A list has hundreds of rows and at most one open menu: until somebody opens it, it is a button and
 * nothing else. Its child is the content of the menu.
 */
import { useRef, useState } from "react";
import { DropdownMenu } from "@radix-ui/themes";

export function RowMenu({ label, children }) {
  const button = useRef(null);
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  const closing = useRef(false);

  const show = () => {
    setUsed(true);
    setOpen(true);
  };
  /* A press on the button of an open menu has closed it already, as any press beside the menu does. */
  const click = () => {
    if (!closing.current) show();
    closing.current = false;
  };
  const keyDown = (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    show();
  };
  /* The menu hangs below the button on a place of its own, which gets the focus back when it closes. */
  const backToButton = () => button.current.focus({ preventScroll: true });

  return (
    <span className="row-menu above">
      <button
        ref={button}
        type="button"
        className="button"
        data-kind="ghost"
        data-size="small"
        data-shape="icon"
        data-state={open ? "open" : undefined}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerDown={() => (closing.current = open)}
        onClick={click}
        onKeyDown={keyDown}
      >
        <svg viewBox="0 0 24 24" width="16" height="16" fill="currentColor" aria-hidden="true" className="icon">
          <circle cx="5" cy="12" r="1.5" />
          <circle cx="12" cy="12" r="1.5" />
          <circle cx="19" cy="12" r="1.5" />
        </svg>
      </button>
      {used && (
        <DropdownMenu.Root open={open} onOpenChange={setOpen} modal={false}>
          <DropdownMenu.Trigger>
            <span aria-hidden="true" aria-label={label} tabIndex={-1} onFocus={backToButton} />
          </DropdownMenu.Trigger>
          {children}
        </DropdownMenu.Root>
      )}
    </span>
  );
}
