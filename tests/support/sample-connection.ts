import type { CalendarState } from "$lib/scheduling/calendar-state.ts";
import { type CalendarInfo, type Connection, newConnection } from "$lib/scheduling/connection.ts";

/** Ada's account at a CalDAV server, without calendars. */
export function sampleConnection(change: Partial<Connection> = {}): Connection {
  const account = {
    id: "connection",
    hostId: "h_ada_0000000000000000",
    provider: "caldav",
    label: "Work",
    url: "https://calendar.example/",
    user: "ada",
    sealed: "",
    addresses: [],
    calendars: [],
    createdAt: 0,
  };
  return { ...newConnection(account), ...change };
}

/** A calendar of such an account that can be written and that blocks time. */
export function sampleCalendar(
  change: Partial<Connection["calendars"][number]> = {},
): CalendarInfo & { blocks: boolean } {
  return {
    id: "work",
    name: "Work",
    colour: null,
    writable: true,
    transparent: false,
    blocks: true,
    ...change,
  };
}

/** The failure of a calendar whose server rejects the password. */
export function sampleFailure(
  change: Partial<NonNullable<CalendarState["failure"]>> = {},
): NonNullable<CalendarState["failure"]> {
  return {
    since: 0,
    kind: "signed-out",
    reason: "wrong-password",
    detail: "",
    isHostNotified: false,
    ...change,
  };
}
