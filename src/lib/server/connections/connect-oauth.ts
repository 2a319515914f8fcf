import { MINUTE } from "$lib/scheduling/durations.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { type CalendarInfo, type Connection, newConnection } from "$lib/scheduling/connection.ts";
import type { SharedAccess } from "../calendars/calendar-provider.ts";
import { type OAuthProviderName, oauthProviderOf, providerOf } from "../calendars/registry.ts";
import { authorizationUrl, exchangeCode, type TokenSet } from "../calendars/oauth.ts";
import { openOAuthCalendar } from "../calendars/open-calendar.ts";
import { base64url, fromBase64url, hashOf, newId } from "../runtime/secrets.ts";
import { getConnection, listConnections } from "../store/connections.ts";
import { getHost } from "../store/hosts.ts";
import { markLinkUsed } from "../store/magic-links.ts";
import { createConnection, hasMaxConnections } from "./create-connection.ts";
import { MAX_BLOCKING_CALENDARS } from "./choose-calendars.ts";
import { fixedBearer, sealTokens } from "./access-tokens.ts";
import { renewCredentials } from "./refresh-connection.ts";
import { sharedAccessFor } from "./shared-access.ts";
import { toServerOutcome } from "../calendars/errors.ts";

/** How long a person may take to consent at the provider. */
const STATE_LIFETIME_MS = 15 * MINUTE;
const statePurpose = "calendar consent";

/** The signed `state` parameter of an authorization request (RFC 6749 §4.1.1); used once. */
interface OAuthState {
  provider: OAuthProviderName;
  hostId: string;
  /** The connection to sign in again; null for a new one. */
  connectionId: string | null;
  /** The access to shared calendars that is requested. */
  shared: SharedAccess;
  expiresAt: number;
  nonce: string;
}

/** The authorization URL that connects an account, or reconnects `connectionId`. */
export async function startOAuth(
  app: App,
  hostId: string,
  provider: OAuthProviderName,
  connectionId: string | null,
): Promise<Outcome<string, "calendar-refused" | "not-found">> {
  if (!oauthProviderOf(app.settings, provider)) return refusedConnection("provider-off");
  const known = connectionId === null ? null : await getConnection(app.kv, hostId, connectionId);
  if (connectionId !== null && known?.provider !== provider) return refused("not-found");
  if (!known && await hasMaxConnections(app, hostId)) {
    return refusedConnection("too-many-connections");
  }
  const host = known && await getHost(app.kv, hostId);
  const shared = known ? sharedAccessFor(known, host?.targetCalendar ?? null) : "none";
  const oauth = oauthProviderOf(app.settings, provider, shared);
  if (!oauth) return refusedConnection("provider-off");
  const expiresAt = app.now() + STATE_LIFETIME_MS;
  const state: OAuthState = { provider, hostId, connectionId, shared, expiresAt, nonce: newId() };
  const payload = base64url(new TextEncoder().encode(JSON.stringify(state)));
  return accepted(
    await authorizationUrl(oauth, {
      redirectTo: callbackUrl(app, provider),
      state: `${payload}.${await app.sealer.sign(payload, statePurpose)}`,
      verifier: await codeVerifierOf(app, payload),
      ...(known?.user ? { loginHint: known.user } : {}),
    }),
  );
}

/**
 * Handles the redirect back from a provider (RFC 6749 §4.1.2): a new connection, or new tokens for an existing one. The
 * state is valid once, for fifteen minutes, for the host who started.
 */
export async function handleCallback(
  app: App,
  hostId: string,
  provider: OAuthProviderName,
  params: URLSearchParams,
): Promise<Outcome<Connection, "busy" | "calendar-refused" | "not-found">> {
  const verified = await verifyState(app, params.get("state") ?? "");
  if (verified?.state.provider !== provider) return refusedConnection("consent-forged");
  const { state, payload } = verified;
  const oauth = oauthProviderOf(app.settings, provider, state.shared);
  if (!oauth) return refusedConnection("provider-off");
  if (state.hostId !== hostId) return refusedConnection("consent-elsewhere");
  if (state.expiresAt <= app.now()) return refusedConnection("consent-late");
  if (
    !await markLinkUsed(app.kv, await hashOf(statePurpose, state.nonce), state.expiresAt, app.now())
  ) {
    return refusedConnection("consent-used");
  }
  const error = params.get("error"), code = params.get("code");
  if (error === "access_denied" || error === "consent_required") {
    return refusedConnection("consent-refused");
  }
  if (error !== null || code === null) {
    app.log.warn("consent-failed", { provider, error: error?.slice(0, 80) ?? "no code" });
    return refusedConnection("consent-failed");
  }
  const redirectTo = callbackUrl(app, provider), verifier = await codeVerifierOf(app, payload);
  const account = await toServerOutcome(async () => {
    const tokens = await exchangeCode(app.fetch, oauth, { code, verifier, redirectTo }, app.now());
    return { tokens, ...await readOAuthAccount(app, hostId, provider, tokens) };
  });
  if (!account.ok) {
    const { detail = null, serverMessage = null } = account.refusal;
    app.log.warn("consent-failed", { provider, reason: detail, serverMessage });
    return account;
  }
  return saveOAuthAccount(app, state, account.value);
}

/** The redirect URI, as it is registered with the provider. */
export function callbackUrl(app: Pick<App, "baseUrl">, provider: OAuthProviderName): string {
  return `${app.baseUrl}/settings/calendar/${provider}/callback`;
}

interface OAuthAccount {
  tokens: TokenSet;
  calendars: CalendarInfo[];
  address: string;
}

async function readOAuthAccount(
  app: App,
  hostId: string,
  provider: OAuthProviderName,
  tokens: TokenSet,
) {
  const host = await getHost(app.kv, hostId);
  const calendar = openOAuthCalendar(app, provider, {
    bearer: fixedBearer(tokens),
    zone: host?.zone ?? "UTC",
  });
  return { calendars: await calendar.list(), address: await calendar.email() };
}

async function saveOAuthAccount(
  app: App,
  state: OAuthState,
  account: OAuthAccount,
): Promise<Outcome<Connection, "busy" | "calendar-refused" | "not-found">> {
  const { hostId, provider, connectionId, shared } = state;
  const { tokens, calendars, address } = account;
  if (calendars.length === 0) return refusedConnection("no-calendars");
  const connections = await listConnections(app.kv, hostId);
  const known = connections.find((each) =>
    connectionId !== null
      ? each.id === connectionId
      : each.provider === provider && each.user === address && address !== ""
  );
  if (connectionId !== null && !known) return refused("not-found");
  if (known && known.user !== address) return refusedConnection("other-account");
  if (known) {
    return renewCredentials(app, known, {
      sealed: await sealTokens(app, known, tokens),
      sharedAccess: shared,
    }, calendars);
  }
  const id = newId();
  return createConnection(
    app,
    newConnection({
      id,
      hostId,
      provider,
      label: [address, providerOf(provider).label].filter(Boolean).join(" · "),
      url: app.settings.oauthClients[provider]?.baseUrl ?? "",
      user: address,
      sealed: await sealTokens(app, { id, hostId }, tokens),
      addresses: address ? [address] : [],
      sharedAccess: shared,
      // Shared and read-only calendars, such as holidays, block only when the host chooses them.
      calendars: calendars.slice(0, MAX_BLOCKING_CALENDARS / 2).map((calendar) => ({
        ...calendar,
        blocks: calendar.writable && !calendar.transparent && calendar.owner === undefined,
      })),
      createdAt: app.now(),
    }),
  );
}

async function verifyState(
  app: App,
  state: string,
): Promise<{ state: OAuthState; payload: string } | null> {
  const [payload = "", signature = "", ...rest] = state.split(".");
  if (rest.length > 0 || !await app.sealer.verify(payload, statePurpose, signature)) return null;
  return { state: JSON.parse(new TextDecoder().decode(fromBase64url(payload))), payload };
}

/** The PKCE code verifier (RFC 7636 §4.1), derived from the state so that nothing has to be stored. */
function codeVerifierOf(app: App, payload: string): Promise<string> {
  return app.sealer.sign(payload, `${statePurpose} verifier`);
}

function refusedConnection(detail: string) {
  return refused("calendar-refused", { detail });
}
