import type { Settings } from "../env.ts";
import type { ConsentServer } from "./oauth.ts";

/** Providers whose accounts are connected by their owner's consent. */
export const consentProviders = ["google", "microsoft"] as const;
export type ConsentProvider = typeof consentProviders[number];

export function isConsentProvider(name: string): name is ConsentProvider {
  return consentProviders.some((provider) => provider === name);
}

/** What a person lets us do with calendars that others share with them; asked for only where one is chosen. */
export type SharedAccess = "none" | "read" | "write";

/** Where a provider asks its people, by the settings; null when it is not set up. */
export function consentServer(
  { google, microsoft }: Pick<Settings, ConsentProvider>,
  provider: ConsentProvider,
  shared: SharedAccess = "none",
): ConsentServer | null {
  if (provider === "google") return google && googleServer(google);
  return microsoft && microsoftServer(microsoft, shared);
}

/** Login servers of Microsoft's clouds, by the host of their Graph. */
const clouds: Record<string, string> = {
  "graph.microsoft.com": "https://login.microsoftonline.com",
  "graph.microsoft.us": "https://login.microsoftonline.us",
  "dod-graph.microsoft.us": "https://login.microsoftonline.us",
  "microsoftgraph.chinacloudapi.cn": "https://login.partner.microsoftonline.cn",
};

function googleServer(
  { baseUrl, clientId, clientSecret }: NonNullable<Settings["google"]>,
): ConsentServer {
  const isGoogle = new URL(baseUrl).hostname === "www.googleapis.com";
  return {
    authorize: `${isGoogle ? "https://accounts.google.com" : baseUrl}/o/oauth2/v2/auth`,
    token: isGoogle ? "https://oauth2.googleapis.com/token" : `${baseUrl}/oauth2/token`,
    clientId,
    clientSecret,
    scopes: [
      "https://www.googleapis.com/auth/calendar.events",
      "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
    ],
    // Without "consent" a second connecting brings no refresh token.
    extras: { access_type: "offline", prompt: "consent" },
    promptAgain: "select_account consent",
  };
}

/** Permissions for calendars of others (Microsoft Graph permissions reference). */
const sharedScopes: Record<SharedAccess, string[]> = {
  none: [],
  read: ["Calendars.Read.Shared"],
  write: ["Calendars.ReadWrite.Shared"],
};

function microsoftServer(
  { baseUrl, clientId, clientSecret, tenant }: NonNullable<Settings["microsoft"]>,
  shared: SharedAccess,
): ConsentServer {
  const { hostname, origin } = new URL(baseUrl);
  const login = `${clouds[hostname] ?? origin}/${tenant}/oauth2/v2.0`;
  return {
    authorize: `${login}/authorize`,
    token: `${login}/token`,
    clientId,
    clientSecret,
    scopes: [
      "offline_access",
      ...["Calendars.ReadWrite", ...sharedScopes[shared]].map((name) => `${origin}/${name}`),
    ],
    extras: { response_mode: "query", prompt: "select_account" },
    promptAgain: "select_account",
  };
}
