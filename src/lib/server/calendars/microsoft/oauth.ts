import type { OAuthClient } from "../../runtime/settings.ts";
import type { SharedAccess } from "../calendar-provider.ts";
import type { OAuthProvider } from "../oauth.ts";

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
export function microsoftOAuth(
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

/** Notes of `deno task doctor` about limits that Microsoft does not announce. */
export const microsoftExpiryNotes = [
  "The client secret expires on the date shown in the Entra admin center. Create a new one before then and set it in INVITO_MICROSOFT_CLIENT_SECRET.",
];
