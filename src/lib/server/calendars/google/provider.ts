import * as v from "valibot";
import type { OutboundFetch } from "../../outbound/index.ts";
import type { CalendarInfo } from "$lib/scheduling/connection.ts";
import type { OAuthCalendarProvider } from "../calendar-provider.ts";
import { readGoogleChanges } from "./changes.ts";
import { openGoogleEntries } from "./entries.ts";
import { bookingIdOfEvent, GoogleEvent, isOpaque, spanOf, zonesOf } from "./event.ts";
import {
  eventsPath,
  expandedInstances,
  type GoogleAccount,
  listingFields,
  openGoogleRequests,
  timeBounds,
} from "./requests.ts";
import { toServerBusySpans } from "../event-pages.ts";
import { interactiveLimits, parseBody } from "../json-api.ts";
import type { OAuthCalendar } from "../oauth.ts";
import { googleExpiryNotes, googleOAuth } from "./oauth.ts";

export const googleProvider: OAuthCalendarProvider = {
  label: "Google",
  changeDetection: "reports",
  pacedBy: "account",
  settings: { title: "Google Calendar", baseUrl: "https://www.googleapis.com" },
  expiryNotes: googleExpiryNotes,
  oauth: googleOAuth,
  openWithTokens: ({ fetch }, { client: { baseUrl }, bearer, zone }) =>
    openGoogle(fetch, { baseUrl, bearer, zone }),
};

const GoogleCalendarItem = v.object({
  id: v.string(),
  summary: v.optional(v.string(), ""),
  summaryOverride: v.optional(v.string()),
  backgroundColor: v.optional(v.string()),
  accessRole: v.optional(v.string(), "reader"),
  primary: v.optional(v.boolean(), false),
});
type GoogleCalendarItem = v.InferOutput<typeof GoogleCalendarItem>;

/** A Google account (Calendar API v3) behind the contract of every calendar. Google expands series; nobody is written to by it. */
export function openGoogle(fetch: OutboundFetch, account: GoogleAccount): OAuthCalendar {
  const google = openGoogleRequests(fetch, account);
  const { zone } = account;

  async function listed(): Promise<GoogleCalendarItem[]> {
    const query = { maxResults: "250" };
    const found = await google.pages("calendar#calendarList", "users/me/calendarList", query, {});
    const calendars = found.flatMap(({ items }) =>
      items.map((item) => parseBody(GoogleCalendarItem, item))
    );
    // The person's own calendar first: it is the one to write to.
    return calendars.sort((a, b) => Number(b.primary) - Number(a.primary));
  }

  return {
    list: async () => (await listed()).map(toCalendarInfo),

    /** The person's own address: Google names the first calendar by it. */
    email: async () => (await listed()).find(({ primary }) => primary)?.id.toLowerCase() ?? "",

    changes: (calendarId, window, cursor) =>
      readGoogleChanges(google, { calendarId, window, cursor, zone }),

    async busy(calendarId, span) {
      const pages = await google.pages("calendar#events", eventsPath(calendarId), {
        ...expandedInstances,
        ...timeBounds(span),
        maxResults: "2500",
        fields: listingFields.replace("items(", "items(summary,"),
      }, interactiveLimits());
      return pages.flatMap((page) => {
        const zones = zonesOf(page, zone);
        return page.items.flatMap((item) => {
          const event = parseBody(GoogleEvent, item);
          if (!isOpaque(event)) return [];
          const bookingId = bookingIdOfEvent(event.id), title = event.summary ?? "";
          return toServerBusySpans(spanOf(event, zones), span, { title, bookingId });
        });
      });
    },

    ...openGoogleEntries(google, zone),
  };
}

function toCalendarInfo(calendar: GoogleCalendarItem): CalendarInfo {
  const { id, summary, summaryOverride, backgroundColor, accessRole } = calendar;
  return {
    id,
    name: summaryOverride ?? summary,
    colour: /^#[0-9a-f]{6}$/i.test(backgroundColor ?? "") ? backgroundColor ?? null : null,
    writable: accessRole === "owner" || accessRole === "writer",
    transparent: false,
  };
}
