import type { CalendarRef } from "$lib/scheduling/host.ts";
import type { CalendarInfo, Connection } from "../calendars/calendar.ts";
import type { SharedAccess } from "../calendars/consent-servers.ts";

type Account = Pick<Connection, "id" | "calendars" | "shared">;

/** What an account's calendars of others need: to be read where they count, to be written to where bookings go. */
export function sharedAccessFor(
  { id, calendars }: Account,
  writesTo: CalendarRef | null,
): SharedAccess {
  const shared = calendars.filter(({ owner }) => owner !== undefined);
  const target = writesTo?.connectionId === id ? writesTo.calendarId : null;
  if (shared.some((calendar) => calendar.id === target)) return "write";
  return shared.some(({ blocks }) => blocks) ? "read" : "none";
}

/** Whether an account's owner has yet to allow what its chosen calendars of others need. */
export function lacksSharedAccess(account: Account, writesTo: CalendarRef | null): boolean {
  const needed = sharedAccessFor(account, writesTo);
  return needed !== "none" && account.shared !== "write" && account.shared !== needed;
}

/** Whether a calendar may be looked into at all: one's own, or another's with leave. */
export function isOpenTo({ shared }: Pick<Connection, "shared">, { owner }: CalendarInfo): boolean {
  return owner === undefined || shared === "read" || shared === "write";
}
