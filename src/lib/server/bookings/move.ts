import {
  type Booking,
  isLiveBooking,
  isSeat,
  type Place,
  waitingMove,
} from "$lib/scheduling/booking.ts";
import { askToMove, moveBooking } from "$lib/scheduling/booking-life.ts";
import { isInReach } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { sameGuest } from "$lib/scheduling/guest.ts";
import { isTooLate } from "$lib/scheduling/guest-rights.ts";
import { conflicts, isLive, padded } from "$lib/scheduling/ledger.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { heldByOthers, placeAt, seatsTaken } from "$lib/scheduling/seats.ts";
import { overlaps, type Span } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import type { Limit } from "../limits.ts";
import { nearestOffers } from "../offers.ts";
import { overdue, type Person } from "../persons.ts";
import { hashOf, newId } from "../secrets.ts";
import {
  type AnswerRecord,
  getBooking,
  keepAnswer,
  readAnswer,
  stillAnswers,
} from "../store/bookings.ts";
import { getHost } from "../store/hosts.ts";
import { readTerms } from "../terms.ts";
import { agreedType } from "./agreed-type.ts";
import { askFirst } from "./ask-calendars.ts";
import { change, type Changed } from "./change.ts";
import { markOf } from "./doubts.ts";
import { expireInTurn } from "./expire.ts";
import { answerOf } from "./replay.ts";
import { judge, type JustAsked } from "./verdict.ts";

/** A wish for another time. */
export interface MoveWish {
  by: {
    actor: "guest"; /** The zone that the guest picked it in; missing leaves theirs. */
    zone?: string;
  } | {
    actor: "host" | "calendar";
    hostId: string;
    /** Over a calendar's busy time, which the host has seen. */
    anyway: boolean;
    /** What of it they were shown, by its marks; missing sets aside whatever there is. */
    shown?: readonly string[];
  };
  /** Epoch ms; the length stays. */
  start: number;
  /** The revision that the form showed; null where none was shown. */
  revision: number | null;
  /** Hash of the idempotency key, and of what was asked under it. */
  key: { hash: string; payload: string } | null;
}

const MINUTE = 60_000;
/** Each move is a letter to the host: a guest who has one link must not have hundreds sent. */
const often: Limit = { most: 12, windowMs: 60 * MINUTE };
/** Of all bookings under one address together. */
const inAll: Limit = { most: 40, windowMs: 24 * 60 * MINUTE };

/**
 * Moves a live booking; id and UID stay, and it may overlap its own old time. A guest's move of an agreed meeting on approval
 * is a wish: both times are held until the host decides. Refuses "taken" and "not-offered" with the nearest free starts.
 */
export async function move(app: App, bookingId: string, wish: MoveWish): Promise<Outcome<Booking>> {
  const known = await getBooking(app.kv, bookingId);
  const host = known && await getHost(app.kv, known.hosts[0]!);
  if (!known || !host) return refused("not-found");
  if (!isInReach(wish.start)) return refused("not-offered");
  const minutes = (known.end - known.start) / MINUTE;
  const to = { start: wish.start, end: wish.start + minutes * MINUTE };
  const type = await agreedType(app.kv, known);
  const asked = type && wish.by.actor === "guest"
    ? await askFirst(app, host, type, wish.start, minutes)
    : null;
  let stored: Deno.KvEntryMaybe<AnswerRecord> | null = null;
  let shown = wish.revision;

  const outcome = await change(app, bookingId, {
    wants: to,
    async make(was, now, persons) {
      stored = wish.key && await readAnswer(app.kv, wish.key.hash);
      if (stored?.value && stillAnswers(stored.value, now)) {
        const isSame = stored.value.payload === wish.key?.payload;
        return isSame ? { answered: accepted(was) } : refused("key-reused");
      }
      const isThere = isLiveBooking(was, now) && was.start === to.start && !was.move;
      const isAsked = wish.by.actor === "guest" && waitingMove(was, now)?.start === to.start;
      if (isThere || isAsked) {
        // Kept like any other answer: a repeat must not undo what the host does meanwhile.
        const kept = !stored || !wish.key ||
          await keepAnswer(app.kv, stored, {
            payload: wish.key.payload,
            bookingId,
            said: answerOf(was),
            at: now,
          });
        return kept ? { answered: accepted(was) } : "look-again";
      }
      if (shown !== null && shown !== was.revision) return refused("changed");
      const past = persons.flatMap((person) => overdue(person.holds, now));
      for (const id of past) {
        const expired = await expireInTurn(app, id);
        // The form showed its own expired request to reschedule as over; that the store says so now is no change.
        const isOwn = expired.ok && id === was.id && expired.value.revision === was.revision + 1;
        if (shown !== null && isOwn) shown = expired.value.revision;
      }
      if (past.length > 0) return "look-again";
      if (wish.by.actor !== "guest") return await asHost(app, was, now, persons, to, wish.by);
      const made = await asGuest(app, was, now, persons, to, asked, wish.by.zone);
      const retryAfter = made.ok ? await waitForMove(app, was) : null;
      return retryAfter === null ? made : refused("too-many", { retryAfter });
    },
    answer: (booking, now) =>
      stored && wish.key && {
        was: stored,
        record: { payload: wish.key.payload, bookingId, said: answerOf(booking), at: now },
      },
  });
  const code = outcome.ok ? null : outcome.refusal.code;
  if (!type || (code !== "taken" && code !== "not-offered")) return outcome;
  const mover = bookingId;
  const alternatives = await nearestOffers(app, host, type, minutes, wish.start, { mover });
  return refused(code, { alternatives });
}

/** A guest's move is an email to the guest, too, and whoever booked may have given somebody else's address. */
async function waitForMove(app: App, { id, guest }: Booking): Promise<number | null> {
  return app.limits.take("moves", id, often) ??
    app.limits.take("moves to address", await hashOf("guest", sameGuest(guest.email)), inAll);
}

/** A guest moves within what the picker offers; where the host has agreed to a meeting, the host is asked again. */
async function asGuest(
  app: App,
  was: Booking,
  now: number,
  persons: Person[],
  to: Span,
  asked: JustAsked | null,
  zone = was.guest.zone,
): Promise<Outcome<Changed>> {
  const live = moveBooking(was, now, "guest", to);
  if (!live.ok) return live;
  if (isTooLate(was, "move", now)) return refused("too-late");
  const type = await agreedType(app.kv, was);
  if (!type?.active) return refused("inactive");
  const minutes = (to.end - to.start) / MINUTE;
  let atOnce = was.status === "PENDING";
  for (const person of persons) {
    const verdict = judge(
      person,
      type,
      await readTerms(app.kv, person.host, type, to),
      to.start,
      minutes,
      asked,
      now,
      app.settings.syncIntervalMs,
      was.id,
    );
    if (!verdict.ok) return verdict;
    if (verdict.value.status === "CONFIRMED") atOnce = true;
  }
  const place = placeFor(was, type, persons, to, now);
  const changed = atOnce
    ? moveBooking(was, now, "guest", place)
    : askToMove(was, now, place, app.settings.bookingTtlMs);
  if (!changed.ok) return changed;
  const booking = { ...changed.value, guest: { ...was.guest, zone } };
  return accepted({ booking, event: atOnce ? "moved" : "move-asked" });
}

/** A host moves to any time to come that no other live booking holds; busy time of a calendar only when shown it. */
async function asHost(
  app: App,
  was: Booking,
  now: number,
  persons: Person[],
  to: Span,
  by: Extract<MoveWish["by"], { hostId: string }>,
): Promise<Outcome<Changed>> {
  if (!was.hosts.includes(by.hostId)) return refused("not-found");
  if (was.end <= now) return refused("changed");
  if (to.start <= now) return refused("not-offered");
  const type = await agreedType(app.kv, was);
  const place = placeFor(was, type, persons, to, now);
  const wanted = { ...to, before: place.before ?? was.before, after: place.after ?? was.after };
  for (const { holds, busy } of persons) {
    const others = heldByOthers(holds, was.id).filter((hold) => isLive(hold, now));
    const joined = others.find(({ slot }) => slot === place.slot);
    if (joined && seatsTaken(joined, now).length >= (type?.seats ?? 1)) return refused("taken");
    if (others.some((hold) => hold !== joined && conflicts(hold, wanted))) return refused("taken");
    const shown = by.anyway ? by.shown : [];
    const inTheWay = busy.filter((span) => overlaps(span, padded(wanted)));
    const marks = await Promise.all(inTheWay.map((span) => markOf(span, "busy")));
    if (shown && marks.some((mark) => !shown.includes(mark))) {
      return refused("conflict", { shown: marks });
    }
  }
  const moved = moveBooking(was, now, by.actor, place);
  return moved.ok ? accepted({ booking: moved.value, event: "moved" }) : moved;
}

/** A seat moves alone: into the slot that stands at the other time, or into a new one; who has the time to themselves keeps it so. */
function placeFor(
  was: Booking,
  type: EventType | null,
  persons: Person[],
  to: Span,
  now: number,
): Place {
  const isShared = isSeat(was) || (type?.seats ?? 1) > 1;
  if (!isShared) return to;
  const holds = persons.flatMap((person) => person.holds);
  return placeAt(holds, { id: was.type.id }, to, now, newId());
}
