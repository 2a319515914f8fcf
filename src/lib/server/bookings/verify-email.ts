import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import { markEmailVerified } from "$lib/scheduling/booking-transitions.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { HostSnapshot } from "../availability/snapshots.ts";
import { getBooking } from "../store/bookings.ts";
import { getHost } from "../store/hosts.ts";
import { readHostPolicies } from "../availability/host-policies.ts";
import { bookedEventType } from "./booked-event-type.ts";
import { askForInstant, type InstantCalendarAnswer } from "../availability/ask-calendars.ts";
import { change } from "./change.ts";
import { hasTooManyUpcoming } from "./pending-limits.ts";
import { organizerOf } from "./new-booking.ts";
import { decideTime, type TimeDecision } from "./decide-time.ts";

const PURPOSE = "verify email";
const MINUTE = 60_000;

/** What a guest's email carries to prove the address that it was sent to; nothing is kept of it. */
export async function verificationToken(app: App, { id }: Pick<Booking, "id">): Promise<string> {
  return `${id}.${await app.sealer.sign(id, PURPOSE)}`;
}

/** The booking that such an email was about; null where it was not ours. */
export async function findByVerificationToken(app: App, proof: string): Promise<Booking | null> {
  const [, id = "", signature = ""] = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/.exec(proof) ??
    [];
  const isOurs = id !== "" && await app.sealer.verify(id, PURPOSE, signature);
  return isOurs ? await getBooking(app.kv, id) : null;
}

/**
 * The guest has shown that the address is theirs: now the host is asked, or an instant type agrees over what is known now.
 * A second time changes nothing. "taken" when a calendar shows something else meanwhile, "expired" when it came too late.
 */
export async function verifyGuestEmail(app: App, bookingId: string): Promise<Outcome<Booking>> {
  const known = await getBooking(app.kv, bookingId);
  const host = known && await getHost(app.kv, known.hosts[0]!);
  if (!known || !host) return refused("not-found");
  const type = await bookedEventType(app.kv, known);
  const minutes = (known.end - known.start) / MINUTE;
  const asked = type && await askForInstant(app, host, type, known.start, minutes);

  return await change(app, bookingId, {
    async decide(was, now, persons) {
      if (!was.emailUnverified && isLiveBooking(was, now)) return { answered: accepted(was) };
      const verdict = await decideAfterVerification(app, was, type, persons, asked, now);
      if (!verdict.ok) return verdict;
      const { status, approvalReason } = verdict.value;
      const organizer = status === "CONFIRMED" ? organizerOf(host) : null;
      const grant = { status, approvalReason, organizer };
      const proved = markEmailVerified(was, now, app.settings.bookingTtlMs, grant);
      if (!proved.ok) return proved;
      const event = status === "CONFIRMED" ? "confirmed" : "requested";
      return accepted({ booking: proved.value, event });
    },
  });
}

/** An instant type says yes only where it would now; what its rules have closed meanwhile is the host's to decide, as is everything on approval. */
async function decideAfterVerification(
  app: App,
  was: Booking,
  type: EventType | null,
  persons: HostSnapshot[],
  asked: InstantCalendarAnswer | null,
  now: number,
): Promise<Outcome<TimeDecision>> {
  const toDecide = accepted<TimeDecision>({ status: "PENDING", approvalReason: null });
  if (!type?.active || type.decision !== "instant") return toDecide;
  for (const person of persons) {
    const verdict = decideTime(
      person,
      type,
      await readHostPolicies(app.kv, person.host, type, was),
      was.start,
      (was.end - was.start) / MINUTE,
      asked,
      now,
      app.settings.syncIntervalMs,
      was.id,
    );
    if (!verdict.ok) return verdict.refusal.code === "taken" ? verdict : toDecide;
    if (verdict.value.status === "PENDING") return verdict;
  }
  // As many as may lie ahead without the host's yes do already: this one waits for it.
  const from = was.countedAs ?? [];
  const full = await Promise.all(
    was.hosts.map((hostId) => hasTooManyUpcoming(app, hostId, from, now)),
  );
  return full.includes(true) ? toDecide : accepted({ status: "CONFIRMED", approvalReason: null });
}
