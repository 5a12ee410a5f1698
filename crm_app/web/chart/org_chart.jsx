/*
 * The org chart: one store that the picture and the outline both show, filled by the server. `picture` are the counts,
 * `answer` = {number, pages} people that were asked for, `version` counts changes, `found` answers the search and
 * `target` is what the address points at.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useLocation, useNavigate } from "react-router";
import { canvasMeasure, createFitter, roughly } from "./lettering.js";
import { Outline } from "./outline.jsx";
import { usePeople } from "./people.js";
import { useSaving } from "./saving.js";
import { Stage } from "./stage.jsx";
import { createStore } from "./store.js";
import { FAMILY } from "./styles.js";
import { Toolbar } from "./toolbar.jsx";
import { needed, opened, personKey, selecting, unfolded, withPicture } from "./tree.js";
import { hrefOf, summaryOf } from "./words.js";

/* What was open, and where one looked, is still so when one comes back from somebody's page. */
const store = createStore();
const memory = { camera: null, scroll: 0, journey: "" };

/* Texts are cut with the typeface itself as soon as it is there. */
function useWriting(texts) {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let here = true;
    document.fonts.load(`500 14px ${FAMILY}`).then(() => here && setReady(true));
    return () => (here = false);
  }, []);
  return useMemo(() => ({ texts, fit: createFitter(ready ? canvasMeasure(FAMILY) : roughly) }), [texts, ready]);
}

/* Leads to a page as links do: also in a new tab. */
function useOpening() {
  const navigate = useNavigate();
  return useCallback(
    (page, event) => {
      const href = hrefOf(page);
      const elsewhere = event && (event.ctrlKey || event.metaKey || event.shiftKey);
      if (!href || (elsewhere && event.target.closest("a"))) return;
      event?.preventDefault();
      if (elsewhere) window.open(href, "_blank", "noopener");
      else navigate(href);
    },
    [navigate],
  );
}

/* Opens the way to what the server has found, selects it, and goes there once it is drawn. */
function useGoing(shown, target) {
  const { key: visit, search } = useLocation();
  const [going, setGoing] = useState(null);
  const goTo = useCallback((hit) => {
    shown.current?.pin?.(null);
    store.change((state) => selecting(opened(state, hit.branch), hit.kind === "person" ? personKey(hit.branch, hit.uuid) : hit.branch));
    setGoing(hit);
  }, []);
  useEffect(() => {
    if (going) shown.current?.goTo(going);
  }, [going]);
  useEffect(() => {
    /* Coming back to an address is no journey: one looks where one looked before. */
    const isAddress = target.asked === "address";
    const journey = isAddress ? `${visit} ${target.uuid}` : target.number;
    const elsewhere = isAddress && new URLSearchParams(search).get("at") !== target.uuid;
    if (target.number === 0 || elsewhere || memory.journey === journey) return;
    memory.journey = journey;
    goTo(target);
  }, [target.number, visit]);
  return goTo;
}

export function OrgChart({ picture, answer, version, found, target, texts, onRead, onFind, onLocate }) {
  const { search } = useLocation();
  const state = useSyncExternalStore(store.subscribe, store.current, store.current);
  const write = useWriting(texts);
  const shown = useRef(null);
  const view = new URLSearchParams(search).get("view") === "outline" ? "outline" : "";

  useLayoutEffect(() => store.change((old) => withPicture(old, picture, window.innerWidth < 768 ? 12 : 60)), [picture]);
  const people = usePeople(store, { answer, version, onRead });
  const saving = useSaving(store, write, () => people.everyone());
  const onPage = useOpening();
  const goTo = useGoing(shown, target);
  const pick = (hit) => (hit.kind === "person" ? onLocate(hit.branch, hit.uuid) : goTo(hit));

  const isUnfolded = [...state.nodes.values()].some((node) => node.kind === "department" && state.open.has(node.key));
  const unfold = (whether) => {
    shown.current?.pin?.(null);
    store.change((old) => unfolded(old, whether));
    requestAnimationFrame(() => shown.current?.begin?.());
  };
  const common = { state, store, write, memory, handle: shown, onPage };
  return (
    <div className="org" data-view={view || "chart"}>
      <Toolbar {...{ view, search, texts, found, onFind, saving }} summary={summaryOf(state, texts)} unfolded={isUnfolded} onPick={pick} onUnfold={unfold} />
      {view === "outline" ? <Outline {...common} onWant={(ranges) => people.want(needed(store.current(), ranges))} /> : <Stage {...common} onWant={people.want} />}
    </div>
  );
}
