/** A CalDAV server with one big calendar, as a program of its own: says its address on one line, serves until it is ended. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { MINUTE } from "$lib/scheduling/durations.ts";

const [count = 0] = Deno.args.map(Number);
const noon = Date.UTC(2026, 10, 1, 12);
const two = (n: number) => String(n).padStart(2, "0");

/** As programs write them: some properties that tell nothing about time, one in ten a series. */
function eventText(n: number, version: number): string {
  const hour = two(7 + (n + version) % 11);
  const day = new Date(noon + (n * 7919 % 100_000) * MINUTE);
  const date = `${day.getUTCFullYear()}${two(day.getUTCMonth() + 1)}${two(day.getUTCDate())}`;
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Example//Calendar 7.2//EN",
    "BEGIN:VEVENT",
    `UID:${n}-6f1c2f0e-5f7b-4a43-9b1a@calendar.example`,
    "DTSTAMP:20260901T080000Z",
    "CREATED:20260901T080000Z",
    "LAST-MODIFIED:20260901T080000Z",
    `SUMMARY:Meeting number ${n} about what has to be done`,
    `DESCRIPTION:${"Bring what you have written. ".repeat(6)}`,
    "LOCATION:Room 12",
    `DTSTART;TZID=Europe/Berlin:${date}T${hour}0000`,
    `DTEND;TZID=Europe/Berlin:${date}T${hour}4500`,
    ...(n % 10 === 0 ? ["RRULE:FREQ=WEEKLY;COUNT=8"] : []),
    "SEQUENCE:0",
    "STATUS:CONFIRMED",
    "TRANSP:OPAQUE",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("\r", "&#13;");
const path = (n: number) => `/dav/work/${n}.ics`;
const etags = Array.from({ length: count }, () => 1);
const etag = (n: number) => `<d:getetag>"${n}-${etags[n]}"</d:getetag>`;
const reply = (href: string, props: string) =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${props}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
const multistatus = (inner: string) =>
  `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/">${inner}</d:multistatus>`;

const bodies = Array.from({ length: count }, (_, n) => escaped(eventText(n, 1)));
const content = (n: number) =>
  reply(path(n), `${etag(n)}<c:calendar-data>${bodies[n]}</c:calendar-data>`);
let tick = 0;
const changed: [number, number][] = [];
const traffic = { requests: 0, bytes: 0, fetched: 0 };
/** A token that is a hash is believed at the first look. */
const hash = () => tick.toString(16).padStart(32, "0");

const server = http.createServer((request, response) => {
  const parts: Uint8Array[] = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const body = parts.map((part) => new TextDecoder().decode(part)).join("");
    const { method = "", url = "" } = request;
    const text = answer(method, url, body);
    if (url.startsWith("/dav/")) {
      traffic.requests++;
      traffic.bytes += text.length;
    }
    response.writeHead(207, { "content-type": "application/xml" });
    response.end(text);
  });
});

function answer(method: string, url: string, body: string): string {
  // The same bytes without a question, for comparison.
  if (url.startsWith("/all/")) {
    const from = Number(url.slice(5));
    return multistatus(bodies.slice(from, from + 200).map((_, n) => content(from + n)).join(""));
  }
  if (url === "/traffic") {
    const text = JSON.stringify(traffic);
    Object.assign(traffic, { requests: 0, bytes: 0, fetched: 0 });
    return text;
  }
  if (url.startsWith("/change/")) {
    tick++;
    for (const n of url.split("/").at(-1)!.split(",").map(Number)) {
      etags[n] = (etags[n] ?? 0) + 1;
      bodies[n] = escaped(eventText(n, etags[n]));
      changed.push([n, tick]);
    }
    return "";
  }
  if (method === "PROPFIND") {
    return multistatus(
      reply(
        "/dav/work/",
        `<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:sync-token>${hash()}</d:sync-token>`,
      ),
    );
  }
  if (body.includes("sync-collection")) {
    const since = parseInt(/sync-token>([0-9a-f]+)</.exec(body)?.[1] ?? "", 16);
    const named = changed.filter(([, at]) => at > since).map(([n]) => reply(path(n), etag(n)));
    return multistatus(`${named.join("")}<d:sync-token>${hash()}</d:sync-token>`);
  }
  const named = [...body.matchAll(/work\/(\d+)\.ics</g)].map(([, n]) => Number(n));
  traffic.fetched += named.length;
  if (named.length) return multistatus(named.map(content).join(""));
  const all = bodies.keys();
  if (body.includes('name="RRULE"')) {
    return multistatus(
      [...all].filter((n) => n % 10 === 0).map((n) => reply(path(n), etag(n))).join(""),
    );
  }
  if (body.includes('name="RDATE"')) return multistatus("");
  return multistatus([...all].map((n) => reply(path(n), etag(n))).join(""));
}

server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
