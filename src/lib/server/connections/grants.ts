import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { type Calendar, CalendarProblem, type Connection } from "../calendars/calendar.ts";
import { consentServer, isConsentProvider } from "../calendars/consent-servers.ts";
import type { Bearer } from "../calendars/json-api.ts";
import { type Grant, refreshGrant } from "../calendars/oauth.ts";
import { openCalendar, openSealed, sealedFor } from "../calendars/open.ts";
import { inAll } from "../outbound.ts";
import { commit, newCommit } from "../store/commit.ts";
import { readConnection, writeConnection } from "../store/connections.ts";

/** A token that is over this soon is not begun with. */
const MARGIN_MS = 60_000;
const TRIES = 5;
/** How long another program may take between the provider's answer and its commit. */
const LOOKS_MS = [20, 100, 400];

/** Longer than the first reading of all calendars of an account takes; what comes later begins anew. */
const LONGEST_MS = 30 * 60_000;

/** Opens a connection's account with its provider; tokens are made new, and kept, as they are needed. */
export function openAccount(
  app: App,
  connection: Connection,
  host: Pick<Host, "zone" | "email">,
): Promise<Calendar> {
  const { politeness, reader, sealer, settings } = app;
  const fetch = inAll(app.fetch, LONGEST_MS);
  return openCalendar(
    { fetch, politeness, reader, sealer, settings },
    connection,
    host,
    (refused) => accessTo(app, connection, refused),
  );
}

/** A grant as it is kept. */
export function sealGrant(
  app: Pick<App, "sealer">,
  connection: Pick<Connection, "id" | "hostId">,
  grant: Grant,
): Promise<string> {
  return app.sealer.seal(JSON.stringify(grant), sealedFor(connection));
}

/** The tokens of one consent that is not kept yet. */
export function bearerOf(grant: Grant): Bearer {
  return (refused) => {
    if (refused === undefined) return Promise.resolve(grant.access);
    return Promise.reject(new CalendarProblem("try-again", "token-refused"));
  };
}

/**
 * An access token that should still be good. Refreshing happens once at a time: callers of one connection wait for each
 * other here, and the record's version tells when another program was faster. A refresh token that the provider
 * changed is kept before anybody uses what came with it.
 */
function accessTo(app: App, { id, hostId }: Connection, refused?: string): Promise<string> {
  return app.inTurn([`grant ${id}`], async () => {
    const renewed = new Map<string, Grant>();
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const was = await readConnection(app.kv, hostId, id);
      if (!was) throw new CalendarProblem("gone", "disconnected");
      const grant: Grant = JSON.parse(await openSealed(app, was.value));
      if (grant.access !== refused && grant.expiresAt - MARGIN_MS > app.now()) return grant.access;
      const fresh = renewed.get(grant.refresh) ?? await refreshOr(app, was.value, grant);
      // Somebody else had it renewed meanwhile, which made ours worthless: look again.
      if (fresh === null) continue;
      renewed.set(grant.refresh, fresh);
      const op = newCommit(app.kv);
      writeConnection(op, was, { sealed: await sealGrant(app, was.value, fresh) });
      if (await commit(op)) return fresh.access;
    }
    throw new CalendarProblem("try-again", "broken", "the record was never free");
  });
}

/**
 * A renewed grant; null when the refresh token that was refused is not the one on record any more: another program had
 * it renewed. Until its commit is there, a no is not believed.
 */
async function refreshOr(app: App, connection: Connection, grant: Grant): Promise<Grant | null> {
  const server = isConsentProvider(connection.provider)
    ? consentServer(app.settings, connection.provider)
    : null;
  if (!server) throw new CalendarProblem("refused", "provider-off");
  try {
    return await refreshGrant(app.fetch, server, grant, app.now());
  } catch (error) {
    if (!(error instanceof CalendarProblem) || error.kind !== "signed-out") throw error;
    for (const wait of LOOKS_MS) {
      await new Promise((look) => setTimeout(look, wait));
      const now = await readConnection(app.kv, connection.hostId, connection.id);
      if (now && now.value.sealed !== connection.sealed) return null;
    }
    throw error;
  }
}
