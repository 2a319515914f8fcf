import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { type Calendar, CalendarError } from "../calendars/calendar.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { isOAuthProviderName, oauthProviderOf } from "../calendars/registry.ts";
import type { Bearer } from "../calendars/json-api.ts";
import { refreshTokens, type TokenSet } from "../calendars/oauth.ts";
import { openCalendar, sealingContextOf, unsealCredentials } from "../calendars/open-calendar.ts";
import { withTotalTimeout } from "../outbound/index.ts";
import { commit, newCommit } from "../store/commit.ts";
import { readConnection, writeConnection } from "../store/connections.ts";

/** A token that is over this soon is not begun with. */
const EXPIRY_MARGIN_MS = 60_000;
const TRIES = 5;
/** How long another program may take between the provider's answer and its commit. */
const RECHECK_DELAYS_MS = [20, 100, 400];

/** Longer than the first reading of all calendars of an account takes; what comes later begins anew. */
const MAX_SYNC_MS = 30 * 60_000;

/** Opens a connection's account with its provider; tokens are made new, and kept, as they are needed. */
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
    (refused) => accessTokenOf(app, connection, refused),
  );
}

/** A grant as it is kept. */
export function sealTokens(
  app: Pick<App, "sealer">,
  connection: Pick<Connection, "id" | "hostId">,
  grant: TokenSet,
): Promise<string> {
  return app.sealer.seal(JSON.stringify(grant), sealingContextOf(connection));
}

/** The tokens of one consent that is not kept yet. */
export function fixedBearer(grant: TokenSet): Bearer {
  return (refused) => {
    if (refused === undefined) return Promise.resolve(grant.accessToken);
    return Promise.reject(new CalendarError("try-again", "token-refused"));
  };
}

/**
 * An access token that should still be good. Refreshing happens once at a time: callers of one connection wait for each
 * other here, and the record's version tells when another program was faster. A refresh token that the provider
 * changed is kept before anybody uses what came with it.
 */
function accessTokenOf(app: App, { id, hostId }: Connection, refused?: string): Promise<string> {
  return app.withLock([`tokens ${id}`], async () => {
    const renewed = new Map<string, TokenSet>();
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const was = await readConnection(app.kv, hostId, id);
      if (!was) throw new CalendarError("gone", "disconnected");
      const grant: TokenSet = JSON.parse(await unsealCredentials(app, was.value));
      if (grant.accessToken !== refused && grant.expiresAt - EXPIRY_MARGIN_MS > app.now()) {
        return grant.accessToken;
      }
      const fresh = renewed.get(grant.refreshToken) ??
        await refreshUnlessRenewed(app, was.value, grant);
      // Somebody else had it renewed meanwhile, which made ours worthless: look again.
      if (fresh === null) continue;
      renewed.set(grant.refreshToken, fresh);
      const op = newCommit(app.kv);
      writeConnection(op, was, { sealed: await sealTokens(app, was.value, fresh) });
      if (await commit(op)) return fresh.accessToken;
    }
    throw new CalendarError("try-again", "broken", "the record was never free");
  });
}

/**
 * A renewed grant; null when the refresh token that was refused is not the one on record any more: another program had
 * it renewed. Until its commit is there, a no is not believed.
 */
async function refreshUnlessRenewed(
  app: App,
  connection: Connection,
  grant: TokenSet,
): Promise<TokenSet | null> {
  const server = isOAuthProviderName(connection.provider)
    ? oauthProviderOf(app.settings, connection.provider)
    : null;
  if (!server) throw new CalendarError("refused", "provider-off");
  try {
    return await refreshTokens(app.fetch, server, grant, app.now());
  } catch (error) {
    if (!(error instanceof CalendarError) || error.kind !== "signed-out") throw error;
    for (const wait of RECHECK_DELAYS_MS) {
      await new Promise((look) => setTimeout(look, wait));
      const now = await readConnection(app.kv, connection.hostId, connection.id);
      if (now && now.value.sealed !== connection.sealed) return null;
    }
    throw error;
  }
}
