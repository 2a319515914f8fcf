/** Microsoft Graph's calendars as the public reference has them (v1.0), as strict, until they are told to misbehave. */
import { type ConsentFake, openConsentFake } from "./consent-server.ts";
import {
  expanded,
  extended,
  failure,
  type Kept,
  listed,
  resourceOf,
  selected,
  shown,
} from "./graph-shapes.ts";
import { type WrittenEvent, writtenEvent } from "./written-event.ts";

export interface GraphFault {
  status: number;
  code?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Only requests of this method. */
  only?: string;
}

export interface GraphFake {
  /** What `INVITO_MICROSOFT_BASE_URL` would be. */
  address: string;
  consent: ConsentFake;
  calendars: string[];
  events: Map<string, Kept>;
  fault: GraphFault | null;
  pageSize: number;
  /** Delta tokens given so far are too old. */
  forgetTokens(): void;
  /** Links for the next page lead here. */
  misleadTo: string | null;
  /** Method, path and query of every request for calendars. */
  asked: string[];
  make(name: string): string;
  put(calendarId: string, uid: string, lines: string[]): void;
  /** A resource as Graph would hold it. */
  putRaw(calendarId: string, id: string, resource: Record<string, unknown>): void;
  delete(calendarId: string, uid: string): void;
  [Symbol.asyncDispose](): Promise<void>;
}

export function startGraph(): GraphFake {
  const consent = openConsentFake({
    authorize: "/common/oauth2/v2.0/authorize",
    token: "/common/oauth2/v2.0/token",
  }, true);
  let clock = 1, epoch = 1;
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      const url = new URL(request.url);
      const asked = await consent.answer(request, url);
      if (asked) return asked;
      self.asked.push(`${request.method} ${url.pathname}${url.search}`);
      const { fault } = self;
      if (fault && (!fault.only || fault.only === request.method)) {
        return fault.body === undefined
          ? failure(fault.status, fault.code ?? "", fault.headers)
          : new Response(fault.body, { status: fault.status, headers: fault.headers ?? {} });
      }
      if (!consent.admits(request)) return failure(401, "InvalidAuthenticationToken");
      const prefer = request.headers.get("prefer") ?? "";
      if (!prefer.includes('outlook.timezone="UTC"') || !prefer.includes('IdType="ImmutableId"')) {
        return failure(400, "AnotherZoneThanMeant");
      }
      return answer(request, url);
    },
  );
  const self: GraphFake = {
    address: `http://127.0.0.1:${server.addr.port}/v1.0`,
    consent,
    calendars: [],
    events: new Map(),
    fault: null,
    pageSize: 500,
    forgetTokens: () => epoch++,
    misleadTo: null,
    asked: [],
    make(name) {
      const id = `AAMkAG-${name}=`;
      self.calendars.push(id);
      return id;
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
      const kept = self.events.get(id);
      if (kept) self.events.set(id, { ...kept, removed: true, changed: ++clock });
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };

  function ownOf(calendarId: string, uid: string): string | undefined {
    for (const [id, kept] of self.events) {
      if (
        kept.calendarId === calendarId && !kept.removed &&
        extended(kept).some((each) => each.value === uid)
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
    const kept = {
      "type": "singleInstance",
      "isCancelled": false,
      "showAs": "busy",
      "isAllDay": false,
      "responseStatus": { response: "organizer", time: "0001-01-01T00:00:00Z" },
      ...resource,
      id,
      "@odata.etag": `W/"DwAAABYAAAB${++clock}"`,
    };
    self.events.set(id, { calendarId, resource: kept, written, changed: clock, removed: false });
    return kept;
  }

  async function answer(request: Request, url: URL): Promise<Response> {
    const { method } = request, query = url.searchParams;
    const path = decodeURIComponent(url.pathname.replace("/v1.0/me/", ""));
    if (path === "calendars" && method === "GET") return calendars();
    const [, calendarId = "", what] = /^calendars\/([^/]+)\/(.+)$/.exec(path) ?? [];
    if (what) {
      if (!self.calendars.includes(calendarId)) return failure(404, "ErrorItemNotFound");
      if (what === "calendarView/delta" && method === "GET") return delta(calendarId, url);
      if (what === "calendarView" && method === "GET") return view(calendarId, query);
      if (what === "events" && method === "GET") return search(calendarId, query);
      if (what === "events" && method === "POST") return create(calendarId, await request.json());
    }
    const [, id = "", isInstances] = /^events\/([^/]+)(\/instances)?$/.exec(path) ?? [];
    const kept = self.events.get(id);
    if (!kept || kept.removed) return failure(404, "ErrorItemNotFound");
    if (isInstances) return instances(kept, query);
    const match = request.headers.get("if-match");
    if (match !== null && match !== kept.resource["@odata.etag"]) {
      return failure(412, "ErrorIrresolvableConflict");
    }
    if (method === "DELETE") {
      self.events.set(id, { ...kept, removed: true, changed: ++clock });
      return new Response(null, { status: 204 });
    }
    if (method !== "PATCH") return failure(405, "Request_BadRequest");
    const change = await request.json();
    if ("transactionId" in change) return failure(400, "ErrorInvalidPropertySet");
    return Response.json(shown(keep(kept.calendarId, id, { ...kept.resource, ...change }, null)));
  }

  function calendars(): Response {
    const value = self.calendars.map((id) => ({
      id,
      name: id.replace(/^AAMkAG-(.*)=$/, "$1"),
      color: "auto",
      hexColor: "",
      canEdit: true,
      isDefaultCalendar: false,
      owner: { name: "Ada", address: "Ada@Example.org" },
    }));
    return listed({ value: [...value].reverse() });
  }

  function page(items: unknown[], url: URL, last: Record<string, string>): Response {
    const from = Number(url.searchParams.get("$skiptoken")?.split("~")[0] ?? 0);
    const value = items.slice(from, from + self.pageSize);
    if (from + self.pageSize >= items.length) return listed({ value, ...last });
    const next = new URL(url);
    const rest = url.searchParams.get("$skiptoken")?.split("~").slice(1) ??
      ["startDateTime", "endDateTime"].map((name) => url.searchParams.get(name) ?? "");
    next.search = "";
    next.searchParams.set("$skiptoken", [from + self.pageSize, ...rest].join("~"));
    const link = self.misleadTo ? `${self.misleadTo}${next.pathname}${next.search}` : next.href;
    return listed({ value, "@odata.nextLink": link });
  }

  function delta(calendarId: string, url: URL): Response {
    const query = url.searchParams;
    const refused = [...query.keys()].find((name) =>
      !["startDateTime", "endDateTime", "$skiptoken", "$deltatoken"].includes(name)
    );
    if (refused) return failure(400, "ErrorInvalidUrlQuery");
    let since = 0, window: string[];
    const token = query.get("$deltatoken");
    if (token !== null) {
      const [said, at, ...kept] = token.split("~");
      if (Number(said) !== epoch) return failure(410, "syncStateNotFound");
      since = Number(at);
      window = kept;
    } else {
      window = query.get("$skiptoken")?.split("~").slice(1) ??
        [query.get("startDateTime") ?? "", query.get("endDateTime") ?? ""];
    }
    const [start = NaN, end = NaN] = window.map((each) => Date.parse(each));
    if (Number.isNaN(start) || Number.isNaN(end)) return failure(400, "ErrorInvalidRequest");
    const items = [...self.events.values()]
      .filter((kept) => kept.calendarId === calendarId && kept.changed > since)
      .flatMap((kept) => {
        const { id } = kept.resource;
        const found = kept.removed ? [] : expanded(kept, { start, end }, true);
        // What was deleted, and what has left the view, is reported alike.
        return found.length > 0 || since === 0
          ? found
          : [{ id, "@removed": { reason: "deleted" } }];
      });
    const next = new URL(url);
    next.search = "";
    next.searchParams.set("$deltatoken", [epoch, clock, ...window].join("~"));
    return page(items, url, { "@odata.deltaLink": next.href });
  }

  function view(calendarId: string, query: URLSearchParams): Response {
    const window = {
      start: Date.parse(query.get("startDateTime") ?? ""),
      end: Date.parse(query.get("endDateTime") ?? ""),
    };
    const fields = query.get("$select")?.split(",");
    const value = [...self.events.values()]
      .filter((kept) => kept.calendarId === calendarId && !kept.removed)
      .flatMap((kept) => expanded(kept, window, false))
      .map((each) => selected(each, fields));
    return listed({ value });
  }

  /** The instances of one series (reference of "List instances"). */
  function instances(kept: Kept, query: URLSearchParams): Response {
    const window = {
      start: Date.parse(query.get("startDateTime") ?? ""),
      end: Date.parse(query.get("endDateTime") ?? ""),
    };
    if (!kept.written?.repeats) return failure(400, "ErrorInvalidRequest");
    const fields = query.get("$select")?.split(",");
    return listed({
      value: expanded(kept, window, false).map((one) => selected(one, fields)),
    });
  }

  function search(calendarId: string, query: URLSearchParams): Response {
    const asked =
      /^singleValueExtendedProperties\/Any\(ep: ep\/id eq '(String \{[0-9a-f-]{36}\} Name \w+)' and ep\/value eq '([^']*)'\)$/
        .exec(query.get("$filter") ?? "");
    if (!asked) return failure(400, "ErrorInvalidUrlQueryFilter");
    const wanted = /id eq '([^']+)'/.exec(query.get("$expand") ?? "")?.[1];
    const value = [...self.events.values()]
      .filter((kept) =>
        kept.calendarId === calendarId && !kept.removed &&
        extended(kept).some(({ id, value }) => id === asked[1] && value === asked[2])
      )
      .map((kept) => ({
        ...selected(shown(kept.resource), query.get("$select")?.split(",")),
        // Names come back with letters of Graph's own choice.
        singleValueExtendedProperties: extended(kept).filter(({ id }) => id === wanted)
          .map(({ id, value }) => ({
            id: id.replace(/\{.*\}/, (guid) => guid.toUpperCase()),
            value,
          })),
      }));
    return listed({ value });
  }

  function create(calendarId: string, resource: Record<string, unknown>): Response {
    if (Array.isArray(resource.attendees) && resource.attendees.length > 0) {
      return failure(400, "WouldMailGuests");
    }
    const twice = [...self.events.values()].some((kept) =>
      resource.transactionId && kept.resource.transactionId === resource.transactionId
    );
    if (twice) return failure(409, "ErrorDuplicateTransactionId");
    const id = `AAMkEv-${crypto.randomUUID()}=`;
    const made = keep(calendarId, id, { iCalUId: `040000008200E0${clock}`, ...resource }, null);
    return Response.json(shown(made), { status: 201 });
  }

  return self;
}
