/*
 * What a field has written into the URL and what the URL says are told apart: an address that was written changes some
 * time later, when the field has been typed on in. What comes back of one's own is no news then.
 */
export function ownWrites(value) {
  let said = value;
  let coming = [];

  return {
    /* Whether this has to be written: the URL neither says it nor is about to. Counts as written from now on. */
    writes(next) {
      if (next === (coming.at(-1) ?? said)) return false;
      coming.push(next);
      return true;
    },
    /* What the URL says now. Answers whether somebody else has written it; then nothing of one's own is coming. */
    isNews(next) {
      const known = next === said;
      const place = coming.lastIndexOf(next);
      said = next;
      coming = place < 0 && !known ? [] : coming.slice(place + 1);
      return place < 0 && !known;
    },
  };
}
