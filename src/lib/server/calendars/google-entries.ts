import { type Calendar, CalendarProblem, type Found, type Version } from "./calendar.ts";
import { bodyOf, eventIdsOf, GoogleEvent, remindersOf, timeOf } from "./google-events.ts";
import { refusalOf } from "./google-listing.ts";
import { eventsPath, type GoogleRequests } from "./google-requests.ts";
import { type Answer, read } from "./json-api.ts";

/** Google mails nobody: our emails do. */
const silently = { sendUpdates: "none" };

/** Entries of ours in a Google calendar, each under an id that is made of its UID. */
export function openGoogleEntries(
  { ask, send, place }: GoogleRequests,
  zone: string,
): Pick<Calendar, "find" | "put" | "remove"> {
  const at = (calendarId: string, id: string, query = {}) =>
    place(eventsPath(calendarId, id), query);

  async function eventBy(calendarId: string, id: string): Promise<GoogleEvent | null> {
    const answer = await ask("GET", at(calendarId, id));
    if (answer.status === 404 || answer.status === 410) return null;
    if (!answer.ok) throw refusalOf(answer);
    return read(GoogleEvent, answer.body);
  }

  /** The entry that stands under one of the ids of a UID; where it was written is looked at first. */
  async function standing(
    calendarId: string,
    uid: string,
    written?: string,
  ): Promise<GoogleEvent | null> {
    for (const id of new Set([...written === undefined ? [] : [written], ...eventIdsOf(uid)])) {
      const event = await eventBy(calendarId, id);
      if (event && event.status !== "cancelled") return event;
    }
    return null;
  }

  /** Writes over an event that was deleted, whose id is never free again; null where it stays deleted. */
  async function restore(calendarId: string, id: string, body: unknown): Promise<Version | null> {
    const deleted = await eventBy(calendarId, id);
    if (!deleted) return null;
    const answer = await ask("PATCH", at(calendarId, id, silently), {
      body,
      headers: ifMatch(deleted),
    });
    if (answer.ok) return isCancelled(answer) ? null : versionOf(answer);
    const problem = refusalOf(answer);
    if (problem.kind === "refused" || problem.kind === "gone" || answer.status === 410) return null;
    throw problem;
  }

  return {
    async find(calendarId, uid, written) {
      const event = await standing(calendarId, uid, written);
      return event && foundIn(event, zone);
    },

    async put(calendarId, event, seen) {
      const body = bodyOf(event);
      if (seen) {
        const answer = await ask("PATCH", at(calendarId, seen.href, silently), {
          body,
          headers: ifMatch(seen),
        });
        if (answer.ok && !isCancelled(answer)) return versionOf(answer);
        throw answer.ok || [404, 410].includes(answer.status)
          ? new CalendarProblem("changed", "changed", `HTTP ${answer.status}`)
          : refusalOf(answer);
      }
      for (const [n, id] of eventIdsOf(event.uid).entries()) {
        const first = await ask("POST", place(eventsPath(calendarId), silently), {
          body: { ...body, ...remindersOf(event), id },
        });
        if (first.ok && !isCancelled(first)) return versionOf(first);
        if (!first.ok && first.status !== 409) throw refusalOf(first);
        // It was written before a crash, maybe under a later id; or was deleted.
        const there = n === 0 ? await standing(calendarId, event.uid) : null;
        if (there) {
          const headers = ifMatch(there);
          const url = at(calendarId, there.id, silently);
          return versionOf(await send("PATCH", url, { body, headers }));
        }
        const restored = await restore(calendarId, id, body);
        if (restored) return restored;
      }
      throw new CalendarProblem("refused", "stays-deleted");
    },

    async remove(calendarId, uid, seen) {
      const headers = seen ? ifMatch(seen) : {};
      let isRemoved = false;
      for (const id of seen ? [seen.href] : eventIdsOf(uid)) {
        const answer = await ask("DELETE", at(calendarId, id, silently), { headers });
        // Its host may have taken an earlier one out of the bin again: up to the first that never was, all of them go.
        if (isRemoved && answer.status === 404) return;
        isRemoved ||= answer.ok;
        if (!answer.ok && answer.status !== 404 && answer.status !== 410) throw refusalOf(answer);
      }
    },
  };
}

function foundIn(event: GoogleEvent, zone: string): Found {
  const sequence = Number(event.extendedProperties?.private?.invitoSequence ?? NaN);
  return {
    href: event.id,
    etag: event.etag ?? null,
    ...timeOf(event, [zone]),
    sequence: Number.isNaN(sequence) ? null : sequence,
  };
}

/** What was said to be written must stand there. */
function isCancelled({ body }: Answer): boolean {
  return read(GoogleEvent, body).status === "cancelled";
}

function versionOf({ body }: Answer): Version {
  const { id, etag } = read(GoogleEvent, body);
  return { href: id, etag: etag ?? null };
}

function ifMatch({ etag }: { etag?: string | null | undefined }): Record<string, string> {
  return etag === null || etag === undefined ? {} : { "if-match": etag };
}
