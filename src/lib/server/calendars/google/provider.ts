import * as v from "valibot";
import type { OutboundFetch } from "../../outbound/index.ts";
import type { CalendarInfo } from "$lib/scheduling/connection.ts";
import type { OAuthCalendarProvider } from "../calendar-provider.ts";
import { readGoogleChanges } from "./changes.ts";
import { openGoogleEntries } from "./entries.ts";
import { bookingIdOfEvent, GoogleEvent, isOpaque, spanOf, titleOf, zonesOf } from "./event.ts";
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
import type { OAuthProvider } from "../token-endpoint.ts";
import type { OAuthClient } from "../../runtime/settings.ts";

export const googleProvider: OAuthCalendarProvider = {
  label: "Google",
  changeDetection: "reports",
  pacedBy: "account",
  expiryNotes: [
    'While the consent screen’s publishing status is "Testing", every connection ends after seven days. Choose "Publish app" in the Google Cloud console (see docs/settings.md).',
    "Until Google has verified the app, up to 100 accounts can connect; in Testing, only those in the list of test users.",
  ],
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

/** A Google account (Calendar API v3) as a `Calendar`. Google expands series; it sends no invitations. */
export function openGoogle(fetch: OutboundFetch, account: GoogleAccount): OAuthCalendar {
  const google = openGoogleRequests(fetch, account);
  const { zone } = account;

  async function listCalendars(): Promise<GoogleCalendarItem[]> {
    const query = { maxResults: "250" };
    const listed = await google.pages("calendar#calendarList", "users/me/calendarList", query, {});
    const calendars = listed.flatMap(({ items }) =>
      items.map((item) => parseBody(GoogleCalendarItem, item))
    );
    // The primary calendar first: it becomes the write target.
    return calendars.sort((a, b) => Number(b.primary) - Number(a.primary));
  }

  return {
    list: async () => (await listCalendars()).map(toCalendarInfo),

    /** The account's address is the id of its primary calendar. */
    email: async () =>
      (await listCalendars()).find(({ primary }) => primary)?.id.toLowerCase() ?? "",

    changes: (calendarId, window, cursor, known) =>
      readGoogleChanges(google, { calendarId, window, cursor, zone, known }),

    async busy(calendarId, span) {
      const pages = await google.pages("calendar#events", eventsPath(calendarId), {
        ...expandedInstances,
        ...timeBounds(span),
        maxResults: "2500",
        fields: listingFields,
      }, interactiveLimits());
      return pages.flatMap((page) => {
        const zones = zonesOf(page, zone);
        return page.items.flatMap((item) => {
          const event = parseBody(GoogleEvent, item);
          if (!isOpaque(event)) return [];
          const bookingId = bookingIdOfEvent(event.id), title = titleOf(event);
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

/** Google's OAuth endpoints and scopes; the endpoints are at the base URL when that is not Google's. */
function googleOAuth({ baseUrl, clientId, clientSecret }: OAuthClient): OAuthProvider {
  const isGoogle = new URL(baseUrl).hostname === "www.googleapis.com";
  return {
    authorizationEndpoint: `${isGoogle ? "https://accounts.google.com" : baseUrl}/o/oauth2/v2/auth`,
    tokenEndpoint: isGoogle ? "https://oauth2.googleapis.com/token" : `${baseUrl}/oauth2/token`,
    revocationEndpoint: isGoogle
      ? "https://oauth2.googleapis.com/revoke"
      : `${baseUrl}/oauth2/revoke`,
    clientId,
    clientSecret,
    scopes: [
      "https://www.googleapis.com/auth/calendar.events",
      "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
    ],
    // Without "consent", connecting again returns no refresh token.
    extraParams: { access_type: "offline", prompt: "consent" },
    reconnectPrompt: "select_account consent",
  };
}
