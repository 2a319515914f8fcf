import { CalendarProblem } from "./calendar.ts";
import { cal, child, type Dav, dav } from "./webdav.ts";

/** How a collection marks its changes; null for what it does not. */
export interface Mark {
  ctag: string | null;
  token: string | null;
}

/** The collection's change marks. */
export async function markOf(server: Dav, collection: URL): Promise<Mark> {
  const body = `<d:propfind xmlns:d="DAV:" xmlns:s="http://calendarserver.org/ns/"><d:prop>
    <d:resourcetype/><s:getctag/><d:sync-token/></d:prop></d:propfind>`;
  const { resources } = await server.ask("PROPFIND", collection, body, 0);
  const props = resources[0]?.props;
  if (!props) throw new CalendarProblem("try-again", "unreadable", "an empty answer");
  // Another thing that answers at its address, as a server's home does after a calendar was moved, says nothing about it.
  const type = props.get(dav("resourcetype"));
  if (type && !child(type, cal("calendar"))) throw new CalendarProblem("gone", "not-found");
  const said = (name: string) => props.get(name)?.text.trim() || null;
  return { ctag: said("{http://calendarserver.org/ns/}getctag"), token: said(dav("sync-token")) };
}
