import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import { proveAddress } from "$lib/scheduling/booking-life.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import type { Person } from "../persons.ts";
import { getBooking } from "../store/bookings.ts";
import { getHost } from "../store/hosts.ts";
import { readTerms } from "../terms.ts";
import { agreedType } from "./agreed-type.ts";
import { askFirst } from "./ask-calendars.ts";
import { change } from "./change.ts";
import { tooManyUpcoming } from "./crowding.ts";
import { organizerOf } from "./new-booking.ts";
import { judge, type JustAsked, type Verdict } from "./verdict.ts";

const PURPOSE = "prove address";
const MINUTE = 60_000;

/** What a guest's letter carries to prove the address that it was sent to; nothing is kept of it. */
export async function openProof(app: App, { id }: Pick<Booking, "id">): Promise<string> {
  return `${id}.${await app.sealer.sign(id, PURPOSE)}`;
}

/** The booking that such a letter was about; null where it was not ours. */
export async function findUnproved(app: App, proof: string): Promise<Booking | null> {
  const [, id = "", signature = ""] = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/.exec(proof) ??
    [];
  const isOurs = id !== "" && await app.sealer.verify(id, PURPOSE, signature);
  return isOurs ? await getBooking(app.kv, id) : null;
}

/**
 * The guest has shown that the address is theirs: now the host is asked, or an instant type agrees over what is known now.
 * A second time changes nothing. "taken" when a calendar shows something else meanwhile, "expired" when it came too late.
 */
export async function prove(app: App, bookingId: string): Promise<Outcome<Booking>> {
  const known = await getBooking(app.kv, bookingId);
  const host = known && await getHost(app.kv, known.hosts[0]!);
  if (!known || !host) return refused("not-found");
  const type = await agreedType(app.kv, known);
  const minutes = (known.end - known.start) / MINUTE;
  const asked = type && await askFirst(app, host, type, known.start, minutes);

  return await change(app, bookingId, {
    async make(was, now, persons) {
      if (!was.unproved && isLiveBooking(was, now)) return { answered: accepted(was) };
      const verdict = await granted(app, was, type, persons, asked, now);
      if (!verdict.ok) return verdict;
      const { status, askedBecause } = verdict.value;
      const organizer = status === "CONFIRMED" ? organizerOf(host) : null;
      const grant = { status, askedBecause, organizer };
      const proved = proveAddress(was, now, app.settings.bookingTtlMs, grant);
      if (!proved.ok) return proved;
      const event = status === "CONFIRMED" ? "confirmed" : "requested";
      return accepted({ booking: proved.value, event });
    },
  });
}

/** An instant type says yes only where it would now; what its rules have closed meanwhile is the host's to decide, as is everything on approval. */
async function granted(
  app: App,
  was: Booking,
  type: EventType | null,
  persons: Person[],
  asked: JustAsked | null,
  now: number,
): Promise<Outcome<Verdict>> {
  const toDecide = accepted<Verdict>({ status: "PENDING", askedBecause: null });
  if (!type?.active || type.decision !== "instant") return toDecide;
  for (const person of persons) {
    const verdict = judge(
      person,
      type,
      await readTerms(app.kv, person.host, type, was),
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
    was.hosts.map((hostId) => tooManyUpcoming(app, hostId, from, now)),
  );
  return full.includes(true) ? toDecide : accepted({ status: "CONFIRMED", askedBecause: null });
}
