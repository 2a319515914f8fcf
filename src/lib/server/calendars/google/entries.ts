import { type Calendar, CalendarError, type FoundEntry, type ObjectVersion } from "../calendar.ts";
import { eventIdsOf, GoogleEvent, remindersOf, spanOf, toGoogleEvent } from "./event.ts";
import { toGoogleError } from "./pages.ts";
import { eventsPath, type GoogleRequests } from "./requests.ts";
import { type ApiResponse, parseBody } from "../json-api.ts";

/** Google mails nobody: our emails do. */
const noUpdates = { sendUpdates: "none" };

/** Entries of ours in a Google calendar, each under an id that is made of its UID. */
export function openGoogleEntries(
  { sendRequest, sendOrThrow, urlFor }: GoogleRequests,
  zone: string,
): Pick<Calendar, "find" | "put" | "remove"> {
  const at = (calendarId: string, id: string, query = {}) =>
    urlFor(eventsPath(calendarId, id), query);

  async function eventBy(calendarId: string, id: string): Promise<GoogleEvent | null> {
    const answer = await sendRequest("GET", at(calendarId, id));
    if (answer.status === 404 || answer.status === 410) return null;
    if (!answer.ok) throw toGoogleError(answer);
    return parseBody(GoogleEvent, answer.body);
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
  async function restore(
    calendarId: string,
    id: string,
    body: unknown,
  ): Promise<ObjectVersion | null> {
    const deleted = await eventBy(calendarId, id);
    if (!deleted) return null;
    const answer = await sendRequest("PATCH", at(calendarId, id, noUpdates), {
      body,
      headers: ifMatch(deleted),
    });
    if (answer.ok) return isCancelledAnswer(answer) ? null : versionOfAnswer(answer);
    const problem = toGoogleError(answer);
    if (problem.kind === "refused" || problem.kind === "gone" || answer.status === 410) return null;
    throw problem;
  }

  return {
    async find(calendarId, uid, written) {
      const event = await standing(calendarId, uid, written);
      return event && toFoundEntry(event, zone);
    },

    async put(calendarId, event, seen) {
      const body = toGoogleEvent(event);
      if (seen) {
        const answer = await sendRequest("PATCH", at(calendarId, seen.href, noUpdates), {
          body,
          headers: ifMatch(seen),
        });
        if (answer.ok && !isCancelledAnswer(answer)) return versionOfAnswer(answer);
        throw answer.ok || [404, 410].includes(answer.status)
          ? new CalendarError("changed", "changed", `HTTP ${answer.status}`)
          : toGoogleError(answer);
      }
      for (const [n, id] of eventIdsOf(event.uid).entries()) {
        const first = await sendRequest("POST", urlFor(eventsPath(calendarId), noUpdates), {
          body: { ...body, ...remindersOf(event), id },
        });
        if (first.ok && !isCancelledAnswer(first)) return versionOfAnswer(first);
        if (!first.ok && first.status !== 409) throw toGoogleError(first);
        // It was written before a crash, maybe under a later id; or was deleted.
        const there = n === 0 ? await standing(calendarId, event.uid) : null;
        if (there) {
          const headers = ifMatch(there);
          const url = at(calendarId, there.id, noUpdates);
          return versionOfAnswer(await sendOrThrow("PATCH", url, { body, headers }));
        }
        const restored = await restore(calendarId, id, body);
        if (restored) return restored;
      }
      throw new CalendarError("refused", "stays-deleted");
    },

    async remove(calendarId, uid, seen) {
      const headers = seen ? ifMatch(seen) : {};
      let isRemoved = false;
      for (const id of seen ? [seen.href] : eventIdsOf(uid)) {
        const answer = await sendRequest("DELETE", at(calendarId, id, noUpdates), { headers });
        // Its host may have taken an earlier one out of the bin again: up to the first that never was, all of them go.
        if (isRemoved && answer.status === 404) return;
        isRemoved ||= answer.ok;
        if (!answer.ok && answer.status !== 404 && answer.status !== 410) {
          throw toGoogleError(answer);
        }
      }
    },
  };
}

function toFoundEntry(event: GoogleEvent, zone: string): FoundEntry {
  const sequence = Number(event.extendedProperties?.private?.invitoSequence ?? NaN);
  return {
    href: event.id,
    etag: event.etag ?? null,
    ...spanOf(event, [zone]),
    sequence: Number.isNaN(sequence) ? null : sequence,
  };
}

/** What was said to be written must stand there. */
function isCancelledAnswer({ body }: ApiResponse): boolean {
  return parseBody(GoogleEvent, body).status === "cancelled";
}

function versionOfAnswer({ body }: ApiResponse): ObjectVersion {
  const { id, etag } = parseBody(GoogleEvent, body);
  return { href: id, etag: etag ?? null };
}

function ifMatch({ etag }: { etag?: string | null | undefined }): Record<string, string> {
  return etag === null || etag === undefined ? {} : { "if-match": etag };
}
