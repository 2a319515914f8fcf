import {
  type Booking,
  decidingHosts,
  indexOwnersOf,
  isLiveBooking,
} from "$lib/scheduling/booking.ts";
import {
  allowInvitations,
  markEmailVerified,
  type StateRefusal,
} from "$lib/scheduling/booking-transitions.ts";
import { awaitsVerificationToInvite } from "$lib/scheduling/extra-guests.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { areAllActive, type HostSnapshot } from "../availability/snapshots.ts";
import { getBooking } from "../store/bookings.ts";
import { getBookedEventType } from "../store/event-types.ts";
import { getHost } from "../store/hosts.ts";
import { askForInstant, type CalendarAnswers } from "../availability/ask-calendars.ts";
import { change, type ChangeRefusal } from "../changes/change.ts";
import { hasTooManyUpcoming } from "../changes/pending-limits.ts";
import { organizerFor } from "../changes/new-booking.ts";
import { decideTime, type TimeDecision } from "../changes/decide-time.ts";

const PURPOSE = "verify email";

/** The token of a verification email: the booking's id, the number of the link and a signature; nothing is stored. */
export async function verificationToken(
  app: App,
  { id, verification }: Pick<Booking, "id" | "verification">,
): Promise<string> {
  const signed = `${id}.${verification.link}`;
  return `${signed}.${await app.sealer.sign(signed, PURPOSE)}`;
}

/** The booking of a verification token, and the number of its link; null where the signature is not valid. */
export async function findByVerificationToken(
  app: App,
  token: string,
): Promise<{ booking: Booking; link: number } | null> {
  const [, id = "", link = "", signature = ""] =
    /^([A-Za-z0-9_-]{22})\.([1-9])\.([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
  const isOurs = id !== "" && await app.sealer.verify(`${id}.${link}`, PURPOSE, signature);
  const booking = isOurs ? await getBooking(app.kv, id) : null;
  return booking && { booking, link: Number(link) };
}

/** Whether a link was replaced because the address was corrected: it opens and changes nothing. */
export function isReplacedLink({ verification }: Booking, link: number): boolean {
  return link !== verification.link;
}

/**
 * Verifies the guest's email address: the request then waits for the host, or an instant event type confirms it if the
 * time is still available; extra guests of a booking that is confirmed already are invited. A second call changes nothing. "taken" when
 * the time is occupied by now, "expired" after the deadline, "changed" where the link was replaced.
 */
export async function verifyGuestEmail(
  app: App,
  bookingId: string,
  link: number,
  isToldWithOther = false,
): Promise<Outcome<Booking, ChangeRefusal | StateRefusal>> {
  const known = await getBooking(app.kv, bookingId);
  const host = known && await getHost(app.kv, known.hosts[0]!);
  if (!known || !host) return refused("not-found");
  const answers = await askForInstant(
    app,
    known.hosts,
    await getBookedEventType(app.kv, known),
    known,
  );

  return await change(app, bookingId, {
    isToldWithOther,
    requested: {
      time: (booking) => booking,
      type: (booking) => getBookedEventType(app.kv, booking),
    },
    async decide(was, now, snapshots) {
      if (isReplacedLink(was, link)) return refused("changed");
      if (awaitsVerificationToInvite(was)) {
        const invited = allowInvitations(was, now);
        return invited.ok ? accepted({ booking: invited.value, event: "guests-changed" }) : invited;
      }
      if (!was.emailUnverified && isLiveBooking(was, now)) return { unchanged: accepted(was) };
      const decision = await decide(app, was, snapshots, answers, now);
      if (!decision.ok) return decision;
      const { isConfirmed } = decision.value;
      const organizer = isConfirmed ? organizerFor(app, was, [host]) : null;
      const grant = { ...decision.value, organizer };
      const verified = markEmailVerified(was, now, app.settings.bookingTtlMs, grant);
      if (!verified.ok) return verified;
      const event = isConfirmed ? "confirmed" : "requested";
      return accepted({ booking: verified.value, event });
    },
  });
}

/** Confirms only where the event type is instant and offers the time now; otherwise the request waits for the host. */
async function decide(
  app: App,
  was: Booking,
  snapshots: HostSnapshot[],
  answers: CalendarAnswers,
  now: number,
): Promise<Outcome<TimeDecision, "inactive" | "taken">> {
  if (!areAllActive(snapshots, was.hosts)) return refused("inactive");
  const pending = accepted<TimeDecision>({ isConfirmed: false, approvalReason: null });
  const type = snapshots.find(({ policies }) => policies)?.policies?.type;
  if (!type?.active || type.decision !== "instant") return pending;
  const decided = await decideTime(snapshots, {
    hosts: decidingHosts(was),
    time: was,
    excludedBookingIds: [was.id],
    now,
    syncIntervalMs: app.settings.syncIntervalMs,
  }, answers);
  if (!decided.ok) {
    const { code } = decided.refusal;
    return code === "not-offered" ? pending : refused(code);
  }
  if (!decided.value.isConfirmed) return decided;
  // At the limit of upcoming bookings without the host's approval this one waits for it.
  const { limitKeys } = was;
  const full = await Promise.all(
    indexOwnersOf(was).map((ownerId) => hasTooManyUpcoming(app, ownerId, limitKeys, now)),
  );
  return full.includes(true) ? pending : decided;
}
