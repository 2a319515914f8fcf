import { bookingIdOf } from "$lib/scheduling/booking.ts";
import type { Span } from "$lib/scheduling/span.ts";
import type { OutboundFetch } from "../outbound.ts";
import { abilitiesOf } from "./abilities.ts";
import { type Calendar, type CalendarEvent, CalendarProblem, type Version } from "./calendar.ts";
import { calendarObject } from "./calendar-object.ts";
import { calendarsAt } from "./collections.ts";
import { changesOf } from "./following.ts";
import type { Collection } from "./objects.ts";
import {
  busyIn,
  etagIn,
  findByUid,
  objectAt,
  objectByUid,
  placeOf,
  type Standing,
} from "./questions.ts";
import { type Reader, readHere } from "./reader.ts";
import { refusalOf } from "./trouble.ts";
import { type Dav, hrefOf, openDav } from "./webdav.ts";

/** A question at confirm is asked while a person waits. */
const QUICK = { timeoutMs: 4_000 };
const nothing: ReadonlySet<string> = new Set();

/** What a CalDAV account is opened with. */
export interface CaldavAccount {
  url: string;
  user: string;
  password: string;
  /** Where all-day and floating times are meant. */
  zone: string;
  /** The host's own addresses: what they declined does not take their time. */
  self: readonly string[];
  /** Who reads the long answers; the caller's own thread when left out. */
  reader?: Reader;
}

/** A CalDAV account (RFC 4791) behind the contract of every calendar. */
export function openCaldav(fetch: OutboundFetch, account: CaldavAccount): Calendar {
  const reader = account.reader ?? readHere;
  const server = openDav(fetch, account.user, account.password, reader);
  const home = new URL(account.url);
  const at = (calendarId: string) => hrefOf(calendarId, home);
  const collection = (calendarId: string, window: Span): Collection => ({
    server,
    reader,
    url: at(calendarId),
    view: { window, zone: account.zone, self: account.self },
  });

  return {
    list: () => calendarsAt(server, home),

    abilities: (calendarId, now) => abilitiesOf(server, at(calendarId), now),

    async changes(calendarId, window, cursor, known) {
      return await changesOf(collection(calendarId, window), cursor, known ?? null);
    },

    async busy(calendarId, span, accepted = nothing) {
      const objects = await busyIn(collection(calendarId, span), QUICK, accepted);
      return objects.flatMap(({ uid, title, busy }) => {
        const own = bookingIdOf(uid);
        return busy.map((time) => ({ ...time, title, ...(own === null ? {} : { own }) }));
      });
    },

    find: (calendarId, uid, written) =>
      findByUid(server, at(calendarId), uid, account.zone, written),

    async put(calendarId, event, seen) {
      const collection = at(calendarId);
      if (seen) {
        const there = await objectAt(server, hrefOf(seen.href, collection));
        const isOther = seen.etag !== null && there?.etag !== seen.etag;
        if (!there || isOther) throw new CalendarProblem("changed", "changed");
        return await replace(server, collection, event, there);
      }
      const place = placeOf(collection, event.uid);
      const first = await write(server, place, calendarObject(event), { "if-none-match": "*" });
      if (succeeded(first)) return versionAt(server, place, first);
      if (![403, 409, 412].includes(first.status)) throw refusalOf(first);
      // It is there already, written before a crash or under another name: the same UID replaces.
      const there = await objectByUid(server, collection, event.uid);
      if (!there) throw refusalOf(first);
      return await replace(server, collection, event, there);
    },

    async remove(calendarId, uid, seen) {
      const collection = at(calendarId);
      const place = seen ? hrefOf(seen.href, collection) : placeOf(collection, uid);
      const first = await server.send("DELETE", place, seen ? ifMatch(seen) : {});
      if (succeeded(first)) return;
      if (![404, 410, 412].includes(first.status)) throw refusalOf(first);
      const there = await objectByUid(server, collection, uid);
      if (!there) return;
      if (first.status === 412) throw refusalOf(first);
      const again = await server.send("DELETE", hrefOf(there.href, collection), ifMatch(there));
      if (!succeeded(again) && ![404, 410].includes(again.status)) throw refusalOf(again);
    },
  };
}

/** Success is 200, 201 or 204; a 207 is an answer about a failure inside. */
function succeeded({ status }: Response): boolean {
  return status === 200 || status === 201 || status === 204;
}

function write(server: Dav, place: URL, text: string, match: Record<string, string>) {
  const headers = { "content-type": "text/calendar; charset=utf-8", ...match };
  return server.send("PUT", place, headers, text);
}

/** Writes over what stands there, as it was read; what others added to it stays. */
async function replace(
  server: Dav,
  collection: URL,
  event: CalendarEvent,
  there: Standing,
): Promise<Version> {
  const place = hrefOf(there.href, collection);
  const answer = await write(server, place, calendarObject(event, there.text), ifMatch(there));
  if (!succeeded(answer)) throw refusalOf(answer);
  return versionAt(server, place, answer);
}

/** A weak ETag matches nothing (RFC 9110 §13.1.1): asked with it, a write would never go through. */
function ifMatch({ etag }: Pick<Version, "etag">): Record<string, string> {
  return etag === null || etag.startsWith("W/") ? {} : { "if-match": etag };
}

async function versionAt(server: Dav, place: URL, answer: Response): Promise<Version> {
  return { href: place.href, etag: await etagIn(server, place, answer) };
}
