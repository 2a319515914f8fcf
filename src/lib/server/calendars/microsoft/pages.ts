import { uidOf } from "$lib/scheduling/booking.ts";
import { inside, type Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import { CalendarError, type Changes } from "../calendar.ts";
import { collectInstances } from "../expanded-instances.ts";
import { type ApiResponse, errorFromApiStatus, parseBody } from "../json-api.ts";
import { bookingIdOfEvent, etagOf, GraphEvent, isOpaque, spanOf } from "./event.ts";

/** A page of a listing, or of a round of changes. */
export const GraphPage = v.object({
  "@odata.context": v.optional(v.string()),
  "value": v.array(v.unknown()),
  "@odata.nextLink": v.optional(v.string()),
  "@odata.deltaLink": v.optional(v.string()),
});
export type GraphPage = v.InferOutput<typeof GraphPage>;

/** What the pages of a round say of a window; instances that leave something out have it from their series. */
export function changesFromPages(
  listed: GraphPage[],
  window: Span,
  zone: string,
  isWhole: boolean,
): Changes {
  const events = eventsIn(listed);
  const masters = new Map(events.map((event) => [event.id, event]));
  const instances = collectInstances();
  for (const instance of events) {
    if (isRemoved(instance) || instance.type === "seriesMaster") continue;
    const master = masters.get(instance.seriesMasterId ?? "");
    const event = { ...master, ...instance };
    const time = spanOf(event, zone);
    const href = instance.seriesMasterId ?? instance.id;
    const own = bookingIdOfEvent(master ?? event);
    instances.add(href, isOpaque(event) ? inside(time, window) : [], () => ({
      etag: instance.seriesMasterId ? null : etagOf(event),
      uid: own ? uidOf(own) : master?.iCalUId ?? event.iCalUId ?? href,
      bookingId: own,
    }));
  }
  return {
    isFullSync: isWhole,
    objects: instances.all(),
    removed: isWhole ? [] : events.filter(isRemoved).map(({ id }) => id),
    cursor: listed.at(-1)?.["@odata.deltaLink"] ?? null,
    unreadable: [],
  };
}

export function eventsIn(listed: GraphPage[]): GraphEvent[] {
  return listed.flatMap(({ value }) => value.map((each) => parseBody(GraphEvent, each)));
}

export function isRemoved(event: GraphEvent): boolean {
  return event["@removed"] !== undefined;
}

/** An event that stands for itself. */
export function isSingle(event: GraphEvent): boolean {
  return event.type === "singleInstance";
}

/** The series that an event belongs to, or is; null for one that stands alone, undefined where that cannot be told. */
export function seriesOf(event: GraphEvent): string | null | undefined {
  if (isRemoved(event) || isSingle(event)) return null;
  return event.seriesMasterId ?? (event.type === "seriesMaster" ? event.id : undefined);
}

/** Pages with nothing but what belongs to a series, and pages without that. */
export function splitBySeries(listed: GraphPage[]): { inSeries: GraphPage[]; alone: GraphPage[] } {
  const only = (isIn: boolean) =>
    listed.map((page) => ({
      ...page,
      value: page.value.filter((each) => (seriesOf(parseBody(GraphEvent, each)) !== null) === isIn),
    }));
  return { inSeries: only(true), alone: only(false) };
}

const GraphErrorBody = v.object({ error: v.object({ code: v.optional(v.string(), "") }) });

/** What a refusal of Graph's means; its code says more than the status. */
export function toGraphError(answer: ApiResponse): CalendarError {
  const parsed = v.safeParse(GraphErrorBody, answer.body);
  const code = parsed.success ? parsed.output.error.code : "";
  const by = errorFromApiStatus(answer, code);
  if (/^(Error)?MailboxNot(EnabledFor|SupportedFor)RESTAPI$/i.test(code)) {
    return new CalendarError("refused", "no-mailbox", by.detail);
  }
  if (/^(syncState(NotFound|Invalid)|resyncRequired)$/i.test(code) || answer.status === 410) {
    return new CalendarError("changed", "token-gone", by.detail);
  }
  if (answer.status === 503 || /^(ApplicationThrottled|TooManyRequests)$/i.test(code)) {
    return new CalendarError("try-again", "slow-down", by.detail, by.retryAfter);
  }
  return by;
}
