import { comparableEmail } from "$lib/scheduling/email-address.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Sealer, UnknownSealingKey } from "../runtime/secrets.ts";
import type { OAuthClient, Settings } from "../runtime/settings.ts";
import { type Calendar, CalendarError } from "./calendar.ts";
import type { CalendarDeps, OAuthAccount } from "./calendar-provider.ts";
import type { Bearer } from "./json-api.ts";
import type { OAuthCalendar } from "./oauth.ts";
import { type OAuthProviderName, providerOf } from "./registry.ts";

type WithSettings = CalendarDeps & { settings: Pick<Settings, "oauthClients"> };
type WithSealer = { sealer: Pick<Sealer, "open"> };

/**
 * Opens a connection's account for its host; nothing is sent to the server yet. `bearer` gives the tokens of accounts
 * that are connected by OAuth. Throws `CalendarError`: "signed-out" when the credentials cannot be unsealed, "refused"
 * when the provider is not set up.
 */
export async function openCalendar(
  deps: WithSettings & WithSealer,
  connection: Connection,
  host: Pick<Host, "zone" | "email">,
  bearer: Bearer,
): Promise<Calendar> {
  const { provider: name, url, user } = connection, { zone } = host;
  const provider = providerOf(name);
  if ("oauth" in provider) {
    return provider.openWithTokens(deps, {
      client: oauthClientOf(deps.settings, name),
      bearer,
      zone,
      connection,
    });
  }
  const secret = await unsealCredentials(deps, connection);
  const addresses = [...connection.addresses, ...(host.email ? [host.email] : [])];
  const ownAddresses = addresses.map(comparableEmail);
  return provider.openWithSecret(deps, { url, user, secret, zone, ownAddresses });
}

/** Opens an account that is about to be connected by OAuth. Throws "refused" when the provider is not set up. */
export function openOAuthCalendar(
  deps: WithSettings,
  name: OAuthProviderName,
  account: Pick<OAuthAccount, "bearer" | "zone">,
): OAuthCalendar {
  const client = oauthClientOf(deps.settings, name);
  return providerOf(name).openWithTokens(deps, { ...account, client });
}

function oauthClientOf({ oauthClients }: WithSettings["settings"], name: string): OAuthClient {
  const client = oauthClients[name];
  if (!client) throw new CalendarError("refused", "provider-off");
  return client;
}

/** The sealing context of a connection's credentials: they open for no other record. */
export function sealingContextOf(connection: Pick<Connection, "id" | "hostId">): string {
  return `connection ${connection.hostId} ${connection.id}`;
}

/** A connection's credentials. Throws "signed-out" when the secret that sealed them is lost. */
export async function unsealCredentials(
  { sealer }: WithSealer,
  connection: Connection,
): Promise<string> {
  try {
    return await sealer.open(connection.sealed, sealingContextOf(connection));
  } catch (error) {
    if (!(error instanceof UnknownSealingKey)) throw error;
    throw new CalendarError("signed-out", "sealed-elsewhere");
  }
}
