import type { CalendarRef } from "$lib/scheduling/host.ts";
import type { CalendarInfo, Connection } from "$lib/scheduling/connection.ts";
import type { SharedAccess } from "../calendars/calendar-provider.ts";

type SharedAccessAccount = Pick<Connection, "id" | "calendars" | "sharedAccess">;

/** What an account's calendars of others need: to be read where they count, to be written to where bookings go. */
export function sharedAccessFor(
  { id, calendars }: SharedAccessAccount,
  writesTo: CalendarRef | null,
): SharedAccess {
  const shared = calendars.filter(({ owner }) => owner !== undefined);
  const target = writesTo?.connectionId === id ? writesTo.calendarId : null;
  if (shared.some((calendar) => calendar.id === target)) return "write";
  return shared.some(({ blocks }) => blocks) ? "read" : "none";
}

/** Whether an account's owner has yet to allow what its chosen calendars of others need. */
export function lacksSharedAccess(
  account: SharedAccessAccount,
  writesTo: CalendarRef | null,
): boolean {
  const needed = sharedAccessFor(account, writesTo);
  return needed !== "none" && account.sharedAccess !== "write" && account.sharedAccess !== needed;
}

/** Whether a calendar may be looked into at all: one's own, or another's with leave. */
export function isOpenTo(
  { sharedAccess }: Pick<Connection, "sharedAccess">,
  { owner }: CalendarInfo,
): boolean {
  return owner === undefined || sharedAccess === "read" || sharedAccess === "write";
}
