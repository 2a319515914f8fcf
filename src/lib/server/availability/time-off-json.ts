import type { Holiday, TimeOff } from "$lib/scheduling/availability-exceptions.ts";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { bookedSlotOf, isLive } from "$lib/scheduling/holds.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { HostRules } from "$lib/scheduling/host-rules.ts";
import { seatHolders } from "$lib/scheduling/shared-slot.ts";
import { overlaps } from "$lib/scheduling/span.ts";
import type { App } from "../app.ts";
import { listHolds } from "../store/ledger.ts";

/** What is booked on some days. */
export interface BookedCount {
  bookings: number;
  /** Requests, and requests to move here. */
  requests: number;
}

export const nothingBooked: Readonly<BookedCount> = { bookings: 0, requests: 0 };

/** Time off from today on, each with the number of bookings on its days. */
export async function upcomingTimeOff(app: App, host: Host, { timeOff }: HostRules) {
  await app.checkLedger(host.id);
  const today = dateAt(app.now(), host.zone);
  const upcoming = timeOff.filter(({ last }) => last >= today);
  return await Promise.all(upcoming.map((each) => timeOffJson(app, host, each)));
}

/** Time off with the number of bookings on its days, by the host's ledger. */
export async function timeOffJson(app: App, host: Host, timeOff: TimeOff) {
  const booked = await countBooked(app, host, timeOff);
  return { ...timeOff, publicText: timeOff.publicText ?? "", booked };
}

/** The bookings and requests on some days, the last one included, by the host's ledger. */
export async function countBooked(
  app: App,
  { id, zone }: Host,
  { first, last }: Pick<TimeOff, "first" | "last">,
): Promise<BookedCount> {
  const days = { start: startOfDay(first, zone), end: startOfDay(addDays(last, 1), zone) };
  const now = app.now();
  const booked = new Set<string>(), requested = new Set<string>();
  for (const hold of await listHolds(app.kv, id, days)) {
    if (!isLive(hold, now) || !overlaps(hold, days)) continue;
    const isOwn = hold.slot === bookedSlotOf(hold.slot);
    for (const bookingId of seatHolders(hold, now)) {
      const deadline = hold.seatDeadlines ? hold.seatDeadlines[bookingId] : hold.expiresAt;
      (isOwn && deadline == null ? booked : requested).add(bookingId);
    }
  }
  return { bookings: booked.size, requests: requested.difference(booked).size };
}

/** Holidays from today on. */
export function upcomingHolidays(app: App, { zone }: Host, { holidays }: HostRules): Holiday[] {
  const today = dateAt(app.now(), zone);
  return holidays.filter(({ date }) => date >= today);
}
