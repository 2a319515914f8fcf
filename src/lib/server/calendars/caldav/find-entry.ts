import { type Component, properties, property } from "../../../icalendar/content-lines.ts";
import { parseEvent } from "../../../icalendar/vevent.ts";
import { latestEndOf } from "../../../icalendar/event-duration.ts";
import { type DateOrDateTime, InvalidEvent, toInstant } from "../../../icalendar/date-time.ts";
import { zoneClockOf } from "../../../icalendar/zone-clock.ts";
import { zoneResolver } from "../../../icalendar/zone-resolver.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { CalendarError, type FoundEntry } from "../calendar.ts";
import { canonicalHref } from "../canonical-href.ts";
import { eventByUid, findObject, getObject, objectUrl, type ServerObject } from "./find-object.ts";
import type { WebDavClient } from "./webdav.ts";

/** The entry with a UID as it is now; all-day and floating times are in `zone`. Throws "unreadable". */
export async function findByUid(
  server: WebDavClient,
  collection: URL,
  uid: string,
  zone: string,
  writtenHref?: string,
): Promise<FoundEntry | null> {
  const object = await findObject(server, collection, uid) ??
    await findObjectAtKnownHref(server, collection, uid, writtenHref);
  const found = object && eventByUid(object.text, uid);
  if (!object || !found || isCancelled(found.event)) return null;
  const host = zoneClockOf(zone);
  try {
    // The wall time comes first: VTIMEZONE rules are read for the days around it.
    const local = parseEvent(found.event, {
      hostClock: host,
      floatingClock: host,
      findZone: () => host,
      ownAddresses: [],
    });
    const window = { start: local.start.wall - DAY, end: local.start.wall + DAY };
    const context = {
      hostClock: host,
      floatingClock: host,
      findZone: zoneResolver(found.calendar, window),
      ownAddresses: [],
    };
    const { start, durations } = parseEvent(found.event, context);
    if (isTimeAmbiguous(start)) throw new InvalidEvent("an unknown time zone");
    const declined = declinedIn(found.event);
    return {
      href: object.href,
      etag: object.etag,
      start: toInstant(start),
      end: latestEndOf(start.clock, start.wall, durations),
      sequence: sequenceIn(found.event),
      ...(declined.length > 0 ? { declined } : {}),
    };
  } catch (error) {
    if (!(error instanceof InvalidEvent)) throw error;
    throw new CalendarError("try-again", "unreadable", error.message);
  }
}

/** The object with a UID at the href it was written to: some servers find nothing by a UID query. */
async function findObjectAtKnownHref(
  server: WebDavClient,
  collection: URL,
  uid: string,
  writtenHref: string | undefined,
): Promise<ServerObject | null> {
  const url = writtenHref === undefined ? null : URL.parse(writtenHref, collection);
  const folder = `${canonicalHref(collection.href).replace(/\/$/, "")}/`;
  const isInside = url !== null && canonicalHref(url.href).startsWith(folder);
  if (!isInside || canonicalHref(url.href) === canonicalHref(objectUrl(collection, uid).href)) {
    return null;
  }
  const object = await getObject(server, url);
  return object && eventByUid(object.text, uid) ? object : null;
}

/** Whether the zone leaves open which instant a time is; a meeting is not rescheduled to an uncertain time. */
function isTimeAmbiguous(moment: DateOrDateTime): boolean {
  const { clock, wall, zoneUnknown } = moment;
  return zoneUnknown ||
    (clock.alternatives ?? []).some((each) => each.instantOf(wall) !== toInstant(moment));
}

/** Some programs set STATUS:CANCELLED instead of deleting an event. */
function isCancelled(event: Component): boolean {
  return property(event, "STATUS")?.value.trim().toUpperCase() === "CANCELLED";
}

function sequenceIn(event: Component): number | null {
  const sequence = property(event, "SEQUENCE")?.value.trim() ?? "";
  return /^\d{1,9}$/.test(sequence) ? Number(sequence) : null;
}

/** Addresses whose PARTSTAT is DECLINED in every ATTENDEE that names them, lower case. */
function declinedIn(event: Component): string[] {
  const attendees = properties(event, "ATTENDEE").map(({ params, value }) => ({
    address: value.trim().toLowerCase().replace(/^mailto:/, ""),
    declined: params.PARTSTAT?.toUpperCase() === "DECLINED",
  }));
  const attending = new Set(
    attendees.flatMap(({ address, declined }) => declined ? [] : [address]),
  );
  return attendees.flatMap(({ address, declined }) =>
    declined && !attending.has(address) ? [address] : []
  );
}
