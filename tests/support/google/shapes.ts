/** What a stand-in of Google Calendar says of what it keeps, in the shapes of API v3. */
import { instancesOf, type WrittenEvent } from "../icalendar/written-event.ts";
import type { GoogleFake } from "./calendar-server.ts";

export interface StoredEvent {
  resource: Record<string, unknown>;
  /** Events that the test wrote, with what they expand to. */
  written: WrittenEvent | null;
  /** When it changed, in the calendar's own counting. */
  changed: number;
}

/** What a listing with singleEvents says of one event. */
export function expanded(
  { resource, written }: StoredEvent,
  window: { start: number; end: number },
  timeZone: string,
  withDeleted: boolean,
): Record<string, unknown>[] {
  const isCancelled = resource.status === "cancelled";
  if (isCancelled && !withDeleted) return [];
  if (!written?.repeats) {
    // Deleted ones have an id and a status, and nothing else for sure.
    if (isCancelled) return [{ id: resource.id, status: "cancelled" }];
    const start = instantOf(resource.start, timeZone), end = instantOf(resource.end, timeZone);
    return start < window.end && end > window.start ? [resource] : [];
  }
  return instancesOf(written, window, timeZone).map(({ start, end }) => {
    const id = `${resource.id}_${new Date(start).toISOString().replace(/[-:]|\.\d+/g, "")}`;
    if (isCancelled) return { id, status: "cancelled" };
    return {
      ...resource,
      id,
      recurringEventId: resource.id,
      start: { dateTime: new Date(start).toISOString(), timeZone: written.zone },
      end: { dateTime: new Date(end).toISOString(), timeZone: written.zone },
    };
  });
}

function instantOf(time: unknown, timeZone: string): number {
  const { date, dateTime } = time as { date?: string; dateTime?: string };
  if (dateTime) return Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(dateTime) ? dateTime : `${dateTime}Z`);
  if (!date) return NaN;
  return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds;
}

export function resourceOf(event: WrittenEvent): Record<string, unknown> {
  const moment = (wall: Temporal.PlainDateTime) =>
    event.allDay ? { date: wall.toPlainDate().toString() } : {
      dateTime: wall.toZonedDateTime(event.zone).toString({ timeZoneName: "never" }),
      timeZone: event.zone,
    };
  return {
    summary: event.title,
    ...(event.isPrivate ? { visibility: "private" } : {}),
    status: event.cancelled ? "cancelled" : "confirmed",
    start: moment(event.start),
    end: moment(event.start.add({ milliseconds: event.length })),
    ...(event.transparent ? { transparency: "transparent" } : {}),
    ...(event.repeats ? { recurrence: [`RRULE:FREQ=${event.repeats}`] } : {}),
  };
}

/** A failure as Google words it. */
export function failure(
  status: number,
  reason: string,
  headers: Record<string, string> = {},
): Response {
  const message = `made up: ${reason}`;
  const error = { code: status, message, errors: [{ domain: "global", reason, message }] };
  return Response.json({ error }, { status, headers });
}

/** Partial responses: `a,b(c,d),e/f`. */
export function projected(value: unknown, fields: string): unknown {
  if (Array.isArray(value)) return value.map((each) => projected(each, fields));
  if (typeof value !== "object" || value === null) return value;
  const stored: Record<string, unknown> = {};
  for (const part of split(fields)) {
    const [, name = "", inner] = /^([^(/]+)(?:\((.*)\)|\/(.*))?$/.exec(part) ?? [];
    const rest = inner ?? /\/(.*)$/.exec(part)?.[1];
    const found = (value as Record<string, unknown>)[name];
    if (found !== undefined) stored[name] = rest ? projected(found, rest) : found;
  }
  return stored;
}

function split(fields: string): string[] {
  const parts: string[] = [];
  let depth = 0, part = "";
  for (const sign of fields) {
    if (sign === "(") depth++;
    if (sign === ")") depth--;
    if (sign === "," && depth === 0) {
      parts.push(part);
      part = "";
    } else part += sign;
  }
  return [...parts, part];
}

export const hex = (text: string) =>
  [...text].map((sign) => sign.charCodeAt(0).toString(16)).join("");

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
