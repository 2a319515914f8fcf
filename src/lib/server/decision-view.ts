import type { DecisionView } from "$lib/components/decision-view.ts";
import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Span } from "$lib/scheduling/span.ts";
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
import { type Look, lookNow } from "./bookings.ts";

/** What a host sees before and after deciding; the calendars are asked only while there is something to decide. */
export async function showToHost(app: App, booking: Booking, host: Host): Promise<DecisionView> {
  const now = app.now();
  const reader: Reader = { zone: host.zone, language: host.language, hourCycle: host.hourCycle };
  const open = booking.status === "PENDING" && isLiveBooking(booking, now);
  const { guest, type, reservedUntil } = booking;
  return {
    status: booking.status === "PENDING" && !open ? "CANCELLED" : booking.status,
    revision: booking.revision,
    type: { title: type.title, colour: type.colour },
    guest: { name: guest.name, email: guest.email, note: guest.note, answers: guest.answers },
    date: longDate(booking.start, reader),
    time: between(booking, reader),
    zone: `${zoneName(reader.zone)} (${offsetName(booking.start, reader)})`,
    guestWhen: guest.zone === host.zone
      ? null
      : whenInWords(booking, { ...reader, zone: guest.zone }),
    deadline: open && reservedUntil !== null
      ? {
        at: reservedUntil,
        now,
        label: `${shortDate(reservedUntil, reader)}, ${timeOfDay(reservedUntil, reader)}`,
      }
      : null,
    mail: app.sendMail !== null,
    calendar: host.writesTo !== null,
    look: open ? lookInWords(await lookNow(app, booking, host), reader) : null,
  };
}

function lookInWords(look: Look, reader: Reader): DecisionView["look"] {
  const words = wordsFor(reader.language).booking.decide;
  return {
    agenda: look.agenda.map((entry) => ({
      time: between(entry, reader),
      title: entry.title || words.untitled,
      kind: entry.own ? words.thisOne : entry.calendar || words.kinds[entry.kind],
      own: entry.own ?? false,
    })),
    conflicts: look.conflicts.map((conflict) =>
      say(words.conflictLine, {
        title: conflict.title || words.untitled,
        time: between(conflict, reader),
        calendar: conflict.calendar,
      })
    ),
    unasked: look.unasked.length
      ? say(words.unaskedText, { calendars: look.unasked.join(", ") })
      : null,
  };
}

/** "14:30 – 15:00"; each end carries its date where it is another day than the first. */
function between({ start, end }: Span, reader: Reader): string {
  const last = timeOfDay(end, reader);
  const sameDay = longDate(start, reader) === longDate(end, reader);
  return `${timeOfDay(start, reader)} – ${sameDay ? last : `${shortDate(end, reader)}, ${last}`}`;
}
