import type { CalendarInfo } from "$lib/scheduling/connection.ts";
import { cal, child, dav, type Resource, type WebDavClient } from "./webdav.ts";

const MAX_ID_LENGTH = 500;

const properties = `<d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"
  xmlns:a="http://apple.com/ns/ical/"><d:prop><d:resourcetype/><d:displayname/>
  <d:current-user-privilege-set/><c:supported-calendar-component-set/>
  <c:schedule-calendar-transp/><a:calendar-color/></d:prop></d:propfind>`;

/** The calendars at an address: itself, when it is one, else those in it that hold events. */
export async function listCollections(account: WebDavClient, url: URL): Promise<CalendarInfo[]> {
  const own = await account.query("PROPFIND", url, properties, 0);
  const itself = own.resources.filter(isCalendar);
  if (itself.length) return itself.map(infoOf);
  const home = await account.query("PROPFIND", own.url, properties, 1);
  return home.resources.filter(isCalendar).filter(({ url }) => url.href.length <= MAX_ID_LENGTH)
    .map(infoOf);
}

/** A collection that holds events; scheduling boxes and task lists do not. */
export function isCalendar({ props }: Resource): boolean {
  if (!child(props.get(dav("resourcetype")), cal("calendar"))) return false;
  const components = props.get(cal("supported-calendar-component-set"));
  return components === undefined || components.children.length === 0 ||
    components.children.some((comp) => comp.attributes.name?.toUpperCase() === "VEVENT");
}

function infoOf({ url, props }: Resource): CalendarInfo {
  const named = props.get(dav("displayname"))?.text.trim();
  const colour = /^#[0-9a-f]{6}/i.exec(
    props.get("{http://apple.com/ns/ical/}calendar-color")?.text.trim() ?? "",
  );
  return {
    id: url.href,
    name: (named || lastSegment(url) || "Calendar").slice(0, 120),
    colour: colour?.[0].toLowerCase() ?? null,
    writable: isWritable(props),
    transparent:
      child(props.get(cal("schedule-calendar-transp")), cal("transparent")) !== undefined,
  };
}

/** What an address ends in, as people read it. */
function lastSegment({ pathname }: URL): string {
  const last = pathname.split("/").filter(Boolean).at(-1) ?? "";
  try {
    return decodeURIComponent(last);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return last;
  }
}

/** Servers that do not speak of rights are taken at their silence: a refused write is shown. */
function isWritable(props: Resource["props"]): boolean {
  const rights = props.get(dav("current-user-privilege-set"));
  if (!rights || rights.children.length === 0) return true;
  const names = new Set(
    rights.children.flatMap((privilege) => privilege.children.map(({ name }) => name)),
  );
  return ["all", "write", "write-content", "bind"].some((name) => names.has(dav(name)));
}
