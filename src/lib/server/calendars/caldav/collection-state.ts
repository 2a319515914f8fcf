import { CalendarError } from "../calendar.ts";
import { cal, child, dav, type WebDavClient } from "./webdav.ts";

/** The CTag and sync token of a collection; null for one that the server does not give. */
export interface CollectionState {
  ctag: string | null;
  syncToken: string | null;
}

/** Reads CTag and sync token. Throws "not-found" for a resource that is no calendar. */
export async function readCollectionState(
  server: WebDavClient,
  collection: URL,
): Promise<CollectionState> {
  const body = `<d:propfind xmlns:d="DAV:" xmlns:s="http://calendarserver.org/ns/"><d:prop>
    <d:resourcetype/><s:getctag/><d:sync-token/></d:prop></d:propfind>`;
  const { resources } = await server.query("PROPFIND", collection, body, 0);
  const props = resources[0]?.props;
  if (!props) throw new CalendarError("try-again", "unreadable", "an empty answer");
  // After a calendar was moved, another resource may answer at its URL, such as the calendar home.
  const type = props.get(dav("resourcetype"));
  if (type && !child(type, cal("calendar"))) throw new CalendarError("gone", "not-found");
  const textOf = (name: string) => props.get(name)?.text.trim() || null;
  return {
    ctag: textOf("{http://calendarserver.org/ns/}getctag"),
    syncToken: textOf(dav("sync-token")),
  };
}
