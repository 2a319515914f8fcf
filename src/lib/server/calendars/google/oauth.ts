import type { OAuthClient } from "../../runtime/settings.ts";
import type { OAuthProvider } from "../oauth.ts";

/** Google's OAuth endpoints and scopes; the endpoints are at the base URL when that is not Google's. */
export function googleOAuth({ baseUrl, clientId, clientSecret }: OAuthClient): OAuthProvider {
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

/** Notes of `deno task doctor` about limits that Google does not announce. */
export const googleExpiryNotes = [
  'While the consent screen’s publishing status is "Testing", every connection ends after seven days. Choose "Publish app" in the Google Cloud console (see docs/settings.md).',
  "Until Google has verified the app, up to 100 accounts can connect; in Testing, only those in the list of test users.",
];
