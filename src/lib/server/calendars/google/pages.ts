import { uidOf } from "$lib/scheduling/booking.ts";
import { inside, type Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import { CalendarError, type Changes } from "../calendar.ts";
import { bookingIdOfEvent, GoogleEvent, isOpaque, spanOf, zonesOf } from "./event.ts";
import { collectInstances } from "../expanded-instances.ts";
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

/** What the pages of a listing say of a window; a partial one names what was cancelled, too. */
export function changesFromPages(
  listed: GooglePage[],
  window: Span,
  zone: string,
  isWhole: boolean,
): Changes {
  const instances = collectInstances();
  const removed: string[] = [];
  for (const page of listed) {
    const zones = zonesOf(page, zone);
    for (const item of page.items) {
      const event = parseBody(GoogleEvent, item);
      const href = event.recurringEventId ?? event.id;
      if (event.status === "cancelled") {
        if (!isWhole) removed.push(href);
        continue;
      }
      const time = spanOf(event, zones);
      const own = bookingIdOfEvent(href);
      instances.add(href, isOpaque(event) ? inside(time, window) : [], () => ({
        etag: event.recurringEventId ? null : event.etag ?? null,
        uid: own ? uidOf(own) : event.iCalUID ?? event.id,
        bookingId: own,
      }));
    }
  }
  return {
    isFullSync: isWhole,
    objects: instances.all(),
    removed,
    cursor: listed.at(-1)?.nextSyncToken ?? null,
    unreadable: [],
  };
}

/** The series that something is an instance of: its id is that of the series, an underscore and its original start; null for an event that stands alone. */
export function seriesOf(item: unknown): string | null {
  const { id, recurringEventId } = parseBody(GoogleEvent, item);
  return recurringEventId ?? /^(.+)_\d{8}(?:T\d{6}Z?)?$/.exec(id)?.[1] ?? null;
}

/** Pages with nothing but what belongs to a series, and pages without that. */
export function splitBySeries(
  listed: GooglePage[],
): { inSeries: GooglePage[]; alone: GooglePage[] } {
  const only = (isIn: boolean) =>
    listed.map((page) => ({
      ...page,
      items: page.items.filter((item) => (seriesOf(item) !== null) === isIn),
    }));
  return { inSeries: only(true), alone: only(false) };
}

const GoogleErrorBody = v.object({
  error: v.object({ errors: v.optional(v.array(v.object({ reason: v.optional(v.string()) }))) }),
});

/** What a refusal of Google's means (its "Handle API errors"): the reason says more than the status. */
export function toGoogleError(answer: ApiResponse): CalendarError {
  const parsed = v.safeParse(GoogleErrorBody, answer.body);
  const reason = parsed.success ? parsed.output.error.errors?.[0]?.reason ?? "" : "";
  const by = errorFromApiStatus(answer, reason);
  if (answer.status === 403 && /rateLimitExceeded|quotaExceeded|LimitExceeded/i.test(reason)) {
    return new CalendarError("try-again", "slow-down", by.detail, by.retryAfter);
  }
  if (answer.status === 403 && /insufficientPermissions|insufficientScopes/i.test(reason)) {
    return new CalendarError("signed-out", "consent-partial", by.detail);
  }
  if (answer.status === 403 && reason === "accessNotConfigured") {
    return new CalendarError("refused", "api-off", by.detail);
  }
  if (answer.status === 410) {
    return new CalendarError("changed", "token-gone", by.detail);
  }
  return by;
}
