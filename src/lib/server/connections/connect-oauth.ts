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
import { toServerOutcome } from "./server-outcome.ts";

/** How long a person may think about it at the provider. */
const STATE_LIFETIME_MS = 15 * 60_000;
const statePurpose = "calendar consent";

/** What was asked for when a browser was sent to a provider; it comes back signed, once. */
interface OAuthState {
  provider: OAuthProviderName;
  hostId: string;
  /** The connection to sign in again; null for a new one. */
  connectionId: string | null;
  /** What its calendars of others need. */
  shared: SharedAccess;
  until: number;
  nonce: string;
}

/** The address at the provider where a host is asked to let us in; for a connection that exists, to let us in again. */
export async function startOAuth(
  app: App,
  hostId: string,
  provider: OAuthProviderName,
  connectionId: string | null,
): Promise<Outcome<string>> {
  if (!oauthProviderOf(app.settings, provider)) return refusedConnection("provider-off");
  const known = connectionId === null ? null : await getConnection(app.kv, hostId, connectionId);
  if (connectionId !== null && known?.provider !== provider) return refused("not-found");
  if (!known && await hasMaxConnections(app, hostId)) {
    return refusedConnection("too-many-connections");
  }
  const host = known && await getHost(app.kv, hostId);
  const shared = known ? sharedAccessFor(known, host?.targetCalendar ?? null) : "none";
  const server = oauthProviderOf(app.settings, provider, shared);
  if (!server) return refusedConnection("provider-off");
  const until = app.now() + STATE_LIFETIME_MS;
  const asked: OAuthState = { provider, hostId, connectionId, shared, until, nonce: newId() };
  const text = base64url(new TextEncoder().encode(JSON.stringify(asked)));
  return accepted(
    await authorizationUrl(server, {
      redirectTo: callbackUrl(app, provider),
      state: `${text}.${await app.sealer.sign(text, statePurpose)}`,
      verifier: await codeVerifierOf(app, text),
      ...(known?.user ? { loginHint: known.user } : {}),
    }),
  );
}

/**
 * What becomes of a host who comes back from a provider: a new connection, or one that works again. The state is good
 * once, for fifteen minutes, for the host who was sent.
 */
export async function handleCallback(
  app: App,
  hostId: string,
  provider: OAuthProviderName,
  said: URLSearchParams,
): Promise<Outcome<Connection>> {
  const read = await verifyState(app, said.get("state") ?? "");
  if (read?.asked.provider !== provider) return refusedConnection("consent-forged");
  const { asked, text } = read;
  const server = oauthProviderOf(app.settings, provider, asked.shared);
  if (!server) return refusedConnection("provider-off");
  if (asked.hostId !== hostId) return refusedConnection("consent-elsewhere");
  if (asked.until <= app.now()) return refusedConnection("consent-late");
  if (
    !await markLinkUsed(app.kv, await hashOf(statePurpose, asked.nonce), asked.until, app.now())
  ) {
    return refusedConnection("consent-used");
  }
  const error = said.get("error"), code = said.get("code");
  if (error === "access_denied" || error === "consent_required") {
    return refusedConnection("consent-refused");
  }
  if (error !== null || code === null) {
    app.log.warn("consent-failed", { provider, error: error?.slice(0, 80) ?? "no code" });
    return refusedConnection("consent-failed");
  }
  const redirectTo = callbackUrl(app, provider), verifier = await codeVerifierOf(app, text);
  const granted = await toServerOutcome(async () => {
    const grant = await exchangeCode(app.fetch, server, { code, verifier, redirectTo }, app.now());
    return { grant, ...await readOAuthAccount(app, hostId, provider, grant) };
  });
  if (!granted.ok) {
    const { detail = null, serverMessage = null } = granted.refusal;
    app.log.warn("consent-failed", { provider, why: detail, said: serverMessage });
    return granted;
  }
  return saveOAuthAccount(app, asked, granted.value);
}

/** Where a provider sends people back to; it has to be registered there. */
export function callbackUrl(app: Pick<App, "baseUrl">, provider: OAuthProviderName): string {
  return `${app.baseUrl}/settings/calendar/${provider}/callback`;
}

interface OAuthAccount {
  grant: TokenSet;
  calendars: CalendarInfo[];
  address: string;
}

async function readOAuthAccount(
  app: App,
  hostId: string,
  provider: OAuthProviderName,
  grant: TokenSet,
) {
  const host = await getHost(app.kv, hostId);
  const opened = openOAuthCalendar(app, provider, {
    bearer: fixedBearer(grant),
    zone: host?.zone ?? "UTC",
  });
  return { calendars: await opened.list(), address: await opened.email() };
}

async function saveOAuthAccount(
  app: App,
  asked: OAuthState,
  granted: OAuthAccount,
): Promise<Outcome<Connection>> {
  const { hostId, provider, connectionId, shared } = asked;
  const { grant, calendars, address } = granted;
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
      sealed: await sealTokens(app, known, grant),
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
      sealed: await sealTokens(app, { id, hostId }, grant),
      addresses: address ? [address] : [],
      sharedAccess: shared,
      // What others share, and what one may not write in, like a list of holidays, blocks when it is chosen.
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
): Promise<{ asked: OAuthState; text: string } | null> {
  const [text = "", signature = "", ...rest] = state.split(".");
  if (rest.length > 0 || !await app.sealer.verify(text, statePurpose, signature)) return null;
  return { asked: JSON.parse(new TextDecoder().decode(fromBase64url(text))), text };
}

/** The secret half of the challenge (RFC 7636 §4.1); made from the state, so that nothing needs to be kept meanwhile. */
function codeVerifierOf(app: App, text: string): Promise<string> {
  return app.sealer.sign(text, `${statePurpose} verifier`);
}

function refusedConnection(detail: string) {
  return refused("calendar-refused", { detail });
}
