import type { Settings } from "../env.ts";
import type { ConsentServer } from "./oauth.ts";

/** Providers whose accounts are connected by their owner's consent. */
export const consentProviders = ["google", "microsoft"] as const;
export type ConsentProvider = typeof consentProviders[number];

export function isConsentProvider(name: string): name is ConsentProvider {
  return consentProviders.some((provider) => provider === name);
}

/** Where a provider asks its people, by the settings; null when it is not set up. */
export function consentServer(
  settings: Pick<Settings, ConsentProvider>,
  provider: ConsentProvider,
): ConsentServer | null {
  const client = settings[provider];
  return client && servers[provider](client);
}

type Client = NonNullable<Settings[ConsentProvider]>;

/** Login servers of Microsoft's clouds, by the host of their Graph. */
const clouds: Record<string, string> = {
  "graph.microsoft.com": "https://login.microsoftonline.com",
  "graph.microsoft.us": "https://login.microsoftonline.us",
  "dod-graph.microsoft.us": "https://login.microsoftonline.us",
  "microsoftgraph.chinacloudapi.cn": "https://login.partner.microsoftonline.cn",
};

const servers: Record<ConsentProvider, (client: Client) => ConsentServer> = {
  google({ baseUrl, clientId, clientSecret }) {
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
    };
  },

  microsoft({ baseUrl, clientId, clientSecret }) {
    const { hostname, origin } = new URL(baseUrl);
    const login = `${clouds[hostname] ?? origin}/common/oauth2/v2.0`;
    return {
      authorize: `${login}/authorize`,
      token: `${login}/token`,
      clientId,
      clientSecret,
      scopes: ["offline_access", `${origin}/Calendars.ReadWrite`],
      extras: { response_mode: "query", prompt: "select_account" },
    };
  },
};
