/*
 * Keeps one draft: every change at once in this browser, soon afterwards on the server, and again when the server is back.
 * Nothing here knows React or the network: `send(form, leaving)` answers {status, body}, status 0 means nobody answered.
 */
const PAUSE = 700;
const PAUSES_AWAY = [1000, 2000, 4000, 8000, 15000, 30000];

export function createKeeper({ form, stale = false, send, copy, later = setTimeout, forget = clearTimeout, told }) {
  let current = form;
  let number = stale ? 1 : 0;
  let kept = 0;
  let status = stale ? "waiting" : "kept";
  let timer = 0;
  let attempt = 0;
  let running = null;
  let over = false;
  let problem = null;

  const tell = (next) => {
    status = next;
    if (!over) told?.({ status, problem });
  };
  const isKept = () => kept === number;
  const wait = (pause) => {
    forget(timer);
    timer = over || isKept() ? 0 : later(push, pause);
  };

  /* One request at a time: an older text must never arrive behind a newer one. */
  function push() {
    forget(timer);
    if (over || isKept()) return running ?? Promise.resolve();
    running ??= one().finally(() => (running = null));
    return running;
  }

  async function one() {
    const sent = number;
    tell("keeping");
    const { status: code, body } = await send(current, false);
    if (over) return;
    if (code >= 200 && code < 300) arrived(sent);
    else if (code === 0 || code >= 500) unreachable();
    else refused(sent, body);
  }

  function arrived(sent) {
    [kept, attempt, problem] = [sent, 0, null];
    if (isKept()) copy.write({ form: current, kept: true });
    tell(isKept() ? "kept" : "waiting");
    wait(0);
  }

  function unreachable() {
    tell("away");
    wait(PAUSES_AWAY[Math.min(attempt, PAUSES_AWAY.length - 1)]);
    attempt += 1;
  }

  /* Asking again would be answered the same; the next change asks again. */
  function refused(sent, body) {
    problem = body;
    kept = sent;
    tell("refused");
    wait(PAUSE);
  }

  if (stale) wait(0);

  return {
    form: () => current,
    status: () => status,
    change(next) {
      current = next;
      number += 1;
      copy.write({ form: current, kept: false });
      if (status !== "away") tell("waiting");
      wait(status === "away" ? PAUSES_AWAY[0] : PAUSE);
    },
    /* Everything is on the server when this answers, if it can be reached. */
    async settle() {
      forget(timer);
      await running;
      if (!isKept()) await push();
    },
    /* The page goes away: a last try that outlives it. */
    leave() {
      if (!over && !isKept()) send(current, true);
    },
    again() {
      if (!isKept() && !running) push();
    },
    /* Saved or thrown away: nothing may bring it back. */
    async end() {
      over = true;
      forget(timer);
      copy.drop();
      await running;
    },
    /* This page does not show it any more; it stays where it is. */
    stop() {
      this.leave();
      over = true;
      forget(timer);
    },
  };
}
