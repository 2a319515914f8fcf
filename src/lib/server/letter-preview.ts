import { type Booking, uidOf } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { OwnWords } from "$lib/scheduling/own-words.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { App } from "./app.ts";
import { letterOf } from "./letter-words.ts";
import type { Letter } from "./mail/letter.ts";
import { writeLetter } from "./mail/letters.ts";
import { senderOf } from "./mail/sender.ts";

const HOUR = 3_600_000, DAY = 24 * HOUR;

/** A letter as an invented guest would get it in these words; null for a letter that the type does not have. */
export function previewOf(
  app: App,
  host: Host,
  type: EventType,
  which: string,
  own: OwnWords,
): Letter | null {
  const kind = letterOf(type, which);
  if (!kind) return null;
  const booking = sampleOf(host, type, app.now());
  const reminder = type.reminders.find(({ id }) => id === which);
  const page = `${app.baseUrl}/calendar/${host.username}/${type.slug}`;
  // None of its links leads to a booking: there is none.
  const links = { guest: page, confirm: page, reject: page, page, inbox: page, prove: page };
  return writeLetter({
    kind,
    to: reminder?.to === "host" ? "host" : "guest",
    booking,
    host,
    links,
    at: app.now(),
    sequence: 0,
    was: { start: booking.start - DAY, end: booking.end - DAY },
    own,
    sender: senderOf(app.settings.smtp?.from, app.baseUrl),
  });
}

/** A booking in a week, at the hour that it is now; of everything that a letter may tell there is something. */
function sampleOf(host: Host, type: EventType, now: number): Booking {
  const id = "preview".padEnd(22, "0");
  const start = Math.ceil(now / HOUR) * HOUR + 7 * DAY;
  const end = start + type.durations[0]! * 60_000;
  const { zone, language, hourCycle } = host;
  const { name } = wordsFor(language).dashboard.letters.sample;
  return {
    id,
    uid: uidOf(id),
    sequence: 0,
    revision: 1,
    slot: id,
    hosts: [host.id],
    type,
    guest: { name, email: "guest@example.com", note: "", zone, language, hourCycle, answers: [] },
    start,
    end,
    before: 0,
    after: 0,
    status: "CONFIRMED",
    move: { start: start + DAY, end: end + DAY, until: now + DAY, at: now },
    reservedUntil: null,
    askedBecause: null,
    organizer: null,
    message: "",
    proposed: [start + DAY, start + 2 * DAY],
    ended: "cancelled",
    createdAt: now,
    changedAt: now,
    changedBy: "host",
    links: { guest: "", hosts: {} },
    viaWidget: false,
  };
}
