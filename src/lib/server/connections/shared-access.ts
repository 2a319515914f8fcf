import type { CalendarRef } from "$lib/scheduling/host.ts";
import type { CalendarInfo, Connection } from "$lib/scheduling/connection.ts";
import type { SharedAccess } from "../calendars/calendar-provider.ts";

type SharedAccessAccount = Pick<Connection, "id" | "calendars" | "sharedAccess">;

/** The access to shared calendars that an account needs: "read" for blocking ones, "write" for the write target. */
export function sharedAccessFor(
  { id, calendars }: SharedAccessAccount,
  writeTarget: CalendarRef | null,
): SharedAccess {
  const shared = calendars.filter(({ owner }) => owner !== undefined);
  const target = writeTarget?.connectionId === id ? writeTarget.calendarId : null;
  if (shared.some((calendar) => calendar.id === target)) return "write";
  return shared.some(({ blocks }) => blocks) ? "read" : "none";
}

/** Whether the account lacks the access that its chosen shared calendars need. */
export function lacksSharedAccess(
  account: SharedAccessAccount,
  writeTarget: CalendarRef | null,
): boolean {
  const needed = sharedAccessFor(account, writeTarget);
  return needed !== "none" && account.sharedAccess !== "write" && account.sharedAccess !== needed;
}

/** Whether a calendar may be read: the host's own, or a shared one with granted access. */
export function isOpenTo(
  { sharedAccess }: Pick<Connection, "sharedAccess">,
  { owner }: CalendarInfo,
): boolean {
  return owner === undefined || sharedAccess === "read" || sharedAccess === "write";
}
