/* Says where one is when the heads of the branches are out of sight, and leads back to them. */
import { useImperativeHandle, useState } from "react";
import { seen } from "./camera.js";
import { ChevronRight } from "./icons.jsx";
import { whereabouts } from "./scene.js";
import { titleOf } from "./words.js";

/* `handle` becomes a function that is told of every movement; what is shown changes only with the place. */
export function Here({ handle, picture, size, actions, texts }) {
  const [way, setWay] = useState([]);
  useImperativeHandle(handle, () => (camera) => {
    const next = size ? whereabouts(picture, seen(camera, size)).map((box) => box.key) : [];
    setWay((old) => (old.join() === next.join() ? old : next));
  });
  const boxes = way.map((key) => picture.boxes.get(key)).filter(Boolean);
  if (boxes.length === 0) return null;
  return (
    <nav className="org-here" aria-label={texts.here} data-still>
      {boxes.map(({ key, node, head }, index) => (
        <span key={key}>
          {index > 0 && <ChevronRight size={14} aria-hidden />}
          <button type="button" className="cut" dir="auto" onClick={() => actions.show(({ boxes: goal }) => ({ ...goal.get(key), height: head }))}>
            {titleOf(node, texts)}
          </button>
        </span>
      ))}
    </nav>
  );
}
