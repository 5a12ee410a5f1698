/* The people of the branches that one looks at, from the server into the store. */
import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { createLoader } from "./loader.js";
import { needed, openRanges, stale, withPages } from "./tree.js";

/*
 * `answer` = {number, pages} is the last answer, `version` another one after each change. Answers {want, everyone}:
 * want(pages) is what is missing where one looks now; everyone() a promise that all open branches are known.
 */
export function usePeople(store, { answer, version, onRead }) {
  const read = useRef(onRead);
  read.current = onRead;
  const people = useMemo(() => following(store, (number, names) => read.current(number, names)), [store]);

  useLayoutEffect(() => {
    if (people.answered(answer.number)) store.change((state) => withPages(state, answer.pages));
  }, [answer]);
  const known = useRef(version);
  useLayoutEffect(() => {
    if (known.current !== version) store.change(stale);
    known.current = version;
  }, [version]);
  useEffect(() => {
    store.change(stale);
    return people.stop;
  }, []);
  return people;
}

function following(store, read) {
  const loader = createLoader((number, pages) => read(number, pages.map(({ branch, page }) => `${branch}#${page}`)));
  let waiting = [];
  return {
    ...loader,
    want(pages) {
      if (waiting.length === 0) return loader.want(pages);
      const missing = needed(store.current(), openRanges(store.current()));
      loader.want(missing);
      if (missing.length === 0) {
        waiting.forEach((done) => done());
        waiting = [];
      }
      return undefined;
    },
    everyone() {
      const promise = new Promise((resolve) => waiting.push(resolve));
      this.want([]);
      return promise;
    },
  };
}
