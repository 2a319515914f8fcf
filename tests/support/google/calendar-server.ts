/** Google Calendar as its reference and its users have it (API v3), as strict and no kinder, until it is told to misbehave. */
import type { ConferenceBehaviour } from "../conferences.ts";
import { settled, withConference } from "./conference-data.ts";
import { type OAuthFake, openOAuthFake } from "../oauth-server.ts";
import type { GoogleLeniency, GoogleQuirk } from "./leniency.ts";
import {
  calendarList,
  expanded,
  failure,
  hex,
  projected,
  resourceOf,
  type StoredEvent,
} from "./shapes.ts";
import { faultResponse, type RequestFault } from "../request-fault.ts";
import { type WrittenEvent, writtenEvent } from "../icalendar/written-event.ts";

interface StoredCalendar {
  events: Map<string, StoredEvent>;
  timeZone: string;
  /** What the person may do in it; `owner` where nothing is said. */
  role?: "owner" | "writer" | "reader" | "freeBusyReader";
  /** Ids that were used and can be neither read nor used again. */
  purged?: Set<string>;
}

export interface GoogleFake {
  /** What `INVITO_GOOGLE_BASE_URL` would be. */
  address: string;
  oauth: OAuthFake;
  calendars: Map<string, StoredCalendar>;
  leniencies: Set<GoogleLeniency | GoogleQuirk>;
  fault: RequestFault | null;
  pageSize: number;
  conferences: ConferenceBehaviour;
  /** Sync tokens given so far are too old. */
  forgetTokens(): void;
  /** Method, path and query of every request for the calendar. */
  requests: string[];
  addCalendar(name: string): string;
  put(calendarId: string, uid: string, lines: string[]): void;
  /** A resource as Google would hold it. */
  putRaw(calendarId: string, id: string, resource: Record<string, unknown>): void;
  delete(calendarId: string, uid: string): void;
  /** The bin is emptied: deleted events cannot even be looked at any more. */
  purge(calendarId: string): void;
  [Symbol.asyncDispose](): Promise<void>;
}

const known: Record<string, string[]> = {
  list: [
    "timeMin",
    "timeMax",
    "singleEvents",
    "maxAttendees",
    "maxResults",
    "pageToken",
    "syncToken",
    "fields",
    "showDeleted",
  ],
  write: ["sendUpdates", "conferenceDataVersion"],
  get: [],
};

export function startGoogle(
  eventIdOf: (uid: string) => string,
  kind: Iterable<GoogleLeniency> = [],
): GoogleFake {
  const oauth = openOAuthFake(
    { authorize: "/o/oauth2/v2/auth", token: "/oauth2/token", revoke: "/oauth2/revoke" },
    false,
  );
  let clock = 1, epoch = 1;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const url = new URL(request.url);
    const response = await oauth.answer(request, url);
    if (response) return response;
    self.requests.push(`${request.method} ${url.pathname}${url.search}`);
    const fault = faultResponse(self.fault, request, failure);
    if (fault) return fault;
    if (!oauth.admits(request)) return failure(401, "authError");
    return answer(request, url);
  });
  const self: GoogleFake = {
    address: `http://127.0.0.1:${server.addr.port}`,
    oauth,
    calendars: new Map(),
    leniencies: new Set<GoogleLeniency | GoogleQuirk>(kind),
    fault: null,
    pageSize: 2500,
    conferences: "made",
    forgetTokens: () => epoch++,
    requests: [],
    addCalendar(name) {
      const id = `${name}@group.calendar.google.com`;
      self.calendars.set(id, { events: new Map(), timeZone: "Europe/Berlin" });
      return id;
    },
    put(calendarId, uid, lines) {
      const { events } = self.calendars.get(calendarId)!;
      const written = writtenEvent(lines);
      const id = events.has(eventIdOf(uid)) ? eventIdOf(uid) : `theirs${hex(uid)}`;
      const resource = { ...events.get(id)?.resource, ...resourceOf(written), id, iCalUID: uid };
      keep(events, id, resource, written);
    },
    putRaw(calendarId, id, resource) {
      keep(self.calendars.get(calendarId)!.events, id, { id, iCalUID: id, ...resource }, null);
    },
    delete(calendarId, uid) {
      const { events } = self.calendars.get(calendarId)!;
      for (const [id, { resource, written }] of events) {
        if (resource.iCalUID === uid || id.startsWith(eventIdOf(uid))) {
          keep(events, id, { ...resource, status: "cancelled" }, written);
        }
      }
    },
    purge(calendarId) {
      const calendar = self.calendars.get(calendarId)!;
      for (const [id, { resource }] of calendar.events) {
        if (resource.status !== "cancelled") continue;
        calendar.events.delete(id);
        calendar.purged = new Set(calendar.purged).add(id);
      }
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };

  function keep(
    events: Map<string, StoredEvent>,
    id: string,
    resource: Record<string, unknown>,
    written: WrittenEvent | null,
  ): Record<string, unknown> {
    const stored = {
      status: "confirmed",
      ...resource,
      etag: `"${++clock}000"`,
      kind: "calendar#event",
    };
    events.set(id, { resource: stored, written, changed: clock });
    return stored;
  }

  async function answer(request: Request, url: URL): Promise<Response> {
    const { method } = request;
    const path = url.pathname.replace(/^\/calendar\/v3\//, "");
    if (path === "users/me/calendarList" && method === "GET") return calendarList(self.calendars);
    const [, calendarId = "", eventId, isInstances] =
      /^calendars\/([^/]+)\/events(?:\/([^/]+)(\/instances)?)?$/.exec(path)?.map((part) =>
        part && decodeURIComponent(part)
      ) ?? [];
    const calendar = self.calendars.get(calendarId);
    if (!calendar) return failure(404, "notFound");
    const isList = !eventId || isInstances;
    const names = method !== "GET" ? known.write! : isList ? known.list! : known.get!;
    const stranger = [...url.searchParams.keys()].find((name) => !names.includes(name));
    if (stranger) return failure(400, "badRequest");
    if (!eventId) {
      if (method === "GET") return list(calendar, url.searchParams);
      if (method === "POST") return insert(calendar, await request.json(), url);
      return failure(405, "httpMethodNotAllowed");
    }
    if (isInstances) return instances(calendar, eventId, url.searchParams);
    const stored = calendar.events.get(eventId);
    if (!stored) return failure(404, "notFound");
    const match = request.headers.get("if-match");
    if (match !== null && match !== stored.resource.etag) return failure(412, "conditionNotMet");
    if (method === "GET") return Response.json(settled(stored.resource, self.conferences));
    if (method === "DELETE") {
      if (stored.resource.status === "cancelled") return failure(410, "deleted");
      keep(calendar.events, eventId, { ...stored.resource, status: "cancelled" }, stored.written);
      return new Response(null, { status: 204 });
    }
    if (method !== "PATCH") return failure(405, "httpMethodNotAllowed");
    const change = await request.json();
    if (url.searchParams.get("sendUpdates") !== "none") return failure(400, "wouldMailGuests");
    if ("sequence" in change) return failure(400, "invalidSequence");
    if (stored.resource.status === "cancelled" && !self.leniencies.has("restores-deleted")) {
      return failure(403, "forbidden");
    }
    const changed = withConference(stored.resource, change, url, self.conferences);
    if (changed instanceof Response) return changed;
    return Response.json(keep(calendar.events, eventId, changed, null));
  }

  function list(calendar: StoredCalendar, query: URLSearchParams): Response {
    const { events, timeZone } = calendar;
    const token = query.get("syncToken");
    const bounds = ["timeMin", "timeMax"].map((name) => query.get(name));
    if (token !== null && bounds.some((bound) => bound !== null)) return failure(400, "badRequest");
    if (query.get("singleEvents") !== "true") return failure(400, "badRequest");
    let since = 0;
    if (token !== null) {
      const [tokenEpoch, at] = token.split("-").map(Number);
      if (tokenEpoch !== epoch || !Number.isInteger(at)) {
        return self.leniencies.has("says-410-for-old-tokens")
          ? failure(410, "fullSyncRequired")
          : failure(400, "badRequest");
      }
      since = at ?? 0;
    }
    // With a token there are no bounds: an endless series goes on for some years.
    const window = {
      start: bounds[0] ? Date.parse(bounds[0]) : Date.UTC(2026, 0),
      end: bounds[1] ? Date.parse(bounds[1]) : Date.UTC(2031, 0),
    };
    const items = [...events.values()].filter(({ changed }) => changed > since)
      .flatMap((stored) => expanded(stored, window, timeZone, token !== null));
    const from = Number(query.get("pageToken") ?? 0);
    const size = Math.min(Number(query.get("maxResults") ?? 250), self.pageSize);
    const isLast = from + size >= items.length;
    return paged(calendar, items.slice(from, from + size), query, {
      ...(isLast ? { nextSyncToken: `${epoch}-${clock}` } : { nextPageToken: String(from + size) }),
    });
  }

  function paged(
    { timeZone, role }: StoredCalendar,
    items: Record<string, unknown>[],
    query: URLSearchParams,
    more: Record<string, string>,
  ): Response {
    const hasItems = items.length > 0 || self.leniencies.has("fills-empty-pages");
    const page = {
      kind: "calendar#events",
      timeZone,
      ...(self.leniencies.has("names-no-role") ? {} : { accessRole: role ?? "owner" }),
      ...(hasItems ? { items } : {}),
      ...more,
    };
    const fields = query.get("fields");
    return Response.json(fields ? projected(page, fields) : page);
  }

  /** The instances of one series (reference of `Events: instances`). */
  function instances(calendar: StoredCalendar, id: string, query: URLSearchParams): Response {
    const stored = calendar.events.get(id);
    const window = {
      start: Date.parse(query.get("timeMin") ?? ""),
      end: Date.parse(query.get("timeMax") ?? ""),
    };
    const single = [...calendar.events.values()].filter(({ resource }) =>
      resource.recurringEventId === id
    );
    const isForeign = !stored && single.length > 0 && self.leniencies.has("lists-foreign-series");
    if (!isForeign && (!stored || stored.resource.status === "cancelled")) {
      return failure(404, "notFound");
    }
    if (stored && !stored.written?.repeats) return failure(400, "badRequest");
    const strays = self.leniencies.has("hides-strays") ? [] : single;
    const follower = [...calendar.events.values()].find(({ resource }) =>
      self.leniencies.has("lists-a-follower") &&
      String(resource.recurringEventId).startsWith(`${id}_R`)
    );
    const items = [...(stored ? [stored] : []), ...strays, ...(follower ? [follower] : [])]
      .flatMap((each) => expanded(each, window, calendar.timeZone, false));
    return paged(calendar, items, query, {});
  }

  function insert(calendar: StoredCalendar, resource: Record<string, unknown>, url: URL): Response {
    if (url.searchParams.get("sendUpdates") !== "none") return failure(400, "wouldMailGuests");
    if (resource.iCalUID && resource.id) return failure(400, "onlyOneOfThem");
    if (!resource.start || !resource.end) return failure(400, "required");
    const id = String(resource.id ?? crypto.randomUUID().replaceAll("-", ""));
    if (!/^[a-v0-9]{5,1024}$/.test(id)) return failure(400, "invalid");
    if (calendar.events.has(id) || calendar.purged?.has(id)) return failure(409, "duplicate");
    const given = withConference({}, resource, url, self.conferences);
    if (given instanceof Response) return given;
    const made = { iCalUID: `${id}@google.com`, sequence: 0, ...given, id };
    return Response.json(keep(calendar.events, id, made, null));
  }

  return self;
}
