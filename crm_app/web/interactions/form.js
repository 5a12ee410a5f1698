/*
 * What is being written, as plain data: {interaction_type, occurred_at, time_zone, subject, body, parties}. `occurred_at` is a
 * wall clock ("2026-11-21T14:30") in `time_zone`; a party is {name, contact_uuid, staff_person_uuid}, at most one uuid given.
 * Nothing here knows the browser.
 */
export const TYPES = ["note", "call", "email", "meeting", "other"];

const two = (number) => String(number).padStart(2, "0");

/* The wall clock of a moment on this device, as a datetime-local field has it. */
export const wallClock = (moment) =>
  `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}T${two(moment.getHours())}:${two(moment.getMinutes())}`;

export const deviceZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

export const blank = (moment = new Date(), zone = deviceZone()) => ({
  interaction_type: "note",
  occurred_at: wallClock(moment),
  time_zone: zone,
  subject: "",
  body: "",
  parties: [],
});

/* The form as of now: for one that nobody has touched yet, however long the page has been open. */
export const asOf = (form, moment, zone = deviceZone()) => ({ ...form, occurred_at: wallClock(moment), time_zone: zone });

/* What the server or an older version of this page has kept, made whole. */
export function whole(kept, moment, zone) {
  const form = { ...blank(moment, zone), ...kept };
  return {
    ...form,
    interaction_type: TYPES.includes(form.interaction_type) ? form.interaction_type : "note",
    parties: (Array.isArray(form.parties) ? form.parties : []).map(party).filter(({ name }) => name),
  };
}

export const party = ({ name = "", contact_uuid = "", staff_person_uuid = "" }) => ({
  name: String(name).trim(),
  contact_uuid: contact_uuid || "",
  staff_person_uuid: staff_person_uuid || "",
});

export const identity = ({ name, contact_uuid, staff_person_uuid }) => contact_uuid || staff_person_uuid || name.toLocaleLowerCase();

export const includes = (parties, one) => parties.some((each) => identity(each) === identity(one));

export const withParty = (form, one) =>
  !party(one).name || includes(form.parties, party(one)) ? form : { ...form, parties: [...form.parties, party(one)] };

export const withoutParty = (form, one) => ({
  ...form,
  parties: form.parties.filter((each) => identity(each) !== identity(one)),
});

/* Whether there is anything that somebody would miss. A time or a type alone is nothing. */
export const isBlank = (form) => !form.subject.trim() && !form.body.trim() && !form.parties.length;

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/* Minutes by which the wall clock of `zone` is ahead of UTC at a moment; null for a zone that nobody knows. */
export function offsetAt(zone, moment) {
  try {
    const format = new Intl.DateTimeFormat("en", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" });
    const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    const shown = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute);
    return Math.round((shown - Math.floor(moment.getTime() / 60000) * 60000) / 60000);
  } catch {
    return null;
  }
}

/* The moment at which a clock in `zone` shows `when`; null for no time. An hour that is there twice is the first. */
export function momentOf(when, zone) {
  const utc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(when) ? Date.parse(`${when}:00Z`) : NaN;
  if (Number.isNaN(utc) || offsetAt(zone, new Date(utc)) === null) return null;
  const candidates = [-1440, 1440].map((by) => utc - offsetAt(zone, new Date(utc + by * 60000)) * 60000);
  const exact = candidates.filter((at) => at + offsetAt(zone, new Date(at)) * 60000 === utc);
  return new Date(exact.length ? Math.min(...exact) : Math.max(...candidates));
}

/* Whether the clock of this device would say something else than the form does, in its own zone. */
export function zoneDiffers(form, zone = deviceZone()) {
  const moment = momentOf(form.occurred_at, form.time_zone);
  return Boolean(moment && form.time_zone !== zone && offsetAt(form.time_zone, moment) !== offsetAt(zone, moment));
}

/* The same moment, said by this device's clock. */
export function inZone(form, zone = deviceZone()) {
  const moment = momentOf(form.occurred_at, form.time_zone);
  const here = moment && new Date(moment.getTime() + (offsetAt(zone, moment) ?? 0) * 60000);
  return here ? { ...form, occurred_at: here.toISOString().slice(0, 16), time_zone: zone } : { ...form, time_zone: zone };
}
