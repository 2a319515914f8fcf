import type { EventType } from "$lib/scheduling/event-type.ts";
import type { App } from "../app.ts";
import type { Guard } from "../kv/guard.ts";
import { freshness } from "$lib/scheduling/calendar-state.ts";

/** Who confirms a booking that is made now: nobody, the guest by email, always the host, or the host because of the calendars' state. */
export type ConfirmationMode = "instant" | "by-email" | "by-host" | "by-host-now";

/** Up to when every chosen calendar is known by a fresh reading; -Infinity when one is not, Infinity when none is chosen. */
export function freshUntil(guard: Guard, now: number, intervalMs: number): number {
  const known = Object.values(guard.calendars).map((state) =>
    freshness(state, now, intervalMs) === "fresh" ? state.syncedUntil : -Infinity
  );
  return Math.min(Infinity, ...known);
}

/** Whether a time of an instant type that ends at `end` needs no confirmation by its host, by what is known of the calendars (CAL-4). */
export function isFreshEnough(
  { whenCalendarStale }: Pick<EventType, "whenCalendarStale">,
  known: number,
  end: number,
): boolean {
  return whenCalendarStale === "ignore" || end <= known;
}

/** What a page may promise of a time that ends at `end`; a rescheduled booking has a verified email already. */
export function confirmationModeOf(
  app: Pick<App, "sendMail">,
  type: EventType,
  known: number,
  end: number,
  isReschedule = false,
): ConfirmationMode {
  if (type.decision === "approval") return "by-host";
  if (!isFreshEnough(type, known, end)) return "by-host-now";
  return type.requireVerifiedEmail && app.sendMail !== null && !isReschedule
    ? "by-email"
    : "instant";
}
