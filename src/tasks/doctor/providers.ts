import type { App } from "../../lib/server/app.ts";
import { oauthProviderNames, providerOf } from "../../lib/server/calendars/registry.ts";
import { callbackUrl } from "../../lib/server/connections/index.ts";
import { messages } from "../../lib/i18n/messages.ts";
import type { Finding } from "./findings.ts";
import { product } from "../../lib/product.ts";

/** Redirect URIs to register at the calendar providers, whether they are acceptable, and expiry notes. */
export function providerFindings(app: App): Finding[] {
  return oauthProviderNames.filter((name) => Boolean(app.settings.oauthClients[name])).flatMap(
    (name) => {
      const about = messages("en").calendars.providers[name];
      const redirect = callbackUrl(app, name);
      const note = (text: string, hint: string): Finding => ({ tone: "note", about, text, hint });
      return [
        note(
          `${product} is sent back to ${redirect} after a host gave access.`,
          "Add this address to the app’s redirect URIs, unless it is there already.",
        ),
        ...(isAcceptedRedirect(redirect) ? [] : [{
          tone: "bad" as const,
          about,
          text: "The provider accepts plain http redirect URIs only for localhost.",
          hint: `Put a proxy with TLS in front of ${product} and use https in INVITO_BASE_URL.`,
        }]),
        ...providerOf(name).expiryNotes.map((text) => note(text, "See docs/settings.md.")),
      ];
    },
  );
}

/** Google and Microsoft accept plain http only for localhost. */
function isAcceptedRedirect(redirect: string): boolean {
  const { protocol, hostname } = new URL(redirect);
  return protocol === "https:" || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
