import { CalendarError } from "../calendar.ts";
import type { Capabilities } from "$lib/scheduling/connection.ts";
import { cal, child, dav, type WebDavClient } from "./webdav.ts";

const QUICK = { timeoutMs: 5_000 };

const capabilitiesRequest =
  `<d:propfind xmlns:d="DAV:" xmlns:s="http://calendarserver.org/ns/"><d:prop>
  <d:resourcetype/><d:supported-report-set/><d:sync-token/><s:getctag/></d:prop></d:propfind>`;

/** A CalDAV server's capabilities, by a calendar's properties and the DAV header (RFC 4918 §10.1, RFC 6638 §2). */
export async function readCapabilities(
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
