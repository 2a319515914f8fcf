import { Buffer } from "node:buffer";
/** A calendar server that answers rightly until it is told to misbehave. */
import http from "node:http";
import type { AddressInfo } from "node:net";

/** What it can do wrong. */
export type Fault =
  | { status: number; headers?: Record<string, string>; body?: string; only?: string }
  | { wrong: "html" | "truncated" | "cut" | "inner" | "no-data" | "silent" | "doctype" | "entity" };

export interface Misbehaving {
  address: string;
  /** The one calendar, with one event of an hour. */
  calendar: string;
  /** How it misbehaves from now on; null is well. */
  fault: Fault | null;
  /** Method and path of every request. */
  asked: string[];
  /** Authorization headers that it was given. */
  credentials: (string | undefined)[];
  /** Where PUT bodies stand by path. */
  kept: Map<string, string>;
  [Symbol.asyncDispose](): Promise<void>;
}

const spaces =
  'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/"';

/** Starts it on a free port; `event` are lines of its one event. */
export async function startMisbehaving(event: string[]): Promise<Misbehaving> {
  const server = http.createServer((request, response) => {
    const parts: Uint8Array[] = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => answer(request, Buffer.concat(parts).toString(), response));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: Misbehaving = {
    address,
    calendar: `${address}/dav/work/`,
    fault: null,
    asked: [],
    credentials: [],
    kept: new Map([["/dav/work/a.ics", object("a", event)]]),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };

  function answer(request: http.IncomingMessage, body: string, response: http.ServerResponse) {
    const { method = "", url = "" } = request;
    self.asked.push(`${method} ${url}`);
    self.credentials.push(request.headers.authorization);
    const { fault } = self;
    if (fault && "status" in fault && (!fault.only || fault.only === method)) {
      response.writeHead(fault.status, fault.headers).end(fault.body ?? "");
      return;
    }
    if (fault && "wrong" in fault && misbehave(fault.wrong, response)) return;
    if (method === "PUT") {
      const there = self.kept.has(url);
      if (request.headers["if-none-match"] === "*" && there) {
        response.writeHead(412).end();
        return;
      }
      self.kept.set(url, body);
      response.writeHead(there ? 204 : 201, { etag: '"1"' }).end();
    } else if (method === "GET") {
      const text = self.kept.get(url);
      response.writeHead(text ? 200 : 404, { etag: '"1"' }).end(text ?? "");
    } else if (method === "DELETE") {
      response.writeHead(self.kept.delete(url) ? 204 : 404).end();
    } else {
      const text = method === "REPORT" ? reported(url) : described(url);
      response.writeHead(207, { "content-type": "application/xml" }).end(text);
    }
  }

  function reported(url: string): string {
    const objects = [...self.kept].filter(([path]) => path.startsWith(url)).map(([path, text]) =>
      response(path, `<d:getetag>"1"</d:getetag><c:calendar-data>${text}</c:calendar-data>`)
    );
    return multistatus(objects.join(""));
  }

  function described(url: string): string {
    if (url.endsWith(".ics")) return multistatus(response(url, '<d:getetag>"1"</d:getetag>'));
    return multistatus(
      response(
        "/dav/work/",
        `<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:displayname>work</d:displayname><s:getctag>${self.kept.size}</s:getctag>`,
      ),
    );
  }
  return self;
}

function misbehave(wrong: string, response: http.ServerResponse): boolean {
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

const multistatus = (inner: string) =>
  `<?xml version="1.0"?><d:multistatus ${spaces}>${inner}</d:multistatus>`;
const response = (href: string, props: string) =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${props}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;

function object(uid: string, lines: string[]): string {
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", "BEGIN:VEVENT", `UID:${uid}`]
    .concat("DTSTAMP:20260101T000000Z", lines, "END:VEVENT", "END:VCALENDAR", "").join("\r\n");
}
