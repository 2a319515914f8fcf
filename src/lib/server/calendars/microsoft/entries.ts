import { bookingIdOf } from "$lib/scheduling/booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { type Calendar, CalendarError, type ObjectVersion } from "../calendar.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { type ApiResponse, parseBody } from "../json-api.ts";
import {
  bookingIdOfEvent,
  etagOf,
  eventFields,
  GraphEvent,
  reminderOf,
  sequenceOf,
  sequenceProperty,
  spanOf,
  toGraphEvent,
  uidProperty,
} from "./event.ts";
import { toGraphError } from "./pages.ts";
import { calendarPath, type MicrosoftRequests, timeBounds } from "./requests.ts";

const JUST_CREATED_MS = MINUTE;
const RETRY_DELAYS_MS = [500, 1_500];

/**
 * Entries of ours in a Microsoft calendar, known by a property of our own. Ids outlive an event's move among the deleted
 * things, so that only what is found in the calendar itself is taken to stand there.
 */
export function openMicrosoftEntries(
  graph: MicrosoftRequests,
  zone: string,
): Pick<Calendar, "find" | "put" | "remove"> {
  const at = (calendarId: string, id: string) =>
    graph.urlFor(calendarPath(calendarId, "events", id));

  /** Everything in a calendar that carries a UID of ours: a person's copy does, too. */
  async function hitsOf(calendarId: string, uid: string): Promise<GraphEvent[]> {
    const found = await graph.pages(
      graph.urlFor(calendarPath(calendarId, "events"), {
        $filter:
          `singleValueExtendedProperties/Any(ep: ep/id eq '${uidProperty}' and ep/value eq '${
            uid.replaceAll("'", "''")
          }')`,
        $expand: `singleValueExtendedProperties($filter=id eq '${sequenceProperty}')`,
        $select: eventFields,
      }),
      {},
    );
    return found.flatMap(({ value }) => value.map((each) => parseBody(GraphEvent, each)));
  }

  async function change(calendarId: string, { href, etag }: ObjectVersion, body: unknown) {
    const headers: Record<string, string> = etag === null ? {} : { "if-match": etag };
    const answer = await graph.sendRequest("PATCH", at(calendarId, href), { body, headers });
    if (!answer.ok) throw changedIfGone(answer) ?? toGraphError(answer);
    return versionIn(answer);
  }

  /**
   * Makes the event, and looks whether it stands: the same create once more may be answered with the event that it made
   * before, wherever that is by now. Then that one is cleared away and another is made. Null where one like it was made before.
   */
  async function create(
    calendarId: string,
    event: CalendarEvent,
    transactionId: string,
  ): Promise<ObjectVersion | null> {
    const answer = await graph.sendRequest(
      "POST",
      graph.urlFor(calendarPath(calendarId, "events")),
      {
        body: { ...toGraphEvent(event), ...reminderOf(event), transactionId },
      },
    );
    if (answer.status === 409) {
      // It may have been made a moment ago, and be late in the listing: another one would stand beside it.
      for (const ms of [0, ...RETRY_DELAYS_MS]) {
        if (ms > 0) await graph.wait(ms);
        const meanwhile = pickOwn(await hitsOf(calendarId, event.uid), event.uid);
        if (meanwhile) return await change(calendarId, versionOf(meanwhile), toGraphEvent(event));
      }
      return null;
    }
    if (!answer.ok) throw toGraphError(answer);
    const { href } = versionIn(answer);
    // What was made just now may be a moment late in a listing; what was made long ago is not.
    for (const ms of isJustCreated(answer) ? [0, ...RETRY_DELAYS_MS] : [0]) {
      if (ms > 0) await graph.wait(ms);
      const kept = await standsIn(calendarId, href, event);
      if (!kept) continue;
      // An event that the same create made before stands as it was asked for then.
      const { start, end } = spanOf(kept, zone);
      if (start === event.start && end === event.end) return versionOf(kept);
      return await change(calendarId, versionOf(kept), toGraphEvent(event));
    }
    const cleared = await graph.sendRequest("DELETE", at(calendarId, href));
    if (!cleared.ok && !changedIfGone(cleared)) throw toGraphError(cleared);
    return null;
  }

  async function standsIn(calendarId: string, id: string, event: CalendarEvent) {
    const hit = (await hitsOf(calendarId, event.uid)).find((each) => each.id === id);
    if (hit) return hit;
    const query = { ...timeBounds(event), $select: eventFields, $top: "500" };
    const pages = await graph.pages(
      graph.urlFor(calendarPath(calendarId, "calendarView"), query),
      {},
    );
    return pages.flatMap(({ value }) => value.map((each) => parseBody(GraphEvent, each)))
      .find((each) => each.id === id);
  }

  return {
    async find(calendarId, uid, written) {
      const hits = (await hitsOf(calendarId, uid)).filter(({ isCancelled }) => !isCancelled);
      const event = pickOwn(hits, uid, written);
      if (!event) return null;
      return {
        ...versionOf(event),
        ...spanOf(event, zone),
        sequence: sequenceOf(event),
        ...(hits.length > 1 ? { copyCount: hits.length - 1 } : {}),
      };
    },

    async put(calendarId, event, seen) {
      const hits = await hitsOf(calendarId, event.uid);
      if (seen) {
        if (!hits.some(({ id }) => id === seen.href)) {
          throw new CalendarError("changed", "changed");
        }
        return await change(calendarId, seen, toGraphEvent(event));
      }
      const there = pickOwn(hits, event.uid);
      if (there) return await change(calendarId, versionOf(there), toGraphEvent(event));
      // A create that is sent twice makes one event, by its transaction id; one that is used up is followed by another.
      for (
        const end of ["", `#${event.sequence}-${event.dtstamp}`, `#${crypto.randomUUID()}`]
      ) {
        const made = await create(calendarId, event, `${event.uid}${end}`);
        if (made) return made;
      }
      throw new CalendarError("try-again", "not-kept");
    },

    async remove(calendarId, uid, seen) {
      const hits = await hitsOf(calendarId, uid);
      if (hits.length === 0) return;
      const there = seen ? hits.find(({ id }) => id === seen.href) : pickOwn(hits, uid);
      if (!there) throw new CalendarError("changed", "changed");
      const headers: Record<string, string> = seen?.etag ? { "if-match": seen.etag } : {};
      const answer = await graph.sendRequest("DELETE", at(calendarId, there.id), { headers });
      // It stood there a moment ago: where it is now, nobody has said.
      if (!answer.ok) throw changedIfGone(answer) ?? toGraphError(answer);
    },
  };
}

/** Whether an event was made with this very answer, by the server's own clock. */
function isJustCreated({ body, headers }: ApiResponse): boolean {
  const made = Date.parse(parseBody(GraphEvent, body).createdDateTime ?? "");
  return Math.abs(Date.parse(headers.get("date") ?? "") - made) < JUST_CREATED_MS;
}

/** Of several events of one UID the written one is ours; else the one that was made by us, and before its copies. */
function pickOwn(hits: readonly GraphEvent[], uid: string, written?: string): GraphEvent | null {
  const known = hits.find(({ id }) => id === written);
  if (known) return known;
  const made = hits.filter((hit) => bookingIdOfEvent(hit) === bookingIdOf(uid));
  const [first] = (made.length > 0 ? made : [...hits]).sort((a, b) =>
    (a.createdDateTime ?? "").localeCompare(b.createdDateTime ?? "")
  );
  return first ?? null;
}

/** What was found and cannot be reached has changed; null for every other answer. */
function changedIfGone(answer: ApiResponse): CalendarError | null {
  const problem = answer.status === 404 || answer.status === 410 ? toGraphError(answer) : null;
  if (!problem || problem.why === "no-mailbox") return null;
  return new CalendarError("changed", "changed", problem.detail);
}

function versionOf(event: GraphEvent): ObjectVersion {
  return { href: event.id, etag: etagOf(event) };
}

function versionIn({ body }: ApiResponse): ObjectVersion {
  return versionOf(parseBody(GraphEvent, body));
}
