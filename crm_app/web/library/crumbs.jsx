/* Where one is in the library, as the trail in the page's head. Each step takes what is dropped on it. */
import { Link } from "react-router";
import { addressOf } from "./places.js";
import { useDrop } from "./shared.js";

function Step({ label, href, place, target }) {
  const [over, drop] = useDrop(`crumb:${target.folder}`, target);
  return (
    <li>
      <Link to={href} className="cut" data-drop={over || undefined} data-drop-folder={target.folder || (place === "folders" ? "root" : undefined)} draggable={false} dir="auto" {...drop}>
        {label}
      </Link>
      <span className="separator" aria-hidden>
        /
      </span>
    </li>
  );
}

const FEW = 3;
const HOME = "home";

/* `title` is the place; `crumbs` are the folders from there to the one that is shown. Every place lies in the library. */
export function Crumbs({ place, title, crumbs, texts }) {
  const home = place === "folders" ? [] : [{ uuid: HOME, label: texts.library }];
  const steps = [...home, { uuid: "", label: title }, ...crumbs.map(({ uuid, label }) => ({ uuid, label }))];
  const here = steps.at(-1);
  const above = steps.slice(0, -1);
  /* A long way is cut in the middle: where it begins, and what is near. */
  const hidden = above.length > FEW ? above.slice(1, -1) : [];
  const shown = hidden.length ? [above[0], above.at(-1)] : above;
  const trail = (uuid) => (uuid ? crumbs.slice(0, crumbs.findIndex((each) => each.uuid === uuid) + 1).map((each) => each.uuid) : []);
  const step = ({ uuid, label }) =>
    uuid === HOME ? <Step key={uuid} label={label} place="folders" href={addressOf("folders")} target={{ folder: "", trail: [] }} /> : <Step key={uuid} label={label} place={place} href={addressOf(place, uuid)} target={{ folder: uuid, trail: trail(uuid) }} />;
  return (
    <ol className="library-crumbs">
      {shown.slice(0, 1).map(step)}
      {hidden.length > 0 && (
        <li>
          <Link to={addressOf(place, hidden.at(-1).uuid)} title={hidden.map((each) => each.label).join(" / ")} aria-label={texts.further_up} draggable={false}>
            …
          </Link>
          <span className="separator" aria-hidden>
            /
          </span>
        </li>
      )}
      {shown.slice(1).map(step)}
      <li aria-current="page">
        <h1 dir="auto" title={here.label}>
          {here.label}
        </h1>
      </li>
    </ol>
  );
}
