/* The chart on paper and in files: everything that is open, also what is not on the screen. */
import { useEffect, useRef, useState } from "react";
import { asPng, asSvg, lightColours, picturesOf, save, selfContained } from "./files.js";
import { layout } from "./layout.js";
import { svgDocument } from "./svg.js";
import { peopleOf } from "./tree.js";
import { captionOf } from "./words.js";

const MAKE = { svg: asSvg, png: asPng };

const drawingOf = (state, write) => ({ state, write, picture: layout(state), caption: captionOf(state, write.texts, new Date()) });

/* The day as people here write it, for the name of a file. */
const today = () => new Date().toLocaleDateString("sv");

/* What stands on the page in place of everything else while it is printed. */
function sheetOf(store, write, pictures) {
  const drawing = drawingOf(store.current(), write);
  const svg = svgDocument({ ...drawing, colours: lightColours(), pictures });
  const sheet = Object.assign(document.createElement("div"), { className: "org-print", innerHTML: svg.text });
  sheet.dataset.shape = svg.width >= svg.height ? "wide" : "tall";
  return sheet;
}

/* Answers {busy, file(kind), print()}. `everyone()` waits for people who are open but were not loaded yet. */
export function useSaving(store, write, everyone) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const latest = useRef({});
  latest.current = { write, everyone };

  const run = async (work) => {
    setBusy(true);
    setFailed(false);
    try {
      await latest.current.everyone();
      await work();
    } catch (error) {
      console.error(error);
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  const file = (kind) =>
    run(async () => {
      const svg = await selfContained(drawingOf(store.current(), latest.current.write));
      save(await MAKE[kind](svg), `org-chart-${today()}.${kind}`);
    });
  const print = () =>
    run(async () => {
      const pictures = await picturesOf(peopleOf(store.current()));
      document.body.append(sheetOf(store, latest.current.write, pictures));
      window.print();
    });
  usePrinting(store, latest, print);
  return { busy, failed, file, print };
}

/* The browser's own ways to print lead here too. */
function usePrinting(store, latest, print) {
  const act = useRef(print);
  act.current = print;
  useEffect(() => {
    const key = (event) => {
      if (event.key !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      act.current();
    };
    const before = () => {
      if (!document.querySelector(".org-print")) document.body.append(sheetOf(store, latest.current.write, { get: (url) => url }));
    };
    const after = () => document.querySelector(".org-print")?.remove();
    addEventListener("keydown", key);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("keydown", key);
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
      after();
    };
  }, []);
}
