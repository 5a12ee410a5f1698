/* Around the buttons of a page: whatever has `data-open-picker` opens the picker; what is chosen there is handed out. */
import { useState } from "react";
import { Picker } from "./picker.jsx";

export function PickerZone({ disabled = false, onPick, children, className = "", ...picker }) {
  const [open, setOpen] = useState(false);
  const click = (event) => {
    if (!disabled && event.target.closest?.("[data-open-picker]")) setOpen(true);
  };
  const pick = (uuids) => {
    setOpen(false);
    onPick?.(uuids);
  };
  return (
    <div className={`chooser-zone ${className}`} onClick={click}>
      {children}
      {open && <Picker {...picker} onPick={pick} onClose={() => setOpen(false)} />}
    </div>
  );
}
