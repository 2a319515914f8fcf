import { CalendarError } from "../calendar.ts";
import { cal, child, dav, type WebDavClient } from "./webdav.ts";

/** How a collection marks its changes; null for what it does not. */
export interface CollectionState {
  ctag: string | null;
  syncToken: string | null;
}

/** The collection's change marks. */
export async function readCollectionState(
  server: WebDavClient,
  collection: URL,
): Promise<CollectionState> {
  const body = `<d:propfind xmlns:d="DAV:" xmlns:s="http://calendarserver.org/ns/"><d:prop>
    <d:resourcetype/><s:getctag/><d:sync-token/></d:prop></d:propfind>`;
  const { resources } = await server.query("PROPFIND", collection, body, 0);
  const props = resources[0]?.props;
  if (!props) throw new CalendarError("try-again", "unreadable", "an empty answer");
  // Another thing that answers at its address, as a server's home does after a calendar was moved, says nothing about it.
  const type = props.get(dav("resourcetype"));
  if (type && !child(type, cal("calendar"))) throw new CalendarError("gone", "not-found");
  const said = (name: string) => props.get(name)?.text.trim() || null;
  return {
    ctag: said("{http://calendarserver.org/ns/}getctag"),
    syncToken: said(dav("sync-token")),
  };
}
