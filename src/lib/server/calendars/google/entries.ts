import { type Calendar, CalendarError, type FoundEntry, type ObjectVersion } from "../calendar.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { writeWithConference } from "../conference.ts";
import {
  conferenceRequestOf,
  conferenceStateOf,
  eventIdsOf,
  GoogleEvent,
  remindersOf,
  spanOf,
  toGoogleEvent,
} from "./event.ts";
import { toGoogleError } from "./pages.ts";
import { eventsPath, type GoogleRequests } from "./requests.ts";
import { type ApiResponse, parseBody } from "../json-api.ts";

/** Google sends no invitations; our emails do. */
const noUpdates = { sendUpdates: "none" };

/** Entries of ours in a Google calendar, with ids derived from their UIDs. */
export function openGoogleEntries(
  { sendRequest, sendOrThrow, urlFor }: GoogleRequests,
  zone: string,
): Pick<Calendar, "find" | "put" | "conference" | "remove"> {
  const urlOf = (calendarId: string, id: string, query = {}) =>
    urlFor(eventsPath(calendarId, id), query);

  async function getEvent(calendarId: string, id: string): Promise<GoogleEvent | null> {
    const response = await sendRequest("GET", urlOf(calendarId, id));
    if (response.status === 404 || response.status === 410) return null;
    if (!response.ok) throw toGoogleError(response);
    return parseBody(GoogleEvent, response.body);
  }

  /** The event under one of the ids of a UID, `writtenHref` first. */
  async function findByUid(
    calendarId: string,
    uid: string,
    writtenHref?: string,
  ): Promise<GoogleEvent | null> {
    for (
      const id of new Set([...writtenHref === undefined ? [] : [writtenHref], ...eventIdsOf(uid)])
    ) {
      const event = await getEvent(calendarId, id);
      if (event && event.status !== "cancelled") return event;
    }
    return null;
  }

  /** Restores a deleted event, because Google never frees its id; null when it stays deleted. */
  async function restore(
    calendarId: string,
    id: string,
    body: unknown,
    query: Record<string, string>,
  ): Promise<ObjectVersion | null> {
    const deleted = await getEvent(calendarId, id);
    if (!deleted) return null;
    const response = await sendRequest("PATCH", urlOf(calendarId, id, query), {
      body,
      headers: ifMatch(deleted),
    });
    if (response.ok) return isCancelled(response) ? null : versionIn(response);
    const error = toGoogleError(response);
    if (error.kind === "refused" || error.kind === "gone" || response.status === 410) return null;
    throw error;
  }

  async function put(
    calendarId: string,
    event: CalendarEvent,
    expected?: ObjectVersion,
  ): Promise<ObjectVersion> {
    const requested = conferenceRequestOf(event);
    const body = { ...toGoogleEvent(event), ...requested };
    const query: Record<string, string> = "conferenceData" in requested
      ? { ...noUpdates, conferenceDataVersion: "1" }
      : noUpdates;
    if (expected) {
      const response = await sendRequest("PATCH", urlOf(calendarId, expected.href, query), {
        body,
        headers: ifMatch(expected),
      });
      if (response.ok && !isCancelled(response)) return versionIn(response);
      throw response.ok || [404, 410].includes(response.status)
        ? new CalendarError("changed", "changed", `HTTP ${response.status}`)
        : toGoogleError(response);
    }
    for (const [n, id] of eventIdsOf(event.uid).entries()) {
      const first = await sendRequest("POST", urlFor(eventsPath(calendarId), query), {
        body: { ...body, ...remindersOf(event), id },
      });
      if (first.ok && !isCancelled(first)) return versionIn(first);
      if (!first.ok && first.status !== 409) throw toGoogleError(first);
      // The id is taken: written before a crash, maybe under a later id, or deleted.
      const existing = n === 0 ? await findByUid(calendarId, event.uid) : null;
      if (existing) {
        const headers = ifMatch(existing);
        const url = urlOf(calendarId, existing.id, query);
        return versionIn(await sendOrThrow("PATCH", url, { body, headers }));
      }
      const restored = await restore(calendarId, id, body, query);
      if (restored) return restored;
    }
    throw new CalendarError("refused", "stays-deleted");
  }

  return {
    async find(calendarId, uid, writtenHref) {
      const event = await findByUid(calendarId, uid, writtenHref);
      return event && toFoundEntry(event, zone);
    },

    put: (calendarId, event, expected) =>
      writeWithConference(event, (written) => put(calendarId, written, expected)),

    async conference(calendarId, _uid, href) {
      const event = await getEvent(calendarId, href);
      // What was deleted, or moved to another calendar, can still be read.
      const isThere = event !== null && event.status !== "cancelled";
      return isThere ? conferenceStateOf(event) : { state: "failed" };
    },

    async remove(calendarId, uid, expected) {
      const headers = expected ? ifMatch(expected) : {};
      let isRemoved = false;
      for (const id of expected ? [expected.href] : eventIdsOf(uid)) {
        const response = await sendRequest("DELETE", urlOf(calendarId, id, noUpdates), { headers });
        // The host may have restored an earlier id from the bin, so all ids up to the first unused one are deleted.
        if (isRemoved && response.status === 404) return;
        isRemoved ||= response.ok;
        if (!response.ok && response.status !== 404 && response.status !== 410) {
          throw toGoogleError(response);
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

/** Whether a success response is about a deleted event. */
function isCancelled({ body }: ApiResponse): boolean {
  return parseBody(GoogleEvent, body).status === "cancelled";
}

function versionIn({ body }: ApiResponse): ObjectVersion {
  const { id, etag } = parseBody(GoogleEvent, body);
  return { href: id, etag: etag ?? null };
}

function ifMatch({ etag }: { etag?: string | null | undefined }): Record<string, string> {
  return etag === null || etag === undefined ? {} : { "if-match": etag };
}
