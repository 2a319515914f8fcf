import type { App } from "../../lib/server/app.ts";
import {
  type OAuthProviderName,
  oauthProviderNames,
} from "../../lib/server/calendars/oauth-providers.ts";
import { callbackOf } from "../../lib/server/connections/index.ts";
import { messages } from "../../lib/i18n/messages.ts";
import type { Finding } from "./findings.ts";

/** What a provider's console says and nobody here can ask for: it ends connections on a day that comes as a surprise. */
const expiryNotes: Record<OAuthProviderName, string[]> = {
  google: [
    'As long as its consent screen is in publishing status "Testing", every connection ends after seven days: press "Publish app" in the Google Cloud console (docs/settings.md).',
    "Until Google has verified the app, at most 100 accounts can connect, and in Testing only those in the list of test users.",
  ],
  microsoft: [
    "Its client secret expires on the date that the Entra admin centre shows beside it: create the next one before then, and put it into INVITO_MICROSOFT_CLIENT_SECRET.",
  ],
};

/** Which addresses the calendar providers must know, whether they take them, and what ends there. */
export function providerFindings(app: App): Finding[] {
  return oauthProviderNames.filter((name) => app.settings[name] !== null).flatMap((name) => {
    const about = messages("en").calendars.providers[name];
    const redirect = callbackOf(app, name);
    const look = (text: string): Finding => ({ tone: "look", about, text });
    return [
      look(`Its list of redirect addresses must name ${redirect}`),
      ...(isAcceptedRedirect(redirect) ? [] : [{
        tone: "bad" as const,
        about,
        text:
          `It accepts redirect addresses in plain http for localhost only: put a proxy with TLS in front of the program and use https in INVITO_BASE_URL.`,
      }]),
      ...expiryNotes[name].map(look),
    ];
  });
}

/** Both take plain http for a program on one's own machine only. */
function isAcceptedRedirect(redirect: string): boolean {
  const { protocol, hostname } = new URL(redirect);
  return protocol === "https:" || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
