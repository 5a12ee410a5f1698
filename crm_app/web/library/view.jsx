/* Grid or list: said by the address, else as one had it last. And the buttons that stand over the library. */
import { useLayoutEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { FolderTree, Grid, List } from "./icons.jsx";
import { withParameter } from "./places.js";

const KEPT = "library-view";

export function useView() {
  const { search } = useLocation();
  const navigate = useNavigate();
  const [kept, setKept] = useState("grid");
  useLayoutEffect(() => setKept(localStorage.getItem(KEPT) === "list" ? "list" : "grid"), [search]);
  const said = new URLSearchParams(search).get("view");
  const view = said === "list" || said === "grid" ? said : kept;
  const choose = (next) => {
    localStorage.setItem(KEPT, next);
    navigate(withParameter(search, "view", next), { replace: true, preventScrollReset: true });
  };
  return [view, choose];
}

export function ViewSwitch({ texts }) {
  const [view, choose] = useView();
  const turn = (name, Icon) => (
    <button type="button" className="button" data-kind="ghost" data-shape="icon" data-size="small" aria-pressed={view === name} aria-label={texts[`view_${name}`]} title={texts[`view_${name}`]} onClick={() => choose(name)}>
      <Icon size={16} className="icon" aria-hidden />
    </button>
  );
  return (
    <div className="library-views" role="group" aria-label={texts.view}>
      {turn("grid", Grid)}
      {turn("list", List)}
    </div>
  );
}

/* Opens the tree where it has no room beside the list. */
export function TreeButton({ texts }) {
  return (
    <button type="button" className="button library-tree-button" data-kind="secondary" aria-label={texts.places} onClick={() => dispatchEvent(new Event("library-tree"))}>
      <FolderTree size={16} className="icon" aria-hidden />
      <span className="label">{texts.places}</span>
    </button>
  );
}
