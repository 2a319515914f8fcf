/** What a stand-in of Microsoft Graph says of what it keeps, in the shapes of v1.0. */
import { instancesOf, type WrittenEvent } from "../icalendar/written-event.ts";
import type { ConferenceBehaviour } from "../conferences.ts";

export interface StoredGraphEvent {
  calendarId: string;
  resource: Record<string, unknown>;
  written: WrittenEvent | null;
  changed: number;
  removed: boolean;
}

/** Whole days are told as dates, whatever zone is asked for. */
const ZONE = "Europe/Berlin";

export function extended({ resource }: StoredGraphEvent): { id: string; value: string }[] {
  const properties = resource.singleValueExtendedProperties;
  return Array.isArray(properties) ? properties : [];
}

/** Extended properties are told only to who asks for them. */
export function shown(resource: Record<string, unknown>): Record<string, unknown> {
  const { singleValueExtendedProperties: _, ...rest } = resource;
  return rest;
}

export function expanded(
  { resource, written }: StoredGraphEvent,
  window: { start: number; end: number },
  isDelta: boolean,
): Record<string, unknown>[] {
  if (!written?.repeats) {
    const start = instantOf(resource.start), end = instantOf(resource.end);
    return start < window.end && end > window.start ? [shown(resource)] : [];
  }
  const instances = instancesOf(written, window, ZONE).map(({ start, end }) => {
    const instance = {
      id: `${resource.id}.${start}`,
      type: "occurrence",
      seriesMasterId: resource.id,
      start: { dateTime: graphTime(start), timeZone: "UTC" },
      end: { dateTime: graphTime(end), timeZone: "UTC" },
    };
    // In a round of changes an occurrence says no more than this; the rest is said by its series.
    return isDelta ? instance : { ...shown(resource), ...instance };
  });
  return isDelta ? [{ ...shown(resource), type: "seriesMaster" }, ...instances] : instances;
}

function instantOf(moment: unknown): number {
  return Date.parse(`${(moment as { dateTime: string }).dateTime.slice(0, 19)}Z`);
}

const graphTime = (instant: number) =>
  new Date(instant).toISOString().replace(/\.(\d+)Z$/, ".$10000");

export function resourceOf(event: WrittenEvent): Record<string, unknown> {
  const moment = (wall: Temporal.PlainDateTime) => ({
    dateTime: event.allDay
      ? `${wall.toPlainDate()}T00:00:00.0000000`
      : graphTime(wall.toZonedDateTime(event.zone).epochMilliseconds),
    timeZone: "UTC",
  });
  return {
    subject: event.title,
    sensitivity: event.isPrivate ? "private" : "normal",
    isAllDay: event.allDay,
    isCancelled: event.cancelled,
    showAs: event.transparent ? "free" : "busy",
    start: moment(event.start),
    end: moment(event.start.add({ milliseconds: event.length })),
  };
}

export function selected(
  resource: Record<string, unknown>,
  fields: string[] | undefined,
): Record<string, unknown> {
  if (!fields) return resource;
  return Object.fromEntries(
    Object.entries(resource).filter(([name]) => fields.includes(name) || name.startsWith("@")),
  );
}

/** What every listing of Graph's says of itself. */
export function listed(body: Record<string, unknown>): Response {
  const context = "https://graph.microsoft.com/v1.0/$metadata#Collection(event)";
  return Response.json({ "@odata.context": context, ...body });
}

/** A failure as Graph words it. */
export function failure(
  status: number,
  code: string,
  headers: Record<string, string> = {},
): Response {
  const inner = { "date": "2026-11-01T12:00:00", "request-id": "0", "client-request-id": "0" };
  const error = { code, message: `made up: ${code}`, innerError: inner };
  return Response.json({ error }, { status, headers });
}

type Resource = Record<string, unknown>;

/** What Outlook adds to the text of an online meeting, and without which it is none any more. */
const BLOB =
  "\r\n________________________________________________________________\r\nMicrosoft Teams";

/** The event with what a write makes of it. */
export function withOnlineMeeting(
  was: Resource,
  change: Resource,
  behaviour: ConferenceBehaviour,
): Resource | Response {
  const is: Resource = { ...was, ...change };
  if (was.onlineMeeting) return textOf(is).includes(BLOB) ? is : ended(is);
  if (was.isOnlineMeeting === true) return is;
  if (change.isOnlineMeeting !== true) return is;
  if (change.onlineMeetingProvider !== "teamsForBusiness") {
    return failure(400, "ErrorInvalidArgument");
  }
  if (behaviour === "refused") return failure(400, "ErrorInvalidRequest");
  if (behaviour === "none") return ended(is);
  return settledMeeting({ ...is, isOnlineMeeting: true, onlineMeeting: null }, behaviour);
}

/** What is told of an event: its link once the service is done. */
export function settledMeeting(resource: Resource, behaviour: ConferenceBehaviour): Resource {
  if (resource.isOnlineMeeting !== true || resource.onlineMeeting || behaviour === "pending") {
    return resource;
  }
  const body = { contentType: "html", content: textOf(resource) + BLOB };
  const joinUrl = `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${crypto.randomUUID()}`;
  return Object.assign(resource, { body, onlineMeeting: { joinUrl } });
}

function ended(resource: Resource): Resource {
  return {
    ...resource,
    isOnlineMeeting: false,
    onlineMeetingProvider: "unknown",
    onlineMeeting: null,
  };
}

function textOf({ body }: Resource): string {
  return (body as { content?: string } | undefined)?.content ?? "";
}
