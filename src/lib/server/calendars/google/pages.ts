import { uidOf } from "$lib/scheduling/booking.ts";
import { inside, type Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import { CalendarError } from "../calendar.ts";
import { bookingIdOfEvent, GoogleEvent, isOpaque, spanOf, titleOf, zonesOf } from "./event.ts";
import type { EventPage, ListedItem } from "../event-pages.ts";
import { type ApiResponse, errorFromApiStatus, parseBody } from "../json-api.ts";

/** A page of a listing of events or calendars. */
export const GooglePage = v.object({
  kind: v.optional(v.string()),
  accessRole: v.optional(v.string()),
  items: v.optional(v.array(v.unknown()), []),
  timeZone: v.optional(v.string()),
  nextPageToken: v.optional(v.string()),
  nextSyncToken: v.optional(v.string()),
});
export type GooglePage = v.InferOutput<typeof GooglePage>;

/** A page of events with its calendar's zone and our role in it. */
export type GoogleEventPage = EventPage<GoogleEvent> & Pick<GooglePage, "timeZone" | "accessRole">;

/** A page of a listing of events. Throws "unreadable". */
export function toEventPage(page: GooglePage): GoogleEventPage {
  const items = page.items.map((item) => parseBody(GoogleEvent, item));
  return { ...page, items, cursor: page.nextSyncToken };
}

/** The listed items of pages in a window; cancelled events are removed ones. */
export function toListedItems(
  pages: readonly GoogleEventPage[],
  window: Span,
  zone: string,
): ListedItem[] {
  return pages.flatMap((page) => {
    const zones = zonesOf(page, zone);
    return page.items.map((event): ListedItem => {
      const href = event.recurringEventId ?? event.id;
      if (event.status === "cancelled") return { removed: href };
      const time = spanOf(event, zones);
      const bookingId = bookingIdOfEvent(href);
      return {
        href,
        busy: isOpaque(event) ? inside(time, window) : [],
        etag: event.recurringEventId ? null : event.etag ?? null,
        uid: bookingId ? uidOf(bookingId) : event.iCalUID ?? event.id,
        bookingId,
        title: titleOf(event),
      };
    });
  });
}

/**
 * The series that an event is an instance of, by its field or else by its id: that of the series, an underscore and its
 * original start; null for an event that stands alone. "This and following" splits a series: what follows is a series of
 * its own, `ID_R` and a start, whose instances may have ids of the former one. Undefined where the two cannot be told
 * apart, and for a series that was split off since the last sync.
 */
export function seriesOf(
  { id, recurringEventId }: GoogleEvent,
  known?: ReadonlyMap<string, unknown>,
): string | null | undefined {
  const series = recurringEventId ?? /^(.+)_\d{8}(?:T\d{6}Z?)?$/.exec(id)?.[1] ?? null;
  if (series === null) return null;
  if (splitOff.test(series)) return known?.has(series) ? series : undefined;
  return recurringEventId === undefined && known && splitSeriesIn(known).has(series)
    ? undefined
    : series;
}

const splitOff = /_R\d{8}(?:T\d{6}Z?)?$/;

/** The series that others were split off from. */
function splitSeriesIn(known: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  let split = splitSeries.get(known);
  if (!split) {
    const followers = [...known.keys()].filter((href) => splitOff.test(href));
    splitSeries.set(known, split = new Set(followers.map((href) => href.replace(splitOff, ""))));
  }
  return split;
}

const splitSeries = new WeakMap<ReadonlyMap<string, unknown>, ReadonlySet<string>>();

const GoogleErrorBody = v.object({
  error: v.object({ errors: v.optional(v.array(v.object({ reason: v.optional(v.string()) }))) }),
});

/** The error of a Google response ("Handle API errors"), by its reason and then its status. */
export function toGoogleError(response: ApiResponse): CalendarError {
  const parsed = v.safeParse(GoogleErrorBody, response.body);
  const reason = parsed.success ? parsed.output.error.errors?.[0]?.reason ?? "" : "";
  const error = errorFromApiStatus(response, reason);
  if (response.status === 403 && /rateLimitExceeded|quotaExceeded|LimitExceeded/i.test(reason)) {
    return new CalendarError("try-again", "slow-down", error.detail, error.retryAfter);
  }
  if (response.status === 403 && /insufficientPermissions|insufficientScopes/i.test(reason)) {
    return new CalendarError("signed-out", "consent-partial", error.detail);
  }
  if (response.status === 403 && reason === "accessNotConfigured") {
    return new CalendarError("refused", "api-off", error.detail);
  }
  if (response.status === 410) {
    return new CalendarError("changed", "token-gone", error.detail);
  }
  return error;
}
