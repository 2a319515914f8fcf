import { CalendarError } from "./calendar.ts";
import type { Settings } from "../runtime/settings.ts";
import type { CalendarProvider, OAuthCalendarProvider, SharedAccess } from "./calendar-provider.ts";
import { caldavProvider } from "./caldav/provider.ts";
import { googleProvider } from "./google/provider.ts";
import { icsProvider } from "./ics/provider.ts";
import { microsoftProvider } from "./microsoft/provider.ts";
import type { OAuthProvider } from "./token-endpoint.ts";

/** Every provider, by its name in connections and settings. */
const providers = {
  caldav: caldavProvider,
  ics: icsProvider,
  google: googleProvider,
  microsoft: microsoftProvider,
} satisfies Record<string, CalendarProvider>;

type Providers = typeof providers;

/** Providers whose accounts are connected by OAuth. */
export type OAuthProviderName = {
  [Name in keyof Providers]: Providers[Name] extends OAuthCalendarProvider ? Name : never;
}[keyof Providers];

export function isOAuthProviderName(name: string): name is OAuthProviderName {
  return Object.hasOwn(providers, name) && "oauth" in providers[name as keyof Providers];
}

export const oauthProviderNames = Object.keys(providers).filter(isOAuthProviderName);

/** The row of a provider. Throws `CalendarError` "refused" for a name that is not in the registry. */
export function providerOf(name: OAuthProviderName): OAuthCalendarProvider;
export function providerOf(name: string): CalendarProvider;
export function providerOf(name: string): CalendarProvider {
  if (Object.hasOwn(providers, name)) return providers[name as keyof Providers];
  throw new CalendarError("refused", "provider-off");
}

/** A provider's OAuth endpoints, scopes and our credentials there; null when it is not set up. */
export function oauthProviderOf(
  { oauthClients }: Pick<Settings, "oauthClients">,
  name: OAuthProviderName,
  shared: SharedAccess = "none",
): OAuthProvider | null {
  const client = oauthClients[name];
  return client ? providerOf(name).oauth(client, shared) : null;
}
