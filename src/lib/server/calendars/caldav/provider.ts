import { bookingIdOf } from "$lib/scheduling/booking.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { titledBusy } from "../../../icalendar/busy-times.ts";
import type { OutboundFetch } from "../../outbound/index.ts";
import {
  answeredBusy,
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
import { isSameEtag } from "./etags.ts";
import { pullChanges } from "./incremental-sync.ts";
import type { CalendarCollection } from "./fetch-objects.ts";
import {
  etagOfResponse,
  fileNameOf,
  findObject,
  getObject,
  objectUrl,
  type ServerObject,
} from "./find-object.ts";
import { findByUid } from "./find-entry.ts";
import { queryBusy } from "./query-busy.ts";
import { inlineParser, type ResponseParser } from "../parsing/response-parser.ts";
import { errorFromResponse } from "../errors.ts";
import { cal, child, dav, hrefOf, openWebDav, type WebDavClient } from "./webdav.ts";
import type { Capabilities } from "$lib/scheduling/connection.ts";

const noneAccepted: ReadonlySet<string> = new Set();

export const caldavProvider: PasswordProvider = {
  changeDetection: "per-server",
  pacedBy: "server",
  openWithSecret: ({ fetch, responseParser: parser }, { secret: password, ...account }) =>
    openCaldav(fetch, { ...account, password, parser }),
};

/** A CalDAV account to open. */
export interface CaldavAccount {
  url: string;
  user: string;
  password: string;
  /** IANA zone of all-day and floating times. */
  zone: string;
  /** The host's own addresses: events they declined are not busy. */
  ownAddresses: readonly string[];
  /** Parses long responses; the caller's thread when left out. */
  parser?: ResponseParser;
}

/** A CalDAV account (RFC 4791) as a `Calendar`. */
export function openCaldav(fetch: OutboundFetch, account: CaldavAccount): Calendar {
  const parser = account.parser ?? inlineParser;
  const home = new URL(account.url);
  const server = openWebDav(fetch, { ...account, home }, parser);
  const urlOf = (calendarId: string) => hrefOf(calendarId, home);
  const collection = (calendarId: string, window: Span): CalendarCollection => ({
    server,
    parser,
    url: urlOf(calendarId),
    scope: { window, zone: account.zone, ownAddresses: account.ownAddresses },
  });

  return {
    list: () => listCollections(server, home),

    capabilities: (calendarId, now) => readCapabilities(server, urlOf(calendarId), now),

    async changes(calendarId, window, cursor, known) {
      return await pullChanges(collection(calendarId, window), cursor, known ?? null);
    },

    async busy(calendarId, span, accepted = noneAccepted) {
      const objects = await queryBusy(collection(calendarId, span), INTERACTIVE_LIMITS, accepted);
      return objects.flatMap((object) =>
        titledBusy(object).map(({ title, ...time }) =>
          answeredBusy(time, title, bookingIdOf(object.uid))
        )
      );
    },

    find: (calendarId, uid, writtenHref) =>
      findByUid(server, urlOf(calendarId), uid, account.zone, writtenHref),

    async put(calendarId, event, expected) {
      const collection = urlOf(calendarId);
      if (expected) {
        const existing = await getObject(server, hrefOf(expected.href, collection));
        if (!existing || isChanged(expected, existing)) {
          throw new CalendarError("changed", "changed");
        }
        return await replaceObject(server, collection, event, existing);
      }
      const url = objectUrl(collection, event.uid);
      const name = fileNameOf(event.uid);
      const response = await createObject(server, collection, name, calendarObject(event));
      if (isWriteSuccess(response)) return versionOfResponse(server, url, response);
      if (![403, 409, 412].includes(response.status)) throw errorFromResponse(response);
      // The UID exists already, written before a crash or under another name: that object is replaced.
      const existing = await findObject(server, collection, event.uid);
      if (!existing) throw errorFromResponse(response);
      return await replaceObject(server, collection, event, existing);
    },

    async remove(calendarId, uid, expected) {
      const collection = urlOf(calendarId);
      const url = expected ? hrefOf(expected.href, collection) : objectUrl(collection, uid);
      const response = await deleteObject(server, { href: url.href, etag: expected?.etag ?? null });
      if (isWriteSuccess(response)) return;
      if (![404, 410, 412].includes(response.status)) throw errorFromResponse(response);
      const existing = await findObject(server, collection, uid);
      if (!existing) return;
      if (response.status === 412) throw errorFromResponse(response);
      const retried = await deleteObject(server, {
        href: hrefOf(existing.href, collection).href,
        etag: existing.etag,
      });
      if (!isWriteSuccess(retried) && ![404, 410].includes(retried.status)) {
        throw errorFromResponse(retried);
      }
    },
  };
}

/** Success is 200, 201 or 204; a 207 reports a failure inside. */
function isWriteSuccess({ status }: Response): boolean {
  return status === 200 || status === 201 || status === 204;
}

/** Whether an object has another ETag than expected, where one is known. */
function isChanged({ etag: expected }: ObjectVersion, { etag }: ObjectVersion): boolean {
  return expected !== null && (etag === null || !isSameEtag(etag, expected));
}

/** Replaces an object, if it is unchanged since it was read; properties that others added are preserved. */
async function replaceObject(
  server: WebDavClient,
  collection: URL,
  event: CalendarEvent,
  existing: ServerObject,
): Promise<ObjectVersion> {
  const url = hrefOf(existing.href, collection);
  const expected = { href: url.href, etag: existing.etag };
  const response = await updateObject(server, expected, calendarObject(event, existing.text));
  if (!isWriteSuccess(response)) throw errorFromResponse(response);
  return versionOfResponse(server, url, response);
}

async function versionOfResponse(
  server: WebDavClient,
  url: URL,
  response: Response,
): Promise<ObjectVersion> {
  return { href: url.href, etag: await etagOfResponse(server, url, response) };
}

const QUICK = { timeoutMs: 5_000 };

const capabilitiesRequest =
  `<d:propfind xmlns:d="DAV:" xmlns:s="http://calendarserver.org/ns/"><d:prop>
  <d:resourcetype/><d:supported-report-set/><d:sync-token/><s:getctag/></d:prop></d:propfind>`;

/** A CalDAV server's capabilities, by a calendar's properties and the DAV header (RFC 4918 §10.1, RFC 6638 §2). */
async function readCapabilities(
  server: WebDavClient,
  url: URL,
  now: number,
): Promise<Capabilities> {
  const { resources } = await server.query("PROPFIND", url, capabilitiesRequest, 0, QUICK);
  const props = resources[0]?.props;
  if (!props) throw new CalendarError("try-again", "unreadable", "an empty answer");
  const reports = new Set(
    (props.get(dav("supported-report-set"))?.children ?? []).flatMap((supported) =>
      (child(supported, dav("report"))?.children ?? []).map(({ name }) => name)
    ),
  );
  const options = await server.send("OPTIONS", url);
  await options.body?.cancel();
  const date = Date.parse(options.headers.get("date") ?? "");
  const hasText = (name: string) => Boolean(props.get(name)?.text.trim());
  return {
    // Some servers support sync-collection and do not list it.
    changeDetection: reports.has(dav("sync-collection")) || hasText(dav("sync-token"))
      ? "reports"
      : hasText("{http://calendarserver.org/ns/}getctag")
      ? "marks"
      : "none",
    freeBusy: reports.has(cal("free-busy-query")),
    scheduling: /\bcalendar-auto-schedule\b/i.test(options.headers.get("dav") ?? ""),
    clockOffsetMs: Number.isNaN(date) ? null : date - now,
    checkedAt: now,
  };
}
