import { uidOf } from "$lib/scheduling/booking.ts";
import { inside, type Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import { CalendarError } from "../calendar.ts";
import type { EventPage, ListedItem } from "../event-pages.ts";
import { type ApiResponse, errorFromApiStatus, parseBody } from "../json-api.ts";
import { bookingIdOfEvent, etagOf, GraphEvent, isOpaque, spanOf, titleOf } from "./event.ts";

/** A page of a listing or delta query. */
export const GraphPage = v.object({
  "@odata.context": v.optional(v.string()),
  "value": v.array(v.unknown()),
  "@odata.nextLink": v.optional(v.string()),
  "@odata.deltaLink": v.optional(v.string()),
});
export type GraphPage = v.InferOutput<typeof GraphPage>;

/** A page of a listing of events, or of a delta query. Throws "unreadable". */
export function toEventPage(page: GraphPage): EventPage<GraphEvent> {
  const items = page.value.map((item) => parseBody(GraphEvent, item));
  return { items, cursor: page["@odata.deltaLink"] };
}

/** The listed items of pages in a window; an instance inherits missing fields from its series. */
export function toListedItems(
  pages: readonly EventPage<GraphEvent>[],
  window: Span,
  zone: string,
): ListedItem[] {
  const events = pages.flatMap(({ items }) => items);
  const masters = new Map(events.map((event) => [event.id, event]));
  return events.flatMap((instance): ListedItem[] => {
    if (isRemoved(instance)) return [{ removed: instance.id }];
    if (instance.type === "seriesMaster") return [];
    const master = masters.get(instance.seriesMasterId ?? "");
    const event = { ...master, ...instance };
    const time = spanOf(event, zone);
    const href = instance.seriesMasterId ?? instance.id;
    const bookingId = bookingIdOfEvent(master ?? event);
    return [{
      href,
      busy: isOpaque(event) ? inside(time, window) : [],
      etag: instance.seriesMasterId ? null : etagOf(event),
      uid: bookingId ? uidOf(bookingId) : master?.iCalUId ?? event.iCalUId ?? href,
      bookingId,
      title: titleOf(event),
    }];
  });
}

function isRemoved(event: GraphEvent): boolean {
  return event["@removed"] !== undefined;
}

/**
 * The series that an event belongs to, or is; null for one that stands alone, undefined where that cannot be told, as for
 * a removed id that is not `known`.
 */
export function seriesOf(
  event: GraphEvent,
  known?: ReadonlyMap<string, unknown>,
): string | null | undefined {
  if (isRemoved(event)) return known?.has(event.id) ? null : undefined;
  if (event.type === "singleInstance") return null;
  return event.seriesMasterId ?? (event.type === "seriesMaster" ? event.id : undefined);
}

const GraphErrorBody = v.object({ error: v.object({ code: v.optional(v.string(), "") }) });

/** The error of a Graph response, by its code and then its status. */
export function toGraphError(response: ApiResponse): CalendarError {
  const parsed = v.safeParse(GraphErrorBody, response.body);
  const code = parsed.success ? parsed.output.error.code : "";
  const error = errorFromApiStatus(response, code);
  if (/^(Error)?MailboxNot(EnabledFor|SupportedFor)RESTAPI$/i.test(code)) {
    return new CalendarError("refused", "no-mailbox", error.detail);
  }
  if (/^(syncState(NotFound|Invalid)|resyncRequired)$/i.test(code) || response.status === 410) {
    return new CalendarError("changed", "token-gone", error.detail);
  }
  if (response.status === 503 || /^(ApplicationThrottled|TooManyRequests)$/i.test(code)) {
    return new CalendarError("try-again", "slow-down", error.detail, error.retryAfter);
  }
  return error;
}
