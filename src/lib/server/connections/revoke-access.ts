/** What a host has allowed at a provider is taken back once nothing here needs it. */
import type { Connection } from "$lib/scheduling/connection.ts";
import type { App } from "../app.ts";
import { revokeTokens, type TokenSet } from "../calendars/oauth.ts";
import type { OAuthProvider } from "../calendars/token-endpoint.ts";
import { unsealCredentials } from "../calendars/open-calendar.ts";
import { isOAuthProviderName, oauthProviderOf } from "../calendars/registry.ts";
import { listConnections } from "../store/connections.ts";
import { eachHost } from "../store/hosts.ts";
import { listIdentities } from "../store/identities.ts";

/**
 * Revokes the access of a connection that was deleted. The provider then ends all that the account has allowed us, so it
 * is kept while another connection or a sign-in may be of that account. A failure is logged.
 */
export async function revokeUnusedAccess(app: App, deleted: Connection): Promise<void> {
  const { provider } = deleted;
  const oauth = isOAuthProviderName(provider) ? oauthProviderOf(app.settings, provider) : null;
  if (!oauth?.revocationEndpoint) return;
  try {
    if (await isAccountUsed(app, deleted, oauth)) return;
    const tokens: TokenSet = JSON.parse(await unsealCredentials(app, deleted));
    await revokeTokens(app.fetch, oauth.revocationEndpoint, tokens);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    app.log.warn("access-not-revoked", { provider, reason });
  }
}

async function isAccountUsed(
  { kv }: App,
  { hostId, provider, user }: Connection,
  { authorizationEndpoint }: OAuthProvider,
): Promise<boolean> {
  const { origin } = new URL(authorizationEndpoint);
  const isConnected = async (id: string) =>
    (await listConnections(kv, id)).some((other) =>
      other.provider === provider && (other.user === user || other.user === "" || user === "")
    );
  // Of which account a sign-in at the same provider is, is not known.
  const signsIn = async (id: string) =>
    (await listIdentities(kv, id)).some(({ issuer }) => `${issuer}/`.startsWith(`${origin}/`));
  // A host who is being erased is not among the hosts any more.
  if (await isConnected(hostId)) return true;
  for await (const { id } of eachHost(kv)) {
    if (await isConnected(id) || await signsIn(id)) return true;
  }
  return false;
}
