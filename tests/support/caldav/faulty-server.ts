/** A calendar server that answers rightly until it is told to misbehave. */
import { Buffer } from "node:buffer";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import {
  answered,
  type Fault,
  insufficient,
  misbehave,
  missing,
  multistatus,
  namedIn,
  objectText,
  type Quirk,
  type Sync,
} from "./faulty-responses.ts";

export interface FaultyServer {
  address: string;
  port: number;
  /** The one calendar, with one event of an hour. */
  calendar: string;
  /** How it misbehaves from now on; null is well. */
  fault: Fault | null;
  /** Method and path of every request. */
  requests: string[];
  /** Authorization headers that it was given. */
  credentials: (string | undefined)[];
  /** Where PUT bodies stand by path. */
  objects: Map<string, string>;
  /** Reports of changes; null knows none. */
  sync: Sync | null;
  /**
   * Leaves the ETag, or the whole object, out of answers that name several; lists nothing, or without addresses; or
   * answers as another folder that holds nothing.
   */
  hides: "etag" | "object" | "list" | "address" | "calendar" | null;
  /** Paths that its reports leave out, though they are there. */
  omits: Set<string>;
  /** Paths that its reports name, though nothing is there. */
  stillReports: Set<string>;
  /** Paths that it answers with 403, inside an answer and by themselves. */
  forbids: Set<string>;
  /** So many objects one listing names; then it says that there are more (507). */
  maxListed: number;
  /** How it answers a whole multiget that names something that is not there; null answers each by itself. */
  missingStatus: number | null;
  /** The `comp` elements of its calendar; null says nothing of them. */
  components: string | null;
  /** How it differs from the standard all the time. */
  quirks: Set<Quirk>;
  /** Bytes of all answers so far. */
  bytes: number;
  /** Paths whose content was asked for by name. */
  fetched: string[];
  /** Puts an event there as another program would; in the same tick, its token does not grow. */
  put(uid: string, lines: string[], odd?: { sameTick?: boolean; text?: string }): void;
  remove(uid: string): void;
  /** Deletes an event and makes it again: its ETag is the same, as at servers that number the versions of a file. */
  recreate(uid: string, lines: string[], version?: number): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What it is called outside, over TLS with its certificate. */
export interface TlsAddress {
  address: string;
  cert: string;
  key: string;
}

/** Starts it on a free port; `event` are lines of its one event. */
export async function startFaultyServer(event: string[], tls?: TlsAddress): Promise<FaultyServer> {
  const listener: http.RequestListener = (request, response) => {
    const parts: Uint8Array[] = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => answer(request, Buffer.concat(parts).toString(), response));
  };
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const address = tls?.address ?? `http://127.0.0.1:${port}`;
  const self: FaultyServer = {
    address,
    port,
    calendar: `${address}/dav/work/`,
    fault: null,
    requests: [],
    credentials: [],
    objects: new Map([["/dav/work/a.ics", objectText("a", event)]]),
    sync: null,
    hides: null,
    omits: new Set(),
    stillReports: new Set(),
    forbids: new Set(),
    maxListed: Infinity,
    missingStatus: null,
    components: null,
    quirks: new Set(),
    bytes: 0,
    fetched: [],
    put(uid, lines, odd = {}) {
      self.objects.set(`/dav/work/${uid}.ics`, odd.text ?? objectText(uid, lines));
      touched(`/dav/work/${uid}.ics`, odd.sameTick);
    },
    remove(uid) {
      self.objects.delete(`/dav/work/${uid}.ics`);
      touched(`/dav/work/${uid}.ics`);
    },
    recreate(uid, lines, version) {
      const path = `/dav/work/${uid}.ics`, counted = version ?? versions.get(path);
      self.put(uid, lines);
      versions.set(path, counted ?? 1);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };

  let tick = 0;
  const ticks = new Map<string, number>(), versions = new Map<string, number>();
  function touched(path: string, sameTick = false) {
    if (!sameTick) tick++;
    ticks.set(path, tick);
    versions.set(path, (versions.get(path) ?? 1) + 1);
  }
  const markOf = (path: string) =>
    `${self.quirks.has("weak-etag") ? "W/" : ""}"${versions.get(path) ?? 1}"`;
  const etagOf = (path: string) => `<d:getetag>${markOf(path)}</d:getetag>`;

  function answer(request: http.IncomingMessage, body: string, response: http.ServerResponse) {
    const { method = "", url = "" } = request;
    self.requests.push(`${method} ${url}`);
    self.credentials.push(request.headers.authorization);
    const { fault } = self;
    const isSpared = fault && "unless" in fault && body.includes(fault.unless!);
    if (!isSpared && fault && "status" in fault && (!fault.only || fault.only === method)) {
      response.writeHead(fault.status, fault.headers).end(fault.body ?? "");
      return;
    }
    if (fault && "wrong" in fault && misbehave(fault.wrong, response)) return;
    if (method === "PUT") {
      const there = self.objects.has(url);
      if (!isMet(request)) {
        response.writeHead(412).end();
        return;
      }
      self.objects.set(url, body);
      touched(url);
      const etag = self.quirks.has("no-etag") ? {} : { etag: markOf(url) };
      response.writeHead(self.quirks.has("200") ? 200 : there ? 204 : 201, etag).end();
    } else if (method === "GET" && self.forbids.has(url)) {
      response.writeHead(403).end();
    } else if (method === "GET") {
      const text = self.objects.get(url);
      response.writeHead(text ? 200 : 404, { etag: markOf(url) }).end(text ?? "");
    } else if (method === "DELETE") {
      const isGone = !self.objects.has(url);
      if (!isGone && !isMet(request)) {
        response.writeHead(412).end();
        return;
      }
      self.remove(url.slice("/dav/work/".length, -".ics".length));
      response.writeHead(isGone ? 404 : self.quirks.has("200") ? 200 : 204).end();
    } else {
      const refused = /<d:sync-collection/.test(body) &&
        (self.sync ? Number(self.sync.wrong) : 501);
      if (refused) {
        response.writeHead(refused).end();
        return;
      }
      const misses = method === "REPORT" && self.missingStatus !== null &&
        namedIn(body).some((path) => !self.objects.has(path));
      if (misses) {
        response.writeHead(self.missingStatus!).end();
        return;
      }
      const isWhole = url === "/dav/work/" && request.headers.depth === "1";
      const text = method === "REPORT"
        ? reported(url, body)
        : isWhole
        ? multistatus([itself(), ...members(body)].join(""))
        : described(url);
      self.bytes += text.length;
      response.writeHead(207, { "content-type": "application/xml" }).end(text);
    }
  }

  /** RFC 9110 §13.1: whether the conditions of a write hold. */
  function isMet({ url = "", headers }: http.IncomingMessage): boolean {
    if (self.quirks.has("no-conditions")) return true;
    const there = self.objects.has(url);
    if (headers["if-none-match"] === "*" && there) return false;
    const wanted = headers["if-match"];
    return !wanted || (there && wanted === `"${versions.get(url) ?? 1}"`);
  }

  function reported(url: string, body: string): string {
    if (body.includes("<d:sync-collection")) return changedSince(body);
    const named = namedIn(body);
    self.fetched.push(...named);
    const wanted: [string, string][] = named.length
      ? named.flatMap((path) => self.objects.has(path) ? [[path, self.objects.get(path)!]] : [])
      : listed(url);
    const isCut = !named.length && wanted.length > self.maxListed;
    if (isCut) wanted.splice(self.maxListed);
    const asksContent = body.includes("<c:calendar-data/>");
    const objects = wanted.map(([path, text]) => {
      if (self.forbids.has(path)) return missing(path, "d:response", 403);
      if (named.length && self.hides === "object") return missing(path, "d:response");
      if (named.length && self.hides === "etag") return missing(path, "d:propstat");
      return answered(
        path,
        etagOf(path) + (asksContent ? `<c:calendar-data>${text}</c:calendar-data>` : ""),
      );
    });
    if (!named.length && self.hides === "address") {
      return multistatus(objects.join("").replaceAll(/<d:href>[^<]*<\/d:href>/g, ""));
    }
    if (isCut) objects.push(insufficient);
    if (!named.length) { for (const path of self.stillReports) objects.push(missing(path)); }
    return multistatus(objects.join(""));
  }

  function listed(url: string): [string, string][] {
    if (self.hides === "list" || self.hides === "calendar") return [];
    const hidden = self.omits;
    return [...self.objects].filter(([path]) => path.startsWith(url) && !hidden.has(path));
  }

  /** RFC 4918 §9.1: what lies in the calendar; what a listing leaves out does, too, unless nothing is listed at all. */
  function members(body: string): string[] {
    if (!body.includes("getetag") || self.hides === "list" || self.hides === "calendar") return [];
    return [...self.objects.keys()].map((path) => answered(path, etagOf(path)));
  }

  function changedSince(body: string): string {
    const { token, wrong, page = Infinity } = self.sync!;
    const since = Number(/sync-token>[a-z]*(\d+)</.exec(body)?.[1] ?? -1);
    const all = [...ticks].filter(([, at]) => at > since).sort((a, b) => a[1] - b[1]);
    const named = wrong === "whole"
      ? [...self.objects.keys()].map((path) => [path, tick] as const)
      : all.slice(0, page);
    const replies = named.map(([path]) =>
      self.forbids.has(path)
        ? missing(path, "d:response", 403)
        : self.objects.has(path) || self.stillReports.has(path)
        ? answered(path, etagOf(path))
        : missing(path)
    );
    if (wrong === "twice") {
      replies.push(...named.map(([path]) => missing(path, "d:response")));
    }
    if (wrong === "inner") {
      replies.push(
        `<d:response><d:href>/dav/work/</d:href><d:status>HTTP/1.1 403 Forbidden</d:status></d:response>`,
      );
    }
    const isMore = wrong === "circles" || named.length < all.length && wrong !== "whole";
    if (isMore) {
      replies.push(
        insufficient,
      );
    }
    const reached = wrong === "circles" ? since : isMore ? named.at(-1)![1] : tick;
    return multistatus(`${replies.join("")}<d:sync-token>${token}${reached}</d:sync-token>`);
  }

  function described(url: string): string {
    if (url.endsWith(".ics")) return multistatus(answered(url, etagOf(url)));
    return multistatus(itself());
  }

  function itself(): string {
    return answered(
      "/dav/work/",
      `<d:resourcetype><d:collection/>${
        self.hides === "calendar" ? "" : "<c:calendar/>"
      }</d:resourcetype>${
        self.components === null
          ? ""
          : `<c:supported-calendar-component-set>${self.components}</c:supported-calendar-component-set>`
      }<d:displayname>work</d:displayname><s:getctag>${self.objects.size}-${tick}${
        self.hides ?? ""
      }</s:getctag>${self.sync ? `<d:sync-token>${self.sync.token}${tick}</d:sync-token>` : ""}`,
    );
  }
  return self;
}
