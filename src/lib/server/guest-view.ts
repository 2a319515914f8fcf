import type { GuestView } from "$lib/components/guest-view.ts";
import { type Booking, isLiveBooking, waitingMove } from "$lib/scheduling/booking.ts";
import { isTooLate } from "$lib/scheduling/guest-rights.ts";
import type { Host } from "$lib/scheduling/host.ts";
import {
  longDate,
  offsetName,
  type Reader,
  shortDate,
  timeOfDay,
  whenInWords,
  zoneName,
} from "$lib/scheduling/wording.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import type { App } from "./app.ts";
import { isoOf } from "./picker/ask.ts";

const tones = {
  pending: "warn",
  confirmed: "good",
  rejected: "bad",
  expired: "calm",
  cancelled: "calm",
  withdrawn: "calm",
} as const;

/** What the guest sees of a booking now; a request past its deadline has run out, whether a sweep came by or not. `secret` is of the private link that leads back to the picker. */
export function showToGuest(
  app: App,
  booking: Booking,
  host: Host,
  token: string,
  secret: string | null = null,
): GuestView {
  const now = app.now();
  const words = wordsFor(booking.guest.language).booking.guest;
  const { guest, type } = booking;
  const reader: Reader = {
    zone: guest.zone,
    language: guest.language,
    hourCycle: guest.hourCycle,
  };
  const state = stateOf(booking, now);
  const named = { name: host.name };
  const unproved = state === "pending" && booking.unproved === true;
  return {
    state,
    revision: booking.revision,
    live: state === "pending" || (state === "confirmed" && booking.end > now),
    title: unproved ? words.unproved.title : say(words.titles[state], named),
    lead: unproved
      ? say(words.unproved.lead, { ...named, email: guest.email })
      : booking.unproved && state === "expired"
      ? words.unproved.late
      : say(words.leads[state], named),
    badge: { label: unproved ? words.unproved.state : words.states[state], tone: tones[state] },
    unproved,
    asked: booking.askedBecause && state === "pending"
      ? say(words.asked[booking.askedBecause], named)
      : null,
    type: { title: type.title, colour: type.colour },
    host: { name: host.name, initial: [...host.name][0]?.toUpperCase() ?? "" },
    date: longDate(booking.start, reader),
    time: `${timeOfDay(booking.start, reader)} – ${endInWords(booking, reader)}`,
    zone: `${zoneName(reader.zone)} (${offsetName(booking.start, reader)})`,
    hostWhen: host.zone === guest.zone
      ? null
      : whenInWords(booking, { ...reader, zone: host.zone }),
    place: state === "confirmed" ? placeOf(type.location) : null,
    guest: { name: guest.name, email: guest.email, note: guest.note, answers: guest.answers },
    message: hostSaid(booking) || standingMessage(booking, state),
    move: moveView(booking, now, reader, token),
    proposed: state === "pending" ? proposedTimes(booking, now, reader, token) : [],
    actions: actionsOf(booking, host, state, now, token),
    deadline: state === "pending" && booking.reservedUntil !== null
      ? { at: booking.reservedUntil, now, label: whenShort(booking.reservedUntil, reader) }
      : null,
    mail: app.sendMail !== null,
    kept: [...booking.isTest ? [words.test] : [], words.kept]
      .map((text) => say(text, { name: host.name })).join(" "),
    address: `${app.baseUrl}/booking/${token}`,
    calendar: state === "confirmed" ? calendarLinks(booking, host, token) : null,
    again: state === "pending" || state === "confirmed" ? null : againLink(booking, host, secret),
  };
}

function stateOf(booking: Booking, now: number): GuestView["state"] {
  if (booking.status === "CONFIRMED") return "confirmed";
  if (booking.status === "REJECTED") return "rejected";
  if (booking.status === "PENDING") return isLiveBooking(booking, now) ? "pending" : "expired";
  return booking.ended ?? "cancelled";
}

function moveView(
  booking: Booking,
  now: number,
  reader: Reader,
  token: string,
): GuestView["move"] {
  const wish = waitingMove(booking, now);
  return wish && {
    when: whenInWords(wish, reader),
    deadline: { at: wish.until, now, label: whenShort(wish.until, reader) },
    keep: `/booking/${token}?/keep`,
  };
}

function proposedTimes(
  { proposed = [] }: Booking,
  now: number,
  reader: Reader,
  token: string,
): GuestView["proposed"] {
  return proposed.filter((start) => start > now).map((start) => ({
    label: whenShort(start, reader),
    href: `/booking/${token}/move?slot=${encodeURIComponent(isoOf(start))}#details`,
  }));
}

/** What the guest can still do; once it is too late for something, the host alone can. */
function actionsOf(
  booking: Booking,
  host: Host,
  state: GuestView["state"],
  now: number,
  token: string,
): GuestView["actions"] {
  const isLive = (state === "pending" || state === "confirmed") && booking.start > now;
  if (!isLive) return { cancel: null, move: null, late: null };
  const words = wordsFor(booking.guest.language).booking.guest.late;
  const late = { cancel: isTooLate(booking, "cancel", now), move: isTooLate(booking, "move", now) };
  const which = late.cancel ? late.move ? "both" : "cancel" : late.move ? "move" : null;
  return {
    cancel: late.cancel ? null : `/booking/${token}/cancel`,
    move: late.move || booking.unproved ? null : `/booking/${token}/move`,
    late: which && say(words[which], { name: host.name }),
  };
}

/** The last words of the host; what the guest gave as a reason is no news to the guest. */
function hostSaid({ status, changedBy, message }: Booking): string {
  return status === "CANCELLED" && changedBy === "guest" ? "" : message;
}

function standingMessage({ type }: Booking, state: GuestView["state"]): string {
  if (state === "confirmed") return type.confirmedMessage;
  return state === "rejected" ? type.rejectedMessage : "";
}

function placeOf(location: Booking["type"]["location"]): GuestView["place"] {
  if (location.kind === "none") return null;
  const text = location.value;
  if (location.kind === "phone") return { text, href: `tel:${text.replace(/[^+\d]/g, "")}` };
  return { text, href: location.kind === "link" && /^https?:\/\//i.test(text) ? text : null };
}

function endInWords({ start, end }: Booking, reader: Reader): string {
  const time = timeOfDay(end, reader);
  return longDate(start, reader) === longDate(end, reader)
    ? time
    : `${shortDate(end, reader)}, ${time}`;
}

function whenShort(instant: number, reader: Reader): string {
  return `${shortDate(instant, reader)}, ${timeOfDay(instant, reader)}`;
}

/** Plain links that a person may follow; nothing is asked of these sites by the page itself. */
function calendarLinks(booking: Booking, host: Host, token: string): GuestView["calendar"] {
  const title = `${booking.type.title} – ${host.name}`;
  const place = booking.type.location.kind === "none" ? "" : booking.type.location.value;
  const stamp = (instant: number) => new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, "");
  const google = new URLSearchParams({
    action: "TEMPLATE",
    text: title,
    dates: `${stamp(booking.start)}/${stamp(booking.end)}`,
    location: place,
  });
  const outlook = new URLSearchParams({
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: title,
    startdt: new Date(booking.start).toISOString(),
    enddt: new Date(booking.end).toISOString(),
    location: place,
  });
  return {
    file: `/booking/${token}/event.ics`,
    google: `https://calendar.google.com/calendar/render?${google}`,
    outlook: `https://outlook.live.com/calendar/0/deeplink/compose?${outlook}`,
  };
}

/** How much of the answers an address carries. */
const MOST_CARRIED = 2000;

function againLink({ guest, type }: Booking, host: Host, secret: string | null): string {
  const query = new URLSearchParams({ tz: guest.zone, hours: String(guest.hourCycle) });
  query.set("name", guest.name);
  if (guest.note) query.set("note", guest.note);
  let room = MOST_CARRIED;
  for (const { slug, answer } of guest.answers) {
    room -= answer.length;
    if (slug && room >= 0) query.set(slug, answer);
  }
  if (secret) query.set("link", secret);
  return `/calendar/${host.username}/${type.slug}?${query}`;
}
