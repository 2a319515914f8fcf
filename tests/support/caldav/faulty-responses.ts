/** What a faulty calendar server can do wrong, and the text of its responses. */
import http from "node:http";

/** What it can do wrong. */
export type Fault =
  | {
    status: number;
    headers?: Record<string, string>;
    body?: string;
    only?: string;
    /** What it answers rightly: questions with this in their body. */
    unless?: string;
  }
  | { wrong: "html" | "truncated" | "cut" | "inner" | "no-data" | "silent" | "doctype" | "entity" };

/** What servers in the field do all the time: no ETag after a PUT, weak ones, no heed of conditions, 200 for every success. */
export type Quirk = "no-etag" | "weak-etag" | "no-conditions" | "200";

/** How it reports changes (RFC 6578). */
export interface Sync {
  /** What its tokens begin with; a number follows. */
  token: string;
  /** How it answers a report. */
  wrong?:
    | "403"
    | "404"
    | "410"
    | "409"
    | "412"
    | "500"
    | "501"
    | "whole"
    | "inner"
    | "circles"
    | "twice";
  /** Entries of one page. */
  page?: number;
}

const spaces =
  'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/"';

export const namedIn = (body: string) =>
  [...body.matchAll(/<d:href>([^<]*)<\/d:href>/g)].map(([, path]) => path!);

export const insufficient =
  `<d:response><d:href>/dav/work/</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response>`;

export function misbehave(wrong: string, response: http.ServerResponse): boolean {
  const xml = { "content-type": "application/xml" };
  const whole = multistatus(
    `<d:response><d:href>/dav/work/a.ics</d:href><d:status>HTTP/1.1 403 Forbidden</d:status></d:response>`,
  );
  if (wrong === "html") {
    response.writeHead(200, { "content-type": "text/html" })
      .end("<!doctype html><title>Sign in</title>");
  } else if (wrong === "truncated") {
    response.writeHead(207, xml).end(whole.slice(0, whole.length - 30));
  } else if (wrong === "cut") {
    response.writeHead(207, { ...xml, "content-length": "100000" });
    response.write(whole, () => response.destroy());
  } else if (wrong === "inner") response.writeHead(207, xml).end(whole);
  else if (wrong === "no-data") {
    response.writeHead(207, xml).end(
      multistatus(
        `<d:response><d:href>/dav/work/a.ics</d:href><d:propstat><d:prop><c:calendar-data/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>`,
      ),
    );
  } else if (wrong === "doctype") {
    response.writeHead(207, xml).end(`<!DOCTYPE x [<!ENTITY a "aaaa">]>${whole}`);
  } else if (wrong === "entity") response.writeHead(207, xml).end(whole.replace("/dav", "&boom;"));
  else return wrong === "silent";
  return true;
}

export const multistatus = (inner: string) =>
  `<?xml version="1.0"?><d:multistatus ${spaces}>${inner}</d:multistatus>`;
export const missing = (path: string, where = "d:response", status = 404) =>
  where === "d:response"
    ? `<d:response><d:href>${path}</d:href><d:status>HTTP/1.1 ${status} No</d:status></d:response>`
    : `<d:response><d:href>${path}</d:href><d:propstat><d:prop><d:getetag/><c:calendar-data/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>`;
export const answered = (href: string, props: string) =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${props}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;

/** One event as a calendar object. */
export function objectText(uid: string, lines: string[]): string {
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", "BEGIN:VEVENT", `UID:${uid}`]
    .concat("DTSTAMP:20260101T000000Z", lines, "END:VEVENT", "END:VCALENDAR", "").join("\r\n");
}
