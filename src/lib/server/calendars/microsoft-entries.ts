import { bookingIdOf } from "$lib/scheduling/booking.ts";
import { type Calendar, type CalendarEvent, CalendarProblem, type Version } from "./calendar.ts";
import { type Answer, read } from "./json-api.ts";
import {
  bodyOf,
  bookingOf,
  etagOf,
  eventFields,
  GraphEvent,
  reminderOf,
  sequenceOf,
  sequenceProperty,
  timeOf,
  uidProperty,
} from "./microsoft-events.ts";
import { refusalOf } from "./microsoft-listing.ts";
import { calendarPath, during, type MicrosoftRequests } from "./microsoft-requests.ts";

const JUST_MADE_MS = 60_000;
const LOOKS_MS = [500, 1_500];

/**
 * Entries of ours in a Microsoft calendar, known by a property of our own. Ids outlive an event's move among the deleted
 * things, so that only what is found in the calendar itself is taken to stand there.
 */
export function openMicrosoftEntries(
  graph: MicrosoftRequests,
  zone: string,
): Pick<Calendar, "find" | "put" | "remove"> {
  const at = (calendarId: string, id: string) =>
    graph.place(calendarPath(calendarId, "events", id));

  /** Everything in a calendar that carries a UID of ours: a person's copy does, too. */
  async function hitsOf(calendarId: string, uid: string): Promise<GraphEvent[]> {
    const found = await graph.pages(
      graph.place(calendarPath(calendarId, "events"), {
        $filter:
          `singleValueExtendedProperties/Any(ep: ep/id eq '${uidProperty}' and ep/value eq '${
            uid.replaceAll("'", "''")
          }')`,
        $expand: `singleValueExtendedProperties($filter=id eq '${sequenceProperty}')`,
        $select: eventFields,
      }),
      {},
    );
    return found.flatMap(({ value }) => value.map((each) => read(GraphEvent, each)));
  }

  async function change(calendarId: string, { href, etag }: Version, body: unknown) {
    const headers: Record<string, string> = etag === null ? {} : { "if-match": etag };
    const answer = await graph.ask("PATCH", at(calendarId, href), { body, headers });
    if (!answer.ok) throw vanished(answer) ?? refusalOf(answer);
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
  ): Promise<Version | null> {
    const answer = await graph.ask("POST", graph.place(calendarPath(calendarId, "events")), {
      body: { ...bodyOf(event), ...reminderOf(event), transactionId },
    });
    if (answer.status === 409) {
      // It may have been made a moment ago, and be late in the listing: another one would stand beside it.
      for (const ms of [0, ...LOOKS_MS]) {
        if (ms > 0) await graph.wait(ms);
        const meanwhile = ours(await hitsOf(calendarId, event.uid), event.uid);
        if (meanwhile) return await change(calendarId, versionOf(meanwhile), bodyOf(event));
      }
      return null;
    }
    if (!answer.ok) throw refusalOf(answer);
    const { href } = versionIn(answer);
    // What was made just now may be a moment late in a listing; what was made long ago is not.
    for (const ms of isNew(answer) ? [0, ...LOOKS_MS] : [0]) {
      if (ms > 0) await graph.wait(ms);
      const kept = await standsIn(calendarId, href, event);
      if (!kept) continue;
      // An event that the same create made before stands as it was asked for then.
      const { start, end } = timeOf(kept, zone);
      if (start === event.start && end === event.end) return versionOf(kept);
      return await change(calendarId, versionOf(kept), bodyOf(event));
    }
    const cleared = await graph.ask("DELETE", at(calendarId, href));
    if (!cleared.ok && !vanished(cleared)) throw refusalOf(cleared);
    return null;
  }

  async function standsIn(calendarId: string, id: string, event: CalendarEvent) {
    const hit = (await hitsOf(calendarId, event.uid)).find((each) => each.id === id);
    if (hit) return hit;
    const query = { ...during(event), $select: eventFields, $top: "500" };
    const pages = await graph.pages(
      graph.place(calendarPath(calendarId, "calendarView"), query),
      {},
    );
    return pages.flatMap(({ value }) => value.map((each) => read(GraphEvent, each)))
      .find((each) => each.id === id);
  }

  return {
    async find(calendarId, uid, written) {
      const hits = (await hitsOf(calendarId, uid)).filter(({ isCancelled }) => !isCancelled);
      const event = ours(hits, uid, written);
      if (!event) return null;
      return {
        ...versionOf(event),
        ...timeOf(event, zone),
        sequence: sequenceOf(event),
        ...(hits.length > 1 ? { copies: hits.length - 1 } : {}),
      };
    },

    async put(calendarId, event, seen) {
      const hits = await hitsOf(calendarId, event.uid);
      if (seen) {
        if (!hits.some(({ id }) => id === seen.href)) {
          throw new CalendarProblem("changed", "changed");
        }
        return await change(calendarId, seen, bodyOf(event));
      }
      const there = ours(hits, event.uid);
      if (there) return await change(calendarId, versionOf(there), bodyOf(event));
      // A create that is sent twice makes one event, by its transaction id; one that is used up is followed by another.
      for (
        const end of ["", `#${event.sequence}-${event.stamp}`, `#${crypto.randomUUID()}`]
      ) {
        const made = await create(calendarId, event, `${event.uid}${end}`);
        if (made) return made;
      }
      throw new CalendarProblem("try-again", "not-kept");
    },

    async remove(calendarId, uid, seen) {
      const hits = await hitsOf(calendarId, uid);
      if (hits.length === 0) return;
      const there = seen ? hits.find(({ id }) => id === seen.href) : ours(hits, uid);
      if (!there) throw new CalendarProblem("changed", "changed");
      const headers: Record<string, string> = seen?.etag ? { "if-match": seen.etag } : {};
      const answer = await graph.ask("DELETE", at(calendarId, there.id), { headers });
      // It stood there a moment ago: where it is now, nobody has said.
      if (!answer.ok) throw vanished(answer) ?? refusalOf(answer);
    },
  };
}

/** Whether an event was made with this very answer, by the server's own clock. */
function isNew({ body, headers }: Answer): boolean {
  const made = Date.parse(read(GraphEvent, body).createdDateTime ?? "");
  return Math.abs(Date.parse(headers.get("date") ?? "") - made) < JUST_MADE_MS;
}

/** Of several events of one UID the written one is ours; else the one that was made by us, and before its copies. */
function ours(hits: readonly GraphEvent[], uid: string, written?: string): GraphEvent | null {
  const known = hits.find(({ id }) => id === written);
  if (known) return known;
  const made = hits.filter((hit) => bookingOf(hit) === bookingIdOf(uid));
  const [first] = (made.length > 0 ? made : [...hits]).sort((a, b) =>
    (a.createdDateTime ?? "").localeCompare(b.createdDateTime ?? "")
  );
  return first ?? null;
}

/** What was found and cannot be reached has changed; null for every other answer. */
function vanished(answer: Answer): CalendarProblem | null {
  const problem = answer.status === 404 || answer.status === 410 ? refusalOf(answer) : null;
  if (!problem || problem.why === "no-mailbox") return null;
  return new CalendarProblem("changed", "changed", problem.detail);
}

function versionOf(event: GraphEvent): Version {
  return { href: event.id, etag: etagOf(event) };
}

function versionIn({ body }: Answer): Version {
  return versionOf(read(GraphEvent, body));
}
