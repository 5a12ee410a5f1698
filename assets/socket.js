/* Every event of this page is done once, whatever becomes of the line.
 *
 * Reflex sends an event and forgets it: one that is under way when the line breaks is lost. Here each gets a
 * number and is kept until the server says that it is done; a new line begins with those that are not. The
 * server knows the page by a name of its own: it runs no number of it twice (crm_app/web/once.py), and gives
 * the page that comes back its state again (crm_app/web/returning.py).
 *
 * It takes the place of WebSocket before any module is loaded, hence a plain script.
 */
(() => {
  const Plain = globalThis.WebSocket;
  const PATH = "/_event";
  const EVENT = '42/_event,["event",{';
  const DONE = '42/_event,["done",';
  const CONNECTED = "40/_event";
  const page = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const waiting = new Map();
  let last = 0;

  const isEvent = (frame) => typeof frame === "string" && frame.startsWith(EVENT) && frame.endsWith("}]");

  function numbered(frame) {
    last += 1;
    waiting.set(last, `${frame.slice(0, -2)},"once":"${page}.${last}"}]`);
    return waiting.get(last);
  }

  /* They are run in the order of their numbers, so all up to this one are done. */
  function done(number) {
    for (const earlier of waiting.keys()) if (earlier <= number) waiting.delete(earlier);
  }

  globalThis.WebSocket = class extends Plain {
    constructor(address, protocols = []) {
      const url = new URL(address, globalThis.location?.href);
      const ours = url.pathname.startsWith(PATH);
      if (ours) url.searchParams.set("page", page);
      super(ours ? url.href : address, protocols);
      if (ours) this.addEventListener("message", ({ data }) => this.#hear(data));
    }

    send(frame) {
      super.send(isEvent(frame) ? numbered(frame) : frame);
    }

    #hear(frame) {
      if (typeof frame !== "string") return;
      if (frame.startsWith(DONE)) done(parseInt(frame.slice(DONE.length), 10));
      else if (frame.startsWith(CONNECTED)) for (const unheard of waiting.values()) super.send(unheard);
    }
  };
})();
