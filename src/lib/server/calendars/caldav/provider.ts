import { bookingIdOf } from "$lib/scheduling/booking.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { OutboundFetch } from "../../outbound/index.ts";
import { readCapabilities } from "./capabilities.ts";
import {
  type Calendar,
  CalendarError,
  INTERACTIVE_LIMITS,
  type ObjectVersion,
} from "../calendar.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import type { PasswordProvider } from "../calendar-provider.ts";
import { calendarObject } from "../../../icalendar/calendar-object.ts";
import { createObject, deleteObject, updateObject } from "./dav-client.ts";
import { listCollections } from "./list-calendars.ts";
import { pullChanges } from "./incremental-sync.ts";
import type { CalendarCollection } from "./fetch-objects.ts";
import {
  etagOfResponse,
  fileNameOf,
  findByUid,
  findObject,
  getObject,
  objectUrl,
  queryBusy,
  type ServerObject,
} from "./caldav-queries.ts";
import { inlineParser, type ResponseParser } from "../parsing/response-parser.ts";
import { errorFromResponse } from "../errors.ts";
import { hrefOf, openWebDav, type WebDavClient } from "./webdav.ts";

const noneAccepted: ReadonlySet<string> = new Set();

export const caldavProvider: PasswordProvider = {
  changeDetection: "per-server",
  pacedBy: "server",
  openWithSecret: ({ fetch, responseParser: parser }, { secret: password, ...account }) =>
    openCaldav(fetch, { ...account, password, parser }),
};

/** What a CalDAV account is opened with. */
export interface CaldavAccount {
  url: string;
  user: string;
  password: string;
  /** Where all-day and floating times are meant. */
  zone: string;
  /** The host's own addresses: what they declined does not take their time. */
  ownAddresses: readonly string[];
  /** Who reads the long answers; the caller's own thread when left out. */
  parser?: ResponseParser;
}

/** A CalDAV account (RFC 4791) behind the contract of every calendar. */
export function openCaldav(fetch: OutboundFetch, account: CaldavAccount): Calendar {
  const reader = account.parser ?? inlineParser;
  const home = new URL(account.url);
  const server = openWebDav(fetch, { ...account, home }, reader);
  const at = (calendarId: string) => hrefOf(calendarId, home);
  const collection = (calendarId: string, window: Span): CalendarCollection => ({
    server,
    reader,
    url: at(calendarId),
    view: { window, zone: account.zone, ownAddresses: account.ownAddresses },
  });

  return {
    list: () => listCollections(server, home),

    capabilities: (calendarId, now) => readCapabilities(server, at(calendarId), now),

    async changes(calendarId, window, cursor, known) {
      return await pullChanges(collection(calendarId, window), cursor, known ?? null);
    },

    async busy(calendarId, span, accepted = noneAccepted) {
      const objects = await queryBusy(collection(calendarId, span), INTERACTIVE_LIMITS, accepted);
      return objects.flatMap(({ uid, title, busy }) => {
        const own = bookingIdOf(uid);
        return busy.map((time) => ({
          ...time,
          title,
          ...(own === null ? {} : { bookingId: own }),
        }));
      });
    },

    find: (calendarId, uid, written) =>
      findByUid(server, at(calendarId), uid, account.zone, written),

    async put(calendarId, event, seen) {
      const collection = at(calendarId);
      if (seen) {
        const there = await getObject(server, hrefOf(seen.href, collection));
        const isOther = seen.etag !== null && there?.etag !== seen.etag;
        if (!there || isOther) throw new CalendarError("changed", "changed");
        return await replaceObject(server, collection, event, there);
      }
      const place = objectUrl(collection, event.uid);
      const name = fileNameOf(event.uid);
      const first = await createObject(server, collection, name, calendarObject(event));
      if (isWriteSuccess(first)) return versionOfResponse(server, place, first);
      if (![403, 409, 412].includes(first.status)) throw errorFromResponse(first);
      // It is there already, written before a crash or under another name: the same UID replaces.
      const there = await findObject(server, collection, event.uid);
      if (!there) throw errorFromResponse(first);
      return await replaceObject(server, collection, event, there);
    },

    async remove(calendarId, uid, seen) {
      const collection = at(calendarId);
      const place = seen ? hrefOf(seen.href, collection) : objectUrl(collection, uid);
      const first = await deleteObject(server, { href: place.href, etag: seen?.etag ?? null });
      if (isWriteSuccess(first)) return;
      if (![404, 410, 412].includes(first.status)) throw errorFromResponse(first);
      const there = await findObject(server, collection, uid);
      if (!there) return;
      if (first.status === 412) throw errorFromResponse(first);
      const again = await deleteObject(server, {
        href: hrefOf(there.href, collection).href,
        etag: there.etag,
      });
      if (!isWriteSuccess(again) && ![404, 410].includes(again.status)) {
        throw errorFromResponse(again);
      }
    },
  };
}

/** Success is 200, 201 or 204; a 207 is an answer about a failure inside. */
function isWriteSuccess({ status }: Response): boolean {
  return status === 200 || status === 201 || status === 204;
}

/** Writes over what stands there, as it was read; what others added to it stays. */
async function replaceObject(
  server: WebDavClient,
  collection: URL,
  event: CalendarEvent,
  there: ServerObject,
): Promise<ObjectVersion> {
  const place = hrefOf(there.href, collection);
  const seen = { href: place.href, etag: there.etag };
  const answer = await updateObject(server, seen, calendarObject(event, there.text));
  if (!isWriteSuccess(answer)) throw errorFromResponse(answer);
  return versionOfResponse(server, place, answer);
}

async function versionOfResponse(
  server: WebDavClient,
  place: URL,
  answer: Response,
): Promise<ObjectVersion> {
  return { href: place.href, etag: await etagOfResponse(server, place, answer) };
}
