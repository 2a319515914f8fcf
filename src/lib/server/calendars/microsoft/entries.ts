import { bookingIdOf } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { type Calendar, CalendarError, type ObjectVersion } from "../calendar.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { writeWithConference } from "../conference.ts";
import { type ApiResponse, parseBody } from "../json-api.ts";
import {
  bookingIdOfEvent,
  conferenceFields,
  conferenceStateOf,
  etagOf,
  eventFields,
  GraphEvent,
  onlineMeetingOf,
  reminderOf,
  sequenceOf,
  sequenceProperty,
  spanOf,
  toGraphChange,
  toGraphEvent,
  uidProperty,
} from "./event.ts";
import { toGraphError } from "./pages.ts";
import { calendarPath, type MicrosoftRequests, timeBounds } from "./requests.ts";

const JUST_CREATED_MS = MINUTE;
const RETRY_DELAYS_MS = [500, 1_500];

/**
 * Entries of ours in a Microsoft calendar, found by an extended property. An id stays valid after its event was moved to
 * the deleted items, so an event counts as existing only when it is found in the calendar.
 */
export function openMicrosoftEntries(
  graph: MicrosoftRequests,
  zone: string,
): Pick<Calendar, "find" | "put" | "conference" | "remove"> {
  const urlOf = (calendarId: string, id: string) =>
    graph.urlFor(calendarPath(calendarId, "events", id));

  /** All events of a calendar with a UID of ours, including copies that a person made. */
  async function findByUid(
    calendarId: string,
    uid: string,
    fields = eventFields,
  ): Promise<GraphEvent[]> {
    const found = await graph.pages(
      graph.urlFor(calendarPath(calendarId, "events"), {
        $filter:
          `singleValueExtendedProperties/Any(ep: ep/id eq '${uidProperty}' and ep/value eq '${
            uid.replaceAll("'", "''")
          }')`,
        $expand: `singleValueExtendedProperties($filter=id eq '${sequenceProperty}')`,
        $select: fields,
      }),
      {},
    );
    return found.flatMap(({ value }) => value.map((each) => parseBody(GraphEvent, each)));
  }

  async function change(calendarId: string, { href, etag }: ObjectVersion, body: unknown) {
    const headers: Record<string, string> = etag === null ? {} : { "if-match": etag };
    const response = await graph.sendRequest("PATCH", urlOf(calendarId, href), { body, headers });
    if (!response.ok) throw changedIfGone(response) ?? toGraphError(response);
    return versionIn(response);
  }

  /**
   * Creates the event and verifies that it is in the calendar: a repeated transaction id may return the event it created
   * before, which may be in another folder by now; that one is deleted. Null when a new transaction id is needed.
   */
  async function create(
    calendarId: string,
    event: CalendarEvent,
    transactionId: string,
  ): Promise<ObjectVersion | null> {
    const response = await graph.sendRequest(
      "POST",
      graph.urlFor(calendarPath(calendarId, "events")),
      {
        body: {
          ...toGraphEvent(event),
          ...onlineMeetingOf(event),
          ...reminderOf(event),
          transactionId,
        },
      },
    );
    if (response.status === 409) {
      // It may have been created just now and not be listed yet; another create would duplicate it.
      for (const ms of [0, ...RETRY_DELAYS_MS]) {
        if (ms > 0) await graph.wait(ms);
        const existing = pickOwn(await findByUid(calendarId, event.uid), event.uid);
        if (existing) return await change(calendarId, versionOf(existing), toGraphChange(event));
      }
      return null;
    }
    if (!response.ok) throw toGraphError(response);
    const { href } = versionIn(response);
    // An event that was created just now may be listed late.
    for (const ms of isJustCreated(response) ? [0, ...RETRY_DELAYS_MS] : [0]) {
      if (ms > 0) await graph.wait(ms);
      const listed = await findInCalendar(calendarId, href, event);
      if (!listed) continue;
      // An event of an earlier create may have other times.
      const { start, end } = spanOf(listed, zone);
      if (start === event.start && end === event.end) return versionOf(listed);
      return await change(calendarId, versionOf(listed), toGraphChange(event));
    }
    const deleted = await graph.sendRequest("DELETE", urlOf(calendarId, href));
    if (!deleted.ok && !changedIfGone(deleted)) throw toGraphError(deleted);
    return null;
  }

  async function findInCalendar(calendarId: string, id: string, event: CalendarEvent) {
    const match = (await findByUid(calendarId, event.uid)).find((each) => each.id === id);
    if (match) return match;
    const query = { ...timeBounds(event), $select: eventFields, $top: "500" };
    const pages = await graph.pages(
      graph.urlFor(calendarPath(calendarId, "calendarView"), query),
      {},
    );
    return pages.flatMap(({ value }) => value.map((each) => parseBody(GraphEvent, each)))
      .find((each) => each.id === id);
  }

  async function put(
    calendarId: string,
    event: CalendarEvent,
    expected?: ObjectVersion,
  ): Promise<ObjectVersion> {
    const events = await findByUid(calendarId, event.uid);
    if (expected) {
      if (!events.some(({ id }) => id === expected.href)) {
        throw new CalendarError("changed", "changed");
      }
      return await change(calendarId, expected, toGraphChange(event));
    }
    const existing = pickOwn(events, event.uid);
    if (existing) return await change(calendarId, versionOf(existing), toGraphChange(event));
    // A transaction id makes a repeated create idempotent; after a used one the next is tried.
    for (
      const end of ["", `#${event.sequence}-${event.dtstamp}`, `#${crypto.randomUUID()}`]
    ) {
      const created = await create(calendarId, event, `${event.uid}${end}`);
      if (created) return created;
    }
    throw new CalendarError("try-again", "not-stored");
  }

  return {
    async find(calendarId, uid, written) {
      const events = (await findByUid(calendarId, uid)).filter(({ isCancelled }) => !isCancelled);
      const event = pickOwn(events, uid, written);
      if (!event) return null;
      return {
        ...versionOf(event),
        ...spanOf(event, zone),
        sequence: sequenceOf(event),
        ...(events.length > 1 ? { copyCount: events.length - 1 } : {}),
      };
    },

    put: (calendarId, event, expected) =>
      writeWithConference(event, (written) => put(calendarId, written, expected)),

    async conference(calendarId, uid, href) {
      const events = await findByUid(calendarId, uid, conferenceFields);
      const event = events.find(({ id }) => id === href);
      return event ? conferenceStateOf(event) : { state: "failed" };
    },

    async remove(calendarId, uid, expected) {
      const events = await findByUid(calendarId, uid);
      if (events.length === 0) return;
      const existing = expected
        ? events.find(({ id }) => id === expected.href)
        : pickOwn(events, uid);
      if (!existing) throw new CalendarError("changed", "changed");
      const headers: Record<string, string> = expected?.etag ? { "if-match": expected.etag } : {};
      const response = await graph.sendRequest("DELETE", urlOf(calendarId, existing.id), {
        headers,
      });
      // It existed a moment ago, so a 404 does not mean that it was deleted.
      if (!response.ok) throw changedIfGone(response) ?? toGraphError(response);
    },
  };
}

/** Whether an event was created within the last minute, by the server's clock. */
function isJustCreated({ body, headers }: ApiResponse): boolean {
  const created = Date.parse(parseBody(GraphEvent, body).createdDateTime ?? "");
  return Math.abs(Date.parse(headers.get("date") ?? "") - created) < JUST_CREATED_MS;
}

/** Our event among copies with the same UID: the written one, else the oldest that we created. */
function pickOwn(
  events: readonly GraphEvent[],
  uid: string,
  writtenId?: string,
): GraphEvent | null {
  const known = events.find(({ id }) => id === writtenId);
  if (known) return known;
  const created = events.filter((match) => bookingIdOfEvent(match) === bookingIdOf(uid));
  const [first] = (created.length > 0 ? created : [...events]).sort((a, b) =>
    (a.createdDateTime ?? "").localeCompare(b.createdDateTime ?? "")
  );
  return first ?? null;
}

/** "changed" for a 404 or 410 of an event that was found before; null for any other response. */
function changedIfGone(response: ApiResponse): CalendarError | null {
  const error = response.status === 404 || response.status === 410 ? toGraphError(response) : null;
  if (!error || error.reason === "no-mailbox") return null;
  return new CalendarError("changed", "changed", error.detail);
}

function versionOf(event: GraphEvent): ObjectVersion {
  return { href: event.id, etag: etagOf(event) };
}

function versionIn({ body }: ApiResponse): ObjectVersion {
  return versionOf(parseBody(GraphEvent, body));
}
