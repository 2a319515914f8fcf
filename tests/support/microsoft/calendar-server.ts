/** Microsoft Graph's calendars as the reference and its users have them (v1.0), as strict and no kinder, until they are told to misbehave. */
import type { ConferenceBehaviour } from "../conferences.ts";
import { type OAuthFake, openOAuthFake } from "../oauth-server.ts";
import type { GraphLeniency } from "./leniency.ts";
import { delta, instances, type Listed, search, view } from "./listing.ts";
import {
  extended,
  failure,
  listed,
  resourceOf,
  settledMeeting,
  shown,
  type StoredGraphEvent,
  withOnlineMeeting,
} from "./shapes.ts";
import { faultResponse, type RequestFault } from "../request-fault.ts";
import { type WrittenEvent, writtenEvent } from "../icalendar/written-event.ts";

export interface GraphFake extends Listed {
  /** What `INVITO_MICROSOFT_BASE_URL` would be. */
  address: string;
  oauth: OAuthFake;
  calendars: string[];
  /** Calendars of others that are shared with the person, by their id. */
  shared: Map<string, { owner: string; canEdit: boolean }>;
  fault: RequestFault | null;
  /** Whether what is made is made now, by the clock of the machine; long ago else. */
  stampsNow: boolean;
  /** What a request waits for before it is answered. */
  pace: () => Promise<unknown>;
  conferences: ConferenceBehaviour;
  /** The most requests that were under way at once. */
  maxConcurrent: number;
  /** Delta tokens given so far are too old. */
  forgetTokens(): void;
  /** With which status delta queries of one calendar, or of the mailbox, are refused. */
  refusesDelta: { calendar?: number; mailbox?: number };
  /** Method, path and query of every request for calendars. */
  requests: string[];
  addCalendar(name: string, shared?: { owner: string; canEdit: boolean }): string;
  put(calendarId: string, uid: string, lines: string[]): void;
  /** A resource as Graph would hold it. */
  putRaw(calendarId: string, id: string, resource: Record<string, unknown>): void;
  delete(calendarId: string, uid: string): void;
  /** The person makes a copy of an event, with everything that is on it. */
  copy(id: string): string;
  [Symbol.asyncDispose](): Promise<void>;
}

export function startGraph(kind: Iterable<GraphLeniency> = []): GraphFake {
  const oauth = openOAuthFake({
    authorize: "/common/oauth2/v2.0/authorize",
    token: "/common/oauth2/v2.0/token",
  }, true);
  const time = { clock: 1, epoch: 1 };
  let underWay = 0;
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const url = new URL(request.url);
      const response = await oauth.answer(request, url);
      if (response) return response;
      self.requests.push(`${request.method} ${url.pathname}${url.search}`);
      self.maxConcurrent = Math.max(self.maxConcurrent, ++underWay);
      try {
        await self.pace();
        if (underWay > 4 && !self.leniencies.has("answers-any-number-at-once")) {
          return failure(429, "ApplicationThrottled", { "retry-after": "10" });
        }
        return await admitted(request, url);
      } finally {
        underWay--;
      }
    },
  );

  async function admitted(request: Request, url: URL): Promise<Response> {
    const fault = faultResponse(self.fault, request, failure);
    if (fault) return fault;
    if (!oauth.admits(request)) return failure(401, "InvalidAuthenticationToken");
    const prefer = request.headers.get("prefer") ?? "";
    if (!prefer.includes('outlook.timezone="UTC"') || !prefer.includes('IdType="ImmutableId"')) {
      return failure(400, "AnotherZoneThanMeant");
    }
    return await answer(request, url);
  }

  const self: GraphFake = {
    address: `http://127.0.0.1:${server.addr.port}/v1.0`,
    oauth,
    calendars: [],
    shared: new Map(),
    leniencies: new Set(kind),
    events: new Map(),
    fault: null,
    pageSize: 500,
    stampsNow: false,
    pace: () => Promise.resolve(),
    conferences: "made",
    maxConcurrent: 0,
    time,
    forgetTokens: () => time.epoch++,
    nextLinkOrigin: null,
    refusesDelta: {},
    requests: [],
    addCalendar(name, shared) {
      const id = `AAMkAG-${name}=`;
      self.calendars.push(id);
      if (shared) self.shared.set(id, shared);
      return id;
    },
    copy(id) {
      const { calendarId, resource, written } = self.events.get(id)!;
      const copied = `${id}-copy`;
      const { createdDateTime: _, ...rest } = resource;
      keep(calendarId, copied, { ...rest, iCalUId: copied }, written);
      return copied;
    },
    put(calendarId, uid, lines) {
      const written = writtenEvent(lines);
      const own = ownOf(calendarId, uid);
      const id = own ?? `AAMkEv-${uid}`;
      const resource = { ...self.events.get(id)?.resource, ...resourceOf(written) };
      keep(calendarId, id, own ? resource : { ...resource, iCalUId: uid }, written);
    },
    putRaw: (calendarId, id, resource) => keep(calendarId, id, { iCalUId: id, ...resource }, null),
    delete(calendarId, uid) {
      const id = ownOf(calendarId, uid) ?? `AAMkEv-${uid}`;
      const stored = self.events.get(id);
      if (stored) self.events.set(id, { ...stored, removed: true, changed: ++time.clock });
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };

  function ownOf(calendarId: string, uid: string): string | undefined {
    for (const [id, stored] of self.events) {
      if (
        stored.calendarId === calendarId && !stored.removed &&
        extended(stored).some((each) => each.value === uid)
      ) {
        return id;
      }
    }
  }

  function keep(
    calendarId: string,
    id: string,
    resource: Record<string, unknown>,
    written: WrittenEvent | null,
  ): Record<string, unknown> {
    const stored = {
      "type": "singleInstance",
      "isCancelled": false,
      "showAs": "busy",
      "isAllDay": false,
      "responseStatus": { response: "organizer", time: "0001-01-01T00:00:00Z" },
      "createdDateTime": `2026-10-01T00:00:00.${String(time.clock).padStart(7, "0")}Z`,
      ...resource,
      id,
      "@odata.etag": `W/"DwAAABYAAAB${++time.clock}"`,
    };
    self.events.set(id, {
      calendarId,
      resource: stored,
      written,
      changed: time.clock,
      removed: false,
    });
    return stored;
  }

  async function answer(request: Request, url: URL): Promise<Response> {
    const { method } = request, query = url.searchParams;
    const path = url.pathname.replace("/v1.0/me/", "").split("/").map(decodeURIComponent);
    const isIn = path[0] === "calendars";
    if (isIn && path.length === 1 && method === "GET") return calendars();
    // The default calendar has paths of its own (reference of "event: delta").
    const isDefault = path[0] === "calendarView";
    const first = self.calendars[0] ?? "";
    if (path.join() === "calendar") return Response.json({ id: first });
    const calendarId = isIn ? path[1] ?? "" : isDefault ? first : null;
    const [what, id, ofIt] = isIn ? path.slice(2) : path;
    const refusal = isDefault ? self.refusesDelta.mailbox : self.refusesDelta.calendar;
    if (id === "delta" && refusal) return failure(refusal, "ErrorInvalidRequest");
    if (calendarId !== null && !self.calendars.includes(calendarId)) {
      return failure(404, "ErrorItemNotFound");
    }
    const no = calendarId === null ? null : forbids(request, calendarId, method);
    if (no) return no;
    if (calendarId !== null && what === "calendarView" && method === "GET") {
      return id === "delta" ? delta(self, calendarId, url, request) : view(self, calendarId, query);
    }
    if (calendarId !== null && what === "events" && id === undefined) {
      return method === "POST" ? create(calendarId, await request.json()) : search(
        self,
        calendarId,
        query,
        (resource) => settledMeeting(resource, self.conferences),
      );
    }
    if (what !== "events" || id === undefined) return failure(404, "ErrorItemNotFound");
    const stored = reached(id, calendarId);
    if (ofIt === "instances") return instances(self, stored, id, calendarId, query);
    if (!stored) return failure(404, "ErrorItemNotFound");
    const match = request.headers.get("if-match");
    if (match !== null && match !== stored.resource["@odata.etag"]) {
      return failure(412, "ErrorIrresolvableConflict");
    }
    if (method === "GET") {
      return Response.json(shown(settledMeeting(stored.resource, self.conferences)));
    }
    if (method === "DELETE") {
      self.events.set(id, { ...stored, removed: true, changed: ++time.clock });
      return new Response(null, { status: 204 });
    }
    if (method !== "PATCH") return failure(405, "Request_BadRequest");
    const change = await request.json();
    if ("transactionId" in change) return failure(400, "ErrorInvalidPropertySet");
    if (isTooLong(change)) return failure(400, "ErrorInvalidArgument");
    const changed = withOnlineMeeting(stored.resource, change, self.conferences);
    if (changed instanceof Response) return changed;
    const written = keep(stored.calendarId, id, changed, null);
    // What lies among the deleted things is changed there.
    if (stored.removed) self.events.set(id, { ...self.events.get(id)!, removed: true });
    return Response.json(shown(written));
  }

  /** What others share is open only to who was allowed it. */
  function forbids(request: Request, calendarId: string, method: string): Response | null {
    const shared = self.shared.get(calendarId);
    if (!shared || self.leniencies.has("shares-without-permission")) return null;
    const scope = oauth.scopeOf(request);
    const mayWrite = scope === "all" || /Calendars\.ReadWrite\.Shared/.test(scope);
    const mayRead = mayWrite || /Calendars\.Read\.Shared/.test(scope);
    const isAllowed = method === "GET" ? mayRead : mayWrite && shared.canEdit;
    return isAllowed ? null : failure(403, "ErrorAccessDenied");
  }

  /** The event behind an id: ids last, whatever calendar it was moved to, and among the deleted things. */
  function reached(id: string, calendarId: string | null): StoredGraphEvent | null {
    const stored = self.events.get(id);
    if (!stored || (stored.removed && self.leniencies.has("deletes-for-good"))) return null;
    const isShared = self.shared.has(stored.calendarId);
    if (isShared && stored.calendarId !== calendarId) {
      return self.leniencies.has("finds-shared-events-everywhere") ? stored : null;
    }
    return stored;
  }

  function isTooLong({ location }: Record<string, unknown>): boolean {
    const name = (location as { displayName?: string } | undefined)?.displayName ?? "";
    return name.length > 255 && !self.leniencies.has("takes-any-length");
  }

  function calendars(): Response {
    const value = self.calendars.map((id, n) => ({
      id,
      name: id.replace(/^AAMkAG-(.*)=$/, "$1"),
      color: "auto",
      hexColor: "",
      canEdit: self.shared.get(id)?.canEdit ?? true,
      isDefaultCalendar: n === 0,
      owner: { name: "Ada", address: self.shared.get(id)?.owner ?? "Ada@Example.org" },
    }));
    return listed({ value: [...value].reverse() });
  }

  function create(calendarId: string, resource: Record<string, unknown>): Response {
    if (Array.isArray(resource.attendees) && resource.attendees.length > 0) {
      return failure(400, "WouldMailGuests");
    }
    if (isTooLong(resource)) return failure(400, "ErrorInvalidArgument");
    const used = [...self.events.values()].find((stored) =>
      resource.transactionId && stored.resource.transactionId === resource.transactionId
    );
    if (used) {
      const isEqual = ["subject", "start", "end"].every((name) =>
        JSON.stringify(used.resource[name]) === JSON.stringify(resource[name])
      );
      // The same create once more is answered as it was, whatever became of the event.
      return isEqual && !self.leniencies.has("frees-transactions")
        ? Response.json(shown(used.resource), { status: 201 })
        : failure(409, "ErrorDuplicateTransactionId");
    }
    const id = `AAMkEv-${crypto.randomUUID()}=`;
    const given = withOnlineMeeting({}, resource, self.conferences);
    if (given instanceof Response) return given;
    const stamp = self.stampsNow ? { createdDateTime: new Date().toISOString() } : {};
    const made = keep(
      calendarId,
      id,
      { iCalUId: `040000008200E0${time.clock}`, ...stamp, ...given },
      null,
    );
    return Response.json(shown(made), { status: 201 });
  }

  return self;
}
