import type { GoogleFake } from "./calendar-server.ts";

/** The list of calendars; the person's own is there when it was made. */
export function calendarList(calendars: GoogleFake["calendars"]): Response {
  const items = [...calendars].map(([id, { timeZone, role }]) => ({
    kind: "calendar#calendarListEntry",
    id,
    summary: id.split("@")[0],
    timeZone,
    backgroundColor: "#9fe1e7",
    accessRole: role ?? "owner",
  }));
  const primary = {
    kind: "calendar#calendarListEntry",
    id: "Ada@Example.org",
    summary: "Ada",
    timeZone: "Europe/Berlin",
    backgroundColor: "#9fc6e7",
    accessRole: "owner",
    primary: true,
  };
  const holidays = {
    kind: "calendar#calendarListEntry",
    id: "de.german#holiday@group.v.calendar.google.com",
    summary: "Holidays in Germany",
    accessRole: "reader",
  };
  const all = [holidays, ...items];
  if (calendars.has(primary.id)) {
    all.splice(all.findIndex(({ id }) => id === primary.id), 1, primary);
  }
  return Response.json({ kind: "calendar#calendarList", items: all });
}
