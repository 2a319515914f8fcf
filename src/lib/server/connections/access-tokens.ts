import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { type Calendar, CalendarError } from "../calendars/calendar.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { isOAuthProviderName, oauthProviderOf } from "../calendars/registry.ts";
import type { Bearer } from "../calendars/json-api.ts";
import { refreshTokens, type TokenSet } from "../calendars/oauth.ts";
import { openCalendar, sealingContextOf, unsealCredentials } from "../calendars/open-calendar.ts";
import { withTotalTimeout } from "../outbound/index.ts";
import { commit, newCommit } from "../kv/commit.ts";
import { readConnection, writeConnection } from "../store/connections.ts";

/** An access token that expires sooner than this is refreshed first. */
const EXPIRY_MARGIN_MS = MINUTE;
const TRIES = 5;
/** How long another process may take between the provider's response and its commit. */
const RECHECK_DELAYS_MS = [20, 100, 400];

/** Longer than the first sync of all calendars of an account takes; every sync opens the account again. */
const MAX_SYNC_MS = 30 * MINUTE;

/** Opens a connection's account; access tokens are refreshed and stored as needed. */
export function openAccount(
  app: App,
  connection: Connection,
  host: Pick<Host, "zone" | "email">,
): Promise<Calendar> {
  const { requestPacing, responseParser, sealer, settings } = app;
  const fetch = withTotalTimeout(app.fetch, MAX_SYNC_MS);
  return openCalendar(
    { fetch, requestPacing, responseParser, sealer, settings },
    connection,
    host,
    (refusedToken) => accessTokenOf(app, connection, refusedToken),
  );
}

/** The tokens encrypted for the connection's record. */
export function sealTokens(
  app: Pick<App, "sealer">,
  connection: Pick<Connection, "id" | "hostId">,
  tokens: TokenSet,
): Promise<string> {
  return app.sealer.seal(JSON.stringify(tokens), sealingContextOf(connection));
}

/** Gives the access token of an account that is being connected; there is no refresh yet. */
export function fixedBearer(tokens: TokenSet): Bearer {
  return (refusedToken) => {
    if (refusedToken === undefined) return Promise.resolve(tokens.accessToken);
    return Promise.reject(new CalendarError("try-again", "token-refused"));
  };
}

/**
 * A valid access token of a connection. Refreshes run one at a time: callers in this process share a lock, and the
 * record's version shows a refresh by another process. A rotated refresh token is stored before its access token is used.
 */
function accessTokenOf(
  app: App,
  { id, hostId }: Connection,
  refusedToken?: string,
): Promise<string> {
  return app.withLock([`tokens ${id}`], async () => {
    const renewed = new Map<string, TokenSet>();
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const was = await readConnection(app.kv, hostId, id);
      if (!was) throw new CalendarError("gone", "disconnected");
      const tokens: TokenSet = JSON.parse(await unsealCredentials(app, was.value));
      if (tokens.accessToken !== refusedToken && tokens.expiresAt - EXPIRY_MARGIN_MS > app.now()) {
        return tokens.accessToken;
      }
      const renewedTokens = renewed.get(tokens.refreshToken) ??
        await refreshUnlessRenewed(app, was.value, tokens);
      // Another process refreshed meanwhile, which invalidated our refresh token: read the record again.
      if (renewedTokens === null) continue;
      renewed.set(tokens.refreshToken, renewedTokens);
      const op = newCommit(app.kv);
      writeConnection(op, was, { sealed: await sealTokens(app, was.value, renewedTokens) });
      if (await commit(op)) return renewedTokens.accessToken;
    }
    throw new CalendarError("try-again", "broken", "the record was never free");
  });
}

/**
 * Refreshed tokens; null when another process has refreshed them. Its commit may arrive after our refusal, so the
 * record is read again before the refusal is believed.
 */
async function refreshUnlessRenewed(
  app: App,
  connection: Connection,
  tokens: TokenSet,
): Promise<TokenSet | null> {
  const provider = isOAuthProviderName(connection.provider)
    ? oauthProviderOf(app.settings, connection.provider)
    : null;
  if (!provider) throw new CalendarError("refused", "provider-off");
  try {
    return await refreshTokens(app.fetch, provider, tokens, app.now());
  } catch (error) {
    if (!(error instanceof CalendarError) || error.kind !== "signed-out") throw error;
    for (const delayMs of RECHECK_DELAYS_MS) {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      const current = await readConnection(app.kv, connection.hostId, connection.id);
      if (current && current.value.sealed !== connection.sealed) return null;
    }
    throw error;
  }
}
