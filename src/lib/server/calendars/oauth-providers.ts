import type { Settings } from "../runtime/settings.ts";
import type { OAuthProvider } from "./oauth.ts";

/** Providers whose accounts are connected by their owner's consent. */
export const oauthProviderNames = ["google", "microsoft"] as const;
export type OAuthProviderName = typeof oauthProviderNames[number];

export function isOAuthProviderName(name: string): name is OAuthProviderName {
  return oauthProviderNames.some((provider) => provider === name);
}

/** What a person lets us do with calendars that others share with them; asked for only where one is chosen. */
export type SharedAccess = "none" | "read" | "write";

/** Where a provider asks its people, by the settings; null when it is not set up. */
export function oauthProviderOf(
  { google, microsoft }: Pick<Settings, OAuthProviderName>,
  provider: OAuthProviderName,
  shared: SharedAccess = "none",
): OAuthProvider | null {
  if (provider === "google") return google && googleProvider(google);
  return microsoft && microsoftProvider(microsoft, shared);
}

/** Login servers of Microsoft's clouds, by the host of their Graph. */
const microsoftLoginHosts: Record<string, string> = {
  "graph.microsoft.com": "https://login.microsoftonline.com",
  "graph.microsoft.us": "https://login.microsoftonline.us",
  "dod-graph.microsoft.us": "https://login.microsoftonline.us",
  "microsoftgraph.chinacloudapi.cn": "https://login.partner.microsoftonline.cn",
};

function googleProvider(
  { baseUrl, clientId, clientSecret }: NonNullable<Settings["google"]>,
): OAuthProvider {
  const isGoogle = new URL(baseUrl).hostname === "www.googleapis.com";
  return {
    authorizationEndpoint: `${isGoogle ? "https://accounts.google.com" : baseUrl}/o/oauth2/v2/auth`,
    tokenEndpoint: isGoogle ? "https://oauth2.googleapis.com/token" : `${baseUrl}/oauth2/token`,
    clientId,
    clientSecret,
    scopes: [
      "https://www.googleapis.com/auth/calendar.events",
      "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
    ],
    // Without "consent" a second connecting brings no refresh token.
    extraParams: { access_type: "offline", prompt: "consent" },
    reconnectPrompt: "select_account consent",
  };
}

/** Permissions for calendars of others (Microsoft Graph permissions reference). */
const sharedScopes: Record<SharedAccess, string[]> = {
  none: [],
  read: ["Calendars.Read.Shared"],
  write: ["Calendars.ReadWrite.Shared"],
};

function microsoftProvider(
  { baseUrl, clientId, clientSecret, tenant }: NonNullable<Settings["microsoft"]>,
  shared: SharedAccess,
): OAuthProvider {
  const { hostname, origin } = new URL(baseUrl);
  const login = `${microsoftLoginHosts[hostname] ?? origin}/${tenant}/oauth2/v2.0`;
  return {
    authorizationEndpoint: `${login}/authorize`,
    tokenEndpoint: `${login}/token`,
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
