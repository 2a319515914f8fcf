import { inside } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import type { OutboundFetch } from "../outbound.ts";
import type { CalendarInfo } from "./calendar.ts";
import { readGoogleChanges } from "./google-changes.ts";
import { openGoogleEntries } from "./google-entries.ts";
import { blocks, bookingOf, GoogleEvent, timeOf, zonesOf } from "./google-events.ts";
import {
  asInstances,
  during,
  eventsPath,
  type GoogleAccount,
  listingFields,
  openGoogleRequests,
} from "./google-requests.ts";
import { read } from "./json-api.ts";
import type { ConsentedCalendar } from "./oauth.ts";

/** A question at confirm is asked while a person waits. */
const QUICK_MS = 4_000;

const ListedCalendar = v.object({
  id: v.string(),
  summary: v.optional(v.string(), ""),
  summaryOverride: v.optional(v.string()),
  backgroundColor: v.optional(v.string()),
  accessRole: v.optional(v.string(), "reader"),
  primary: v.optional(v.boolean(), false),
});
type ListedCalendar = v.InferOutput<typeof ListedCalendar>;

/** A Google account (Calendar API v3) behind the contract of every calendar. Google expands series; nobody is written to by it. */
export function openGoogle(fetch: OutboundFetch, account: GoogleAccount): ConsentedCalendar {
  const google = openGoogleRequests(fetch, account);
  const { zone } = account;

  async function listed(): Promise<ListedCalendar[]> {
    const query = { maxResults: "250" };
    const found = await google.pages("calendar#calendarList", "users/me/calendarList", query, {});
    const calendars = found.flatMap(({ items }) => items.map((item) => read(ListedCalendar, item)));
    // The person's own calendar first: it is the one to write to.
    return calendars.sort((a, b) => Number(b.primary) - Number(a.primary));
  }

  return {
    list: async () => (await listed()).map(infoOf),

    /** The person's own address: Google names the first calendar by it. */
    address: async () => (await listed()).find(({ primary }) => primary)?.id.toLowerCase() ?? "",

    changes: (calendarId, window, cursor) =>
      readGoogleChanges(google, calendarId, window, cursor, zone),

    async busy(calendarId, span) {
      const pages = await google.pages("calendar#events", eventsPath(calendarId), {
        ...asInstances,
        ...during(span),
        maxResults: "2500",
        fields: listingFields.replace("items(", "items(summary,"),
      }, { timeoutMs: QUICK_MS, until: performance.now() + QUICK_MS });
      return pages.flatMap((page) => {
        const zones = zonesOf(page, zone);
        return page.items.flatMap((item) => {
          const event = read(GoogleEvent, item);
          if (!blocks(event)) return [];
          const own = bookingOf(event.id), title = event.summary ?? "";
          return inside(timeOf(event, zones), span).map((part) => ({
            ...part,
            title,
            ...(own === null ? {} : { own }),
          }));
        });
      });
    },

    ...openGoogleEntries(google, zone),
  };
}

function infoOf(calendar: ListedCalendar): CalendarInfo {
  const { id, summary, summaryOverride, backgroundColor, accessRole } = calendar;
  return {
    id,
    name: summaryOverride ?? summary,
    colour: /^#[0-9a-f]{6}$/i.test(backgroundColor ?? "") ? backgroundColor ?? null : null,
    writable: accessRole === "owner" || accessRole === "writer",
    transparent: false,
  };
}
