import type { DecisionState, DecisionView } from "$lib/components/decision-view.ts";
import {
  type Booking,
  type HistoryEntry,
  isLiveBooking,
  waitingMove,
} from "$lib/scheduling/booking.ts";
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
import { doubtsIn, type Look, lookNow } from "./bookings.ts";
import { listHistory } from "./store/bookings.ts";

/** What a host sees before and after deciding; the calendars are asked only while there is something to decide. */
export async function showToHost(app: App, booking: Booking, host: Host): Promise<DecisionView> {
  const now = app.now();
  const reader: Reader = { zone: host.zone, language: host.language, hourCycle: host.hourCycle };
  const wish = waitingMove(booking, now);
  const state = stateOf(booking, now, await lastOf(app, booking));
  const open = state === "open";
  const time = wish ?? booking;
  const deadline = wish ? wish.until : booking.reservedUntil;
  const { guest, type } = booking;
  return {
    state,
    was: wish && `${shortDate(booking.start, reader)}, ${between(booking, reader)}`,
    revision: booking.revision,
    type: { title: type.title, colour: type.colour },
    guest: { name: guest.name, email: guest.email, note: guest.note, answers: guest.answers },
    date: longDate(time.start, reader),
    time: between(time, reader),
    zone: `${zoneName(reader.zone)} (${offsetName(time.start, reader)})`,
    guestWhen: guest.zone === host.zone ? null : whenInWords(time, { ...reader, zone: guest.zone }),
    deadline: open && deadline !== null
      ? {
        at: deadline,
        now,
        label: `${shortDate(deadline, reader)}, ${timeOfDay(deadline, reader)}`,
      }
      : null,
    mail: app.sendMail !== null,
    calendar: host.writesTo !== null,
    look: open ? await lookInWords(await lookNow(app, booking, host), reader) : null,
  };
}

/** What happened to it last, as its story tells. */
async function lastOf(app: App, booking: Booking): Promise<HistoryEntry["what"] | undefined> {
  return (await listHistory(app.kv, booking.id)).at(-1)?.what;
}

const endsOfMoves = ["moved", "move-rejected", "move-withdrawn", "move-expired"] as const;

function stateOf(
  booking: Booking,
  now: number,
  last: HistoryEntry["what"] | undefined,
): DecisionState {
  const { status, move } = booking;
  if (status === "PENDING") return isLiveBooking(booking, now) ? "open" : "CANCELLED";
  if (status !== "CONFIRMED") return status;
  if (move) return move.until > now ? "open" : "move-expired";
  return endsOfMoves.find((end) => end === last) ?? status;
}

async function lookInWords(look: Look, reader: Reader): Promise<DecisionView["look"]> {
  const { conflicts, unasked } = await doubtsIn(look);
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
    shown: [...conflicts, ...unasked].join(" "),
  };
}

/** "14:30 – 15:00"; each end carries its date where it is another day than the first. */
function between({ start, end }: Span, reader: Reader): string {
  const last = timeOfDay(end, reader);
  const sameDay = longDate(start, reader) === longDate(end, reader);
  return `${timeOfDay(start, reader)} – ${sameDay ? last : `${shortDate(end, reader)}, ${last}`}`;
}
