import type { Holiday, TimeOff } from "$lib/scheduling/availability-exceptions.ts";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { bookedSlotOf } from "$lib/scheduling/holds.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { HostRules } from "$lib/scheduling/host-rules.ts";
import type { App } from "../app.ts";
import { listHolds } from "../store/ledger.ts";

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

/** The number of bookings and requests on some days, the last one included, by the host's ledger. */
export async function countBooked(
  app: App,
  { id, zone }: Host,
  { first, last }: Pick<TimeOff, "first" | "last">,
): Promise<number> {
  const days = { start: startOfDay(first, zone), end: startOfDay(addDays(last, 1), zone) };
  const booked = (await listHolds(app.kv, id, days)).filter(({ slot, expiresAt }) =>
    slot === bookedSlotOf(slot) && (expiresAt ?? Infinity) > app.now()
  );
  return booked.length;
}

/** Holidays from today on. */
export function upcomingHolidays(app: App, { zone }: Host, { holidays }: HostRules): Holiday[] {
  const today = dateAt(app.now(), zone);
  return holidays.filter(({ date }) => date >= today);
}
