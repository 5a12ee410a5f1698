/*
 * Asks the server for pages of people: one question at a time, always about what is wanted now. An answer that got
 * lost on the way is asked for again.
 */

const AT_ONCE = 16;
const PATIENCE = 6_000;

/* Every question of this browser tab has another number, also after the page was left and opened again. */
let asked = Date.now() % 1_000_000_000;

/* `ask(number, pages)` sends; `later(run, ms)` answers how to cancel it. */
export function createLoader(ask, later = (run, ms) => [setTimeout(run, ms)].map((timer) => () => clearTimeout(timer))[0]) {
  let wanted = [];
  let flying = 0;
  let cancel = () => {};

  const next = () => {
    if (flying || wanted.length === 0) return;
    asked += 1;
    flying = asked;
    cancel = later(again, PATIENCE);
    ask(flying, wanted.slice(0, AT_ONCE));
  };
  const again = () => {
    flying = 0;
    next();
  };
  return {
    /* Replaces what is wanted: what nobody looks at any more is not asked for. */
    want(pages) {
      wanted = pages;
      next();
    },
    /* Whether this is the answer that is waited for; want() says what is missing after it. */
    answered(number) {
      if (!flying || number !== flying) return false;
      cancel();
      flying = 0;
      return true;
    },
    stop() {
      cancel();
      wanted = [];
    },
  };
}
