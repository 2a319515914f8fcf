import * as v from "valibot";
import type { OutboundFetch } from "../../outbound/index.ts";
import { type Calendar, CalendarError } from "../calendar.ts";
import type { CalendarInfo } from "$lib/scheduling/connection.ts";
import type { OAuthCalendarProvider, SharedAccess } from "../calendar-provider.ts";
import { toServerBusySpans } from "../event-pages.ts";
import { interactiveLimits, parseBody } from "../json-api.ts";
import { readMicrosoftChanges } from "./changes.ts";
import { openMicrosoftEntries } from "./entries.ts";
import { bookingIdOfEvent, eventFields, GraphEvent, isOpaque, spanOf, titleOf } from "./event.ts";
import {
  calendarPath,
  type MicrosoftAccount,
  openMicrosoftRequests,
  timeBounds,
} from "./requests.ts";
import type { OAuthCalendar } from "../oauth.ts";
import type { OAuthProvider } from "../token-endpoint.ts";
import type { OAuthClient } from "../../runtime/settings.ts";

export type { MicrosoftAccount } from "./requests.ts";

export const microsoftProvider: OAuthCalendarProvider = {
  label: "Microsoft",
  changeDetection: "reports",
  pacedBy: "account",
  expiryNotes: [
    "The client secret expires on the date shown in the Entra admin center. Create a new one before then and set it in INVITO_MICROSOFT_CLIENT_SECRET.",
  ],
  oauth: microsoftOAuth,
  openWithTokens({ fetch, requestPacing }, { client: { baseUrl }, bearer, zone, connection }) {
    const mailbox = `microsoft ${connection?.user || connection?.id || crypto.randomUUID()}`;
    const shared = connection?.calendars.filter(({ owner }) => owner !== undefined) ?? [];
    return openMicrosoft(fetch, {
      baseUrl,
      bearer,
      zone,
      queue: (isUrgent, work) => requestPacing.request(mailbox, isUrgent, work),
      shared: new Set(shared.map(({ id }) => id)),
    });
  },
};

const GraphCalendarItem = v.object({
  id: v.string(),
  name: v.optional(v.nullable(v.string())),
  hexColor: v.optional(v.nullable(v.string())),
  canEdit: v.optional(v.nullable(v.boolean())),
  isDefaultCalendar: v.optional(v.nullable(v.boolean())),
  owner: v.optional(v.nullable(v.object({ address: v.optional(v.nullable(v.string())) }))),
});
type GraphCalendarItem = v.InferOutput<typeof GraphCalendarItem>;

/** A Microsoft account (Graph v1.0) as a `Calendar`. Graph expands series; it sends no invitations. */
export function openMicrosoft(
  fetch: OutboundFetch,
  account: MicrosoftAccount,
): OAuthCalendar {
  const graph = openMicrosoftRequests(fetch, account);
  const { zone } = account;

  async function listCalendars(): Promise<GraphCalendarItem[]> {
    const pages = await graph.pages(graph.urlFor("calendars", { $top: "100" }), {});
    const calendars = pages.flatMap(({ value }) =>
      value.map((each) => parseBody(GraphCalendarItem, each))
    );
    const isFirst = (calendar: GraphCalendarItem) => Number(calendar.isDefaultCalendar ?? false);
    return calendars.sort((a, b) => isFirst(b) - isFirst(a));
  }

  return withSharedCalendarErrors(account.shared ?? new Set(), {
    async list() {
      const calendars = await listCalendars();
      return calendars.map((calendar) => toCalendarInfo(calendar, ownerOf(calendars[0])));
    },

    /** The account's address is that of the default calendar's owner. */
    email: async () => ownerOf((await listCalendars())[0]),

    changes: (calendarId, window, cursor, known) =>
      readMicrosoftChanges(graph, { calendarId, window, cursor, zone, known }),

    async busy(calendarId, span) {
      const query = { ...timeBounds(span), $select: eventFields, $top: "500" };
      const pages = await graph.pages(
        graph.urlFor(calendarPath(calendarId, "calendarView"), query),
        interactiveLimits(),
      );
      return pages.flatMap(({ value }) =>
        value.flatMap((each) => {
          const event = parseBody(GraphEvent, each);
          if (!isOpaque(event)) return [];
          const bookingId = bookingIdOfEvent(event), title = titleOf(event);
          return toServerBusySpans(spanOf(event, zone), span, { title, bookingId });
        })
      );
    },

    ...openMicrosoftEntries(graph, zone),
  });
}

/** The account with "shared-forbidden" in place of "forbidden" for shared calendars. */
function withSharedCalendarErrors(
  shared: ReadonlySet<string>,
  opened: OAuthCalendar,
): OAuthCalendar {
  async function withCalendarId<T>(calendarId: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const isForbidden = error instanceof CalendarError && error.reason === "forbidden";
      if (!isForbidden || !shared.has(calendarId)) throw error;
      throw new CalendarError("refused", "shared-forbidden", error.detail);
    }
  }
  const calendar: Pick<Calendar, "changes" | "busy" | "find" | "put" | "remove"> = {
    changes: (id, ...args) => withCalendarId(id, () => opened.changes(id, ...args)),
    busy: (id, ...args) => withCalendarId(id, () => opened.busy(id, ...args)),
    find: (id, ...args) => withCalendarId(id, () => opened.find(id, ...args)),
    put: (id, ...args) => withCalendarId(id, () => opened.put(id, ...args)),
    remove: (id, ...args) => withCalendarId(id, () => opened.remove(id, ...args)),
  };
  return { ...opened, ...calendar };
}

function ownerOf(calendar: GraphCalendarItem | undefined): string {
  return calendar?.owner?.address?.toLowerCase() ?? "";
}

function toCalendarInfo(calendar: GraphCalendarItem, hostAddress: string): CalendarInfo {
  const { id, name, hexColor, canEdit } = calendar;
  const colour = hexColor && /^#[0-9a-f]{6}$/i.test(hexColor) ? hexColor : null;
  const owner = ownerOf(calendar);
  return {
    id,
    name: name ?? "",
    colour,
    writable: canEdit === true,
    transparent: false,
    ...(owner === "" || owner === hostAddress ? {} : { owner }),
  };
}

/** Login servers of Microsoft's clouds, by the host of their Graph API. */
const loginOrigins: Record<string, string> = {
  "graph.microsoft.com": "https://login.microsoftonline.com",
  "graph.microsoft.us": "https://login.microsoftonline.us",
  "dod-graph.microsoft.us": "https://login.microsoftonline.us",
  "microsoftgraph.chinacloudapi.cn": "https://login.partner.microsoftonline.cn",
};

/** Permissions for shared calendars (Microsoft Graph permissions reference). */
const sharedScopes: Record<SharedAccess, string[]> = {
  none: [],
  read: ["Calendars.Read.Shared"],
  write: ["Calendars.ReadWrite.Shared"],
};

/** Microsoft's OAuth endpoints for a tenant, and the permissions that are requested there. */
function microsoftOAuth(
  { baseUrl, clientId, clientSecret, tenant }: OAuthClient,
  shared: SharedAccess,
): OAuthProvider {
  const { hostname, origin } = new URL(baseUrl);
  const login = `${loginOrigins[hostname] ?? origin}/${tenant}/oauth2/v2.0`;
  return {
    authorizationEndpoint: `${login}/authorize`,
    tokenEndpoint: `${login}/token`,
    // There is only one that ends every session of the account.
    revocationEndpoint: null,
    clientId,
    clientSecret,
    scopes: [
      "offline_access",
      ...["Calendars.ReadWrite", ...sharedScopes[shared]].map((name) => `${origin}/${name}`),
    ],
    extraParams: { response_mode: "query", prompt: "select_account" },
    reconnectPrompt: "select_account",
  };
}
