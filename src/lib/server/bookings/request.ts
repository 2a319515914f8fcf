import { type Booking, holdsOf } from "$lib/scheduling/booking.ts";
import { isInReach } from "$lib/scheduling/day.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { answersTo } from "$lib/scheduling/questions.ts";
import { wordsFor } from "$lib/words/index.ts";
import { placeAt } from "$lib/scheduling/seats.ts";
import type { App } from "../app.ts";
import { findType, nearestOffers } from "../offers.ts";
import { overdue, readWanted } from "../persons.ts";
import * as privateLinks from "../private-links.ts";
import { newId } from "../secrets.ts";
import { commitBooking, getBooking } from "../store/bookings.ts";
import { fits, rehold } from "../store/ledger.ts";
import { slotsWith } from "../store/slots.ts";
import { cannotSave } from "../store/trouble.ts";
import { listStanding } from "../store/written.ts";
import { askFirst } from "./ask-calendars.ts";
import { countedAs, tooManyUpcoming, tooManyWaiting } from "./crowding.ts";
import { expireInTurn } from "./expire.ts";
import { jobsFor } from "./follow.ts";
import { type NewLinks, newLinks } from "./links.ts";
import { newBooking } from "./new-booking.ts";
import { answerHashOf, answerOf, payloadOf, replay } from "./replay.ts";
import { readEmailCount, waitForEmails, withEmails } from "./recipient-limit.ts";
import { judge, type JustAsked } from "./verdict.ts";
import type { Requested, Wish } from "./wish.ts";

const TRIES = 25;
const MINUTE = 60_000;

/**
 * Asks for a time: PENDING, or CONFIRMED at once for an instant type over calendars that answered.
 * Refuses "taken" and "not-offered" with the nearest free starts, "busy" when contention outlasts its retries.
 */
export async function request(app: App, wish: Wish): Promise<Outcome<Requested>> {
  const key = { hash: await answerHashOf(wish), payload: await payloadOf(wish) };
  const [answered, found] = await Promise.all([
    key.hash ? replay(app, key.hash, key.payload) : null,
    findType(app, wish.username, wish.slug, wish.link),
  ]);
  if (answered) return answered;
  if (!found.ok) return found;
  const { host, type } = found.value;
  const minutes = wish.minutes ?? type.durations[0]!;
  // A time or a length that anybody made up must not decide how much is read.
  if (!isInReach(wish.start) || !type.durations.includes(minutes)) return refused("not-offered");
  const answers = answersIn(wish, type);
  if (!answers.ok) return answers;
  // Made while the store is read; nobody waits for them in turn.
  const links = newLinks(app, newId(), [host.id]);
  const from = await countedAs(app, wish);
  const asked = await askFirst(app, host, type, wish.start, minutes);

  const outcome = await app.inTurn(
    [host.id],
    () => grant(app, { wish, known: { host, type }, minutes, asked, links, from, key }),
  ).catch(refusedIfFull);
  if (outcome.ok) {
    app.wake();
    return outcome;
  }
  const { code } = outcome.refusal;
  if (code !== "taken" && code !== "not-offered") return outcome;
  return refused(code, { alternatives: await nearestOffers(app, host, type, minutes, wish.start) });
}

interface Attempt {
  wish: Wish;
  /** As they were before the turn came. */
  known: { host: Host; type: EventType };
  minutes: number;
  asked: JustAsked | null;
  links: Promise<NewLinks>;
  from: string[];
  key: { hash: string | null; payload: string };
}

/** Looks, judges and commits; a lost check means that something moved meanwhile, so it looks again. */
async function grant(app: App, attempt: Attempt): Promise<Outcome<Requested>> {
  const { wish, known, minutes, key } = attempt;
  const time = { start: wish.start, end: wish.start + minutes * MINUTE };

  for (let tries = 0; tries < TRIES; tries++) {
    const wanted = await readWanted(app, known, time, key.hash, wish.guest.email);
    if (!wanted) return refused("not-found");
    const { person, type, terms } = wanted;
    if (!type.active) return refused("inactive");
    if (!type.durations.includes(minutes)) return refused("not-offered");
    const answers = answersIn(wish, type);
    const answer = key.hash ? wanted.answer : null;
    const answered = key.hash && answer?.value && await replay(app, key.hash, key.payload);
    if (answered) return answered;
    if (!answers.ok) return answers;
    const link = await privateLinks.find(app, wish.link, type);
    if (!link.ok) return link;
    if (type.byLinkOnly && !link.value) return refused("not-found");

    const now = app.now();
    if (wanted.isBlocked) return refused("declined");
    const tooMany = await tooManyWaiting(app, person.host.id, attempt.from, now);
    if (tooMany && type.decision === "approval") return refused("too-many-waiting");
    const emails = await readEmailCount(app, wish.guest.email, now);
    const retryAfter = waitForEmails(app, emails, now);
    if (retryAfter !== null) return refused("too-many-emails", { retryAfter });
    const past = overdue(person.holds, now);
    for (const bookingId of past) await expireInTurn(app, bookingId);
    if (past.length > 0) continue;

    const links = await attempt.links;
    const { syncIntervalMs, bookingTtlMs } = app.settings;
    const verdict = judge(
      person,
      type,
      terms,
      time.start,
      minutes,
      attempt.asked,
      now,
      syncIntervalMs,
    );
    if (!verdict.ok) return verdict;
    const { host } = person;
    const newSlot = type.seats > 1 ? newId() : null;
    const unproved = type.guestCheck && app.sendMail !== null && !wish.isTest;
    if (tooMany && (unproved || verdict.value.status === "PENDING")) {
      return refused("too-many-waiting");
    }
    const isAgreed = verdict.value.status === "CONFIRMED";
    if (isAgreed && await tooManyUpcoming(app, host.id, attempt.from, now)) {
      return refused("too-many-upcoming");
    }
    const booking: Booking = newBooking(
      links.bookingId,
      wish,
      attempt.from,
      answers.value,
      host,
      type,
      placeAt(person.holds, type, time, now, newSlot),
      verdict.value,
      unproved,
      links.sealed,
      now,
      bookingTtlMs,
    );
    if (link.value) booking.viaLink = link.value.entry.value.hash;
    const said = answerOf(booking);
    const event = unproved
      ? "check-asked"
      : booking.status === "CONFIRMED"
      ? "confirmed"
      : "requested";
    // Only a slot that others have a seat in can stand in a calendar already.
    const isFirst = booking.slot === booking.id || booking.slot === newSlot;
    const standing = isFirst ? [] : await listStanding(app.kv, [booking.slot]);
    const is = rehold(person.shards, [booking.id], holdsOf(booking, now));
    if (!fits(is)) return refused("taken");
    const jobs = jobsFor(event, booking, [host], now, null, standing);
    const committed = await commitBooking(app.kv, {
      now,
      was: null,
      booking,
      entry: { at: now, by: "guest", what: event, ...time },
      persons: [{ guard: person.guard, was: person.shards, is }],
      slots: await slotsWith(app.kv, is, [booking], now),
      links: links.records,
      privateLink: link.value && privateLinks.usedBy(link.value, booking.id),
      jobs,
      emails: withEmails(emails, jobs),
      answer: answer &&
        { was: answer, record: { payload: key.payload, bookingId: booking.id, said, at: now } },
    }).catch((error) => happened(app, booking.id, error));
    if (committed) return accepted({ booking, said, token: links.guestToken, replayed: false });
  }
  return refused("busy", { retryAfter: 1 });
}

function answersIn({ guest }: Wish, { questions }: EventType) {
  return answersTo(questions, guest.answers, wordsFor("en").booking.answers);
}

/** No room to store it is a "no" like others: the form comes back with what was typed. */
function refusedIfFull(error: unknown) {
  if (!cannotSave(error)) throw error;
  return refused("cannot-save", { retryAfter: 60 });
}

/** After an error the commit may have happened all the same: our own booking tells. */
async function happened(app: App, bookingId: string, error: unknown): Promise<boolean> {
  if (await getBooking(app.kv, bookingId)) return true;
  throw error;
}
