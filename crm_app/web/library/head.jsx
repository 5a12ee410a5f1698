/* The heads of the list's columns: three of them sort, where there is something to sort. */
import { Link, useLocation } from "react-router";
import { withParameter } from "./places.js";

function Heading({ sort, by, label, column }) {
  const { search } = useLocation();
  const next = sort === by ? `-${by}` : by;
  const mark = sort === by ? "ascending" : sort === `-${by}` ? "descending" : undefined;
  return (
    <span className="library-cell" data-column={column} data-sorted={mark}>
      <Link to={withParameter(search, "sort", next === "name" ? "" : next)} className="sort" preventScrollReset>
        {label}
        {mark && <span aria-hidden>{mark === "ascending" ? "↑" : "↓"}</span>}
        {mark && <span className="unseen">{mark}</span>}
      </Link>
    </span>
  );
}

export function Head({ place, sort, texts }) {
  const trashed = place === "trash";
  const sorted = !trashed && place !== "duplicates";
  const plainHead = (label, column) => (
    <span className="library-cell" data-column={column}>
      {label}
    </span>
  );
  return (
    <div className="library-head">
      {!sorted ? plainHead(texts.name, "name") : <Heading sort={sort} by="name" label={texts.name} column="name" />}
      {plainHead(trashed ? texts.trashed_by : texts.added_by, "by")}
      {!sorted ? plainHead(trashed ? texts.trashed_at : texts.changed_at, "at") : <Heading sort={sort} by="added" label={texts.changed_at} column="at" />}
      {!sorted ? plainHead(trashed ? texts.goes_at : texts.size, "size") : <Heading sort={sort} by="size" label={texts.size} column="size" />}
    </div>
  );
}
