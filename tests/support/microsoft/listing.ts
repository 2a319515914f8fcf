/** What a stand-in of Microsoft Graph lists: rounds of changes, views, instances, and what carries a property. */
import type { GraphLeniency } from "./leniency.ts";
import {
  expanded,
  extended,
  failure,
  listed,
  selected,
  shown,
  type StoredGraphEvent,
} from "./shapes.ts";

export interface Listed {
  events: Map<string, StoredGraphEvent>;
  leniencies: Set<GraphLeniency>;
  pageSize: number;
  /** Links for the next page lead here. */
  nextLinkOrigin: string | null;
  /** How far its count of changes has come, and of which count tokens are good. */
  time: { clock: number; epoch: number };
}

function page(
  graph: Listed,
  items: unknown[],
  url: URL,
  most: number,
  last: Record<string, string>,
): Response {
  const from = Number(url.searchParams.get("$skiptoken")?.split("~")[0] ?? 0);
  const size = Math.min(graph.pageSize, most);
  const value = items.slice(from, from + size);
  if (from + size >= items.length) return listed({ value, ...last });
  const next = new URL(url);
  const rest = url.searchParams.get("$skiptoken")?.split("~").slice(1) ??
    ["startDateTime", "endDateTime"].map((name) => url.searchParams.get(name) ?? "");
  next.search = "";
  next.searchParams.set("$skiptoken", [from + size, ...rest].join("~"));
  const link = graph.nextLinkOrigin
    ? `${graph.nextLinkOrigin}${next.pathname}${next.search}`
    : next.href;
  return listed({ value, "@odata.nextLink": link });
}

export function delta(graph: Listed, calendarId: string, url: URL, request: Request): Response {
  const query = url.searchParams;
  const refused = [...query.keys()].find((name) =>
    !["startDateTime", "endDateTime", "$skiptoken", "$deltatoken"].includes(name)
  );
  if (refused) return failure(400, "ErrorInvalidUrlQuery");
  let since = 0, window: string[];
  const token = query.get("$deltatoken");
  if (token !== null) {
    const [tokenEpoch, at, ...stored] = token.split("~");
    if (Number(tokenEpoch) !== graph.time.epoch) {
      return graph.leniencies.has("says-410-for-old-tokens")
        ? failure(410, "syncStateNotFound")
        : failure(400, "ErrorInvalidRequest");
    }
    since = Number(at);
    window = stored;
  } else {
    window = query.get("$skiptoken")?.split("~").slice(1) ??
      [query.get("startDateTime") ?? "", query.get("endDateTime") ?? ""];
  }
  const [start = NaN, end = NaN] = window.map((each) => Date.parse(each));
  if (Number.isNaN(start) || Number.isNaN(end)) return failure(400, "ErrorInvalidRequest");
  const items = [...graph.events.values()]
    .filter((stored) => stored.calendarId === calendarId && stored.changed > since)
    .flatMap((stored) => {
      const { id } = stored.resource;
      const found = stored.removed ? [] : expanded(stored, { start, end }, true);
      // What was deleted, and what has left the view, is reported alike.
      return found.length > 0 || since === 0 ? found : [{ id, "@removed": { reason: "deleted" } }];
    });
  const next = new URL(url);
  next.search = "";
  next.searchParams.set("$deltatoken", [graph.time.epoch, graph.time.clock, ...window].join("~"));
  const prefer = request.headers.get("prefer") ?? "";
  const most = Number(/odata\.maxpagesize=(\d+)/.exec(prefer)?.[1] ?? 10);
  const isText = prefer.includes('outlook.body-content-type="text"');
  const withBodies = graph.leniencies.has("leaves-bodies-out") ? items : items.map((item) => ({
    ...item,
    // As pages, bodies carry the styles of whole documents.
    body: { contentType: isText ? "text" : "html", content: "x".repeat(isText ? 100 : 70_000) },
  }));
  return page(graph, withBodies, url, most, { "@odata.deltaLink": next.href });
}

export function view(graph: Listed, calendarId: string, query: URLSearchParams): Response {
  const window = {
    start: Date.parse(query.get("startDateTime") ?? ""),
    end: Date.parse(query.get("endDateTime") ?? ""),
  };
  const fields = query.get("$select")?.split(",");
  const value = [...graph.events.values()]
    .filter((stored) => stored.calendarId === calendarId && !stored.removed)
    .flatMap((stored) => expanded(stored, window, false))
    .map((each) => selected(each, fields));
  return listed({ value });
}

/** The instances of one series (reference of "List instances"). */
export function instances(
  graph: Listed,
  stored: StoredGraphEvent | null,
  id: string,
  calendarId: string | null,
  query: URLSearchParams,
): Response {
  const window = {
    start: Date.parse(query.get("startDateTime") ?? ""),
    end: Date.parse(query.get("endDateTime") ?? ""),
  };
  const fields = query.get("$select")?.split(",");
  const single = [...graph.events.values()].filter((each) =>
    !each.removed && each.calendarId === calendarId && each.resource.seriesMasterId === id
  );
  if (!stored && single.length > 0 && graph.leniencies.has("lists-foreign-series")) {
    const value = single.flatMap((each) => expanded(each, window, false));
    return listed({ value: value.map((one) => selected(one, fields)) });
  }
  if (!stored || stored.removed) return failure(404, "ErrorItemNotFound");
  if (!stored.written?.repeats) return failure(400, "ErrorInvalidRequest");
  return listed({
    value: expanded(stored, window, false).map((one) => selected(one, fields)),
  });
}

export function search(
  graph: Listed,
  calendarId: string,
  query: URLSearchParams,
  settled: (resource: Record<string, unknown>) => Record<string, unknown>,
): Response {
  const response =
    /^singleValueExtendedProperties\/Any\(ep: ep\/id eq '(String \{[0-9a-f-]{36}\} Name \w+)' and ep\/value eq '([^']*)'\)$/
      .exec(query.get("$filter") ?? "");
  if (!response) return failure(400, "ErrorInvalidUrlQueryFilter");
  const wanted = /id eq '([^']+)'/.exec(query.get("$expand") ?? "")?.[1];
  const value = [...graph.events.values()]
    .filter((stored) =>
      stored.calendarId === calendarId && !stored.removed &&
      extended(stored).some(({ id, value }) => id === response[1] && value === response[2])
    )
    .map((stored) => ({
      ...selected(shown(settled(stored.resource)), query.get("$select")?.split(",")),
      // Names come back with letters of Graph's own choice.
      singleValueExtendedProperties: extended(stored).filter(({ id }) => id === wanted)
        .map(({ id, value }) => ({
          id: id.replace(/\{.*\}/, (guid) => guid.toUpperCase()),
          value,
        })),
    }));
  return listed({ value });
}
